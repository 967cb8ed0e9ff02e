package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What to do where a transaction is in the way of a statement. */
class AdviceTest extends PostgresTest {
    private static final String APART = "-- ledger: transaction=none\n";

    @BeforeEach
    void code() throws Exception {
        execute(
                "CREATE TABLE t (a int)",
                "CREATE PROCEDURE commits() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (1); COMMIT;"
                        + " INSERT INTO t VALUES (2); END $$",
                "CREATE FUNCTION tries() RETURNS void LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$");
    }

    private static LedgerException failure(Migrator migrator) {
        LedgerException failure = catchThrowableOfType(LedgerException.class, migrator::migrate);
        assertThat(failure.code()).as("%s", failure).isEqualTo(ErrorCode.STATEMENT_FAILED);
        return failure;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALL commits();",
                "/* x */ call commits();",
                "DO $$ BEGIN INSERT INTO t VALUES (1); COMMIT; INSERT INTO t VALUES (2); END $$;",
                "DO $$ BEGIN CALL commits(); END $$;"
            })
    void codeThatCommitsIsToRunOutsideOfATransaction(String statement) throws Exception {
        LedgerException failure =
                failure(migrator("INSERT INTO t VALUES (0);\n" + statement).build());
        assertThat(failure).hasMessageContaining("2D000");
        assertThat(failure.next())
                .contains("'-- ledger: transaction=none' at the head of the script")
                .contains("those before it stay in effect")
                .endsWith("Then run 'Migrator.migrate()' again.");
        assertThat(query("SELECT * FROM t")).isEmpty();

        migrator(APART + "INSERT INTO t VALUES (0);\n" + statement).build().migrate();
        assertThat(query("SELECT a FROM t ORDER BY 1")).as("the advice helps").containsExactly("0", "1", "2");
    }

    /** No directive makes COMMIT possible in a function. */
    @Test
    void aFunctionThatCommitsIsToBeCorrected() {
        assertThat(failure(migrator("SELECT tries();").build()).next()).doesNotContain("transaction=none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VACUUM t", "CREATE INDEX CONCURRENTLY i ON t (a)", "DISCARD ALL"})
    void whatNoCodeCanExecuteIsToStandInTheScript(String statement) throws Exception {
        LedgerException failure = failure(
                migrator("DO $$ BEGIN EXECUTE '" + statement + "'; END $$;").build());
        assertThat(failure).hasMessageContaining("25001");
        assertThat(failure.next())
                .contains("write it as a statement of its own in the script")
                .doesNotContain("transaction=none");

        migrator(statement + ";").build().migrate();
    }

    /** It comes too late for its transaction, and outside of one it does nothing. */
    @Test
    void aLateSetTransactionIsToBeCorrected() {
        LedgerException failure =
                failure(migrator("INSERT INTO t VALUES (1);\n" + "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;")
                        .build());
        assertThat(failure).hasMessageContaining("25001");
        assertThat(failure.next()).doesNotContain("transaction=none");
    }

    /** As a procedure of an extension reports it, in no code of the database's own languages. */
    @Test
    void aStatementThatRefusesATransactionIsToRunApart() {
        SQLException refused = new SQLException("refresh() cannot run inside a transaction block", "25001");
        assertThat(PostgresErrors.advice(refused, true, false))
                .hasValueSatisfying(advice -> assertThat(advice).contains("transaction=none"));
        assertThat(PostgresErrors.advice(refused, true, true)).isEmpty();
    }
}
