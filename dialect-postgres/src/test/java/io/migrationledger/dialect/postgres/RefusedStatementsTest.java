package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.event.LedgerEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CALL and DO on their own: what the server refuses before the code begins, and what fails inside it. */
class RefusedStatementsTest extends PostgresTest {
    private static final String APART = "-- ledger: transaction=none\n";

    private static LedgerException failure(Migrator migrator) {
        LedgerException failure = catchThrowableOfType(LedgerException.class, migrator::migrate);
        assertThat(failure).isNotNull();
        return failure;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CALL nowhere()                                    | 42883",
                "CALL nowhere.p()                                  | 3F000",
                "CALL p(1, 2)                                      | 42883",
                "CALL p(no_such_column)                            | 42703",
                "CALL p() nonsense                                 | 42601",
                "CALL f()                                          | 42809",
                "DO LANGUAGE nonsense $$ BEGIN END $$              | 42704",
                "DO $$ BEGIN INSERT INTO t VALUES (1); COMMIT; nonsense END $$ | 42601",
                "DO $$ nonsense $$                                 | 42601"
            })
    void whatTheServerRefusesIsAFailureAndNoDoubt(String statement, String state) throws Exception {
        execute(
                "CREATE TABLE t (a int)",
                "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (1); COMMIT; END $$",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        Migrator migrator = migrator(APART + statement + ";").build();
        LedgerException failure = failure(migrator);
        assertThat(failure.code()).as("%s", failure).isEqualTo(ErrorCode.STATEMENT_FAILED);
        assertThat(migrator.ledger().events()).last().isInstanceOfSatisfying(LedgerEvent.Failed.class, failed -> {
            assertThat(failed.doubt()).isEmpty();
            assertThat(failed.error().orElseThrow().sqlState()).isEqualTo(state);
        });
        assertThat(query("SELECT * FROM t")).isEmpty();
    }

    @Test
    void aProcedureThatTheUserMayNotCallIsAFailureAndNoDoubt() throws Exception {
        execute(
                "CREATE TABLE t (a int)",
                "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (1); COMMIT; END $$",
                "REVOKE EXECUTE ON PROCEDURE p() FROM public",
                "CREATE ROLE ledger_outsider",
                "GRANT USAGE ON SCHEMA public TO ledger_outsider");
        try {
            LedgerException failure = failure(
                    migrator(APART + "SET ROLE ledger_outsider;\nCALL p();").build());
            assertThat(failure.code()).as("%s", failure).isEqualTo(ErrorCode.STATEMENT_FAILED);
            assertThat(failure).hasMessageContaining("42501");
        } finally {
            execute("DROP OWNED BY ledger_outsider", "DROP ROLE ledger_outsider");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO nowhere VALUES (1);",
                "EXECUTE 'nonsense';",
                "CALL nowhere();",
                "PERFORM nowhere();",
                "RAISE EXCEPTION 'as if it were the parser' USING ERRCODE = '42601';",
                "SET CONSTRAINTS ALL DEFERRED; INSERT INTO late VALUES (1), (1);"
            })
    void theSameErrorAfterACommitIsADoubt(String fails) throws Exception {
        execute("CREATE TABLE t (a int)", "CREATE TABLE late (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
        for (String statement : new String[] {
            "DO $$ BEGIN INSERT INTO t VALUES (1); COMMIT; " + fails + " END $$;",
            "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO t VALUES (1); COMMIT; " + fails
                    + " END $$;\nCALL p();"
        }) {
            LedgerException failure = failure(migrator(APART + statement).build());
            assertThat(failure.code()).as("%s", failure).isEqualTo(ErrorCode.IN_DOUBT);
            assertThat(query("SELECT * FROM t")).as("committed before").isNotEmpty();
            execute("DROP TABLE migration_ledger", "TRUNCATE t");
        }
    }
}
