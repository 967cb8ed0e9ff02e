package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.migration.MigrationId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What code does to the ledger's table cannot be read before it runs: it is found out, and the transaction takes it back. */
class LostTableTest extends PostgresTest {
    private static final String FIRST = "CREATE TABLE t (n int);";

    private LedgerException failed(ErrorCode code, String... scripts) {
        LedgerException error = catchThrowableOfType(
                LedgerException.class, () -> migrator(scripts).build().migrate());
        assertThat(error).isNotNull();
        assertThat(error.code()).as("%s", error).isEqualTo(code);
        return error;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE migration_ledger",
                "ALTER TABLE migration_ledger RENAME TO old",
                "CREATE SCHEMA other; ALTER TABLE migration_ledger SET SCHEMA other",
                "DROP OWNED BY CURRENT_USER"
            })
    void theTransactionBringsItBack(String inside) throws Exception {
        if (inside.contains("OWNED")) {
            execute("CREATE ROLE owner_" + database.name(), "GRANT ALL ON SCHEMA public TO owner_" + database.name());
        }
        migrator(FIRST).build().migrate();
        String dropping = inside.contains("OWNED")
                ? "ALTER TABLE migration_ledger OWNER TO owner_" + database.name() + "; DROP OWNED BY owner_"
                        + database.name()
                : inside;
        String bad = "INSERT INTO t VALUES (1);\nDO $$ BEGIN " + dropping + "; END $$;\nINSERT INTO t VALUES (2);";
        LedgerException error = failed(ErrorCode.LEDGER_GONE, FIRST, bad);
        assertThat(error.what())
                .isEqualTo(
                        "the ledger's table \"public\".\"migration_ledger\" is gone: noticed at 0002_number_2.sql:3; that statement, what ran before"
                                + " it or somebody else dropped, renamed or moved it");
        assertThat(error.state()).isEqualTo("Nothing of this migration is in effect, and the ledger says so.");
        assertThat(query("SELECT n::text FROM t")).isEmpty();
        assertThat(migrator(FIRST).build().ledger().verify().isIntact()).isTrue();
        assertThat(migrator(FIRST)
                        .build()
                        .ledger()
                        .state()
                        .of(MigrationId.of("default", "0002"))
                        .orElseThrow()
                        .status())
                .isEqualTo(MigrationStatus.FAILED);
        assertThat(migrator(FIRST, "INSERT INTO t VALUES (3);")
                        .build()
                        .migrate()
                        .completed())
                .hasSize(1);
        assertThat(query("SELECT n::text FROM t")).containsExactly("3");
        if (inside.contains("OWNED")) {
            execute("DROP OWNED BY owner_" + database.name(), "DROP ROLE owner_" + database.name());
        }
    }

    @Test
    void whatCommittedInsideIsSaidAndNoSecondLedgerIsBegun() throws Exception {
        migrator(FIRST).build().migrate();
        String bad = "-- ledger: transaction=none\nDO $$ BEGIN INSERT INTO t VALUES (1);"
                + " ALTER TABLE migration_ledger RENAME TO old; END $$;\nINSERT INTO t VALUES (2);";
        LedgerException error = failed(ErrorCode.LEDGER_GONE, FIRST, bad);
        assertThat(error.state()).startsWith("What had committed by then stays as it is");
        assertThat(error.next()).contains("put it back").contains("'Migrator.resolve");
        assertThat(query("SELECT n::text FROM t")).containsExactly("1");
        assertThat(failed(ErrorCode.LEDGER_ELSEWHERE, FIRST, bad).next()).contains("Migrator.Builder.table(\"old\")");
        execute("ALTER TABLE old RENAME TO migration_ledger");
        failed(ErrorCode.IN_DOUBT, FIRST, bad);
        assertThat(query("SELECT n::text FROM t")).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE RULE r AS ON INSERT TO migration_ledger DO INSTEAD NOTHING",
                "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
                        + " CREATE TRIGGER swallows BEFORE INSERT ON migration_ledger FOR EACH ROW EXECUTE FUNCTION f()"
            })
    void rowsThatVanishAreNoticed(String inside) throws Exception {
        migrator(FIRST).build().migrate();
        LedgerException error = failed(
                ErrorCode.LEDGER_CHANGED, FIRST, "DO $$ BEGIN " + inside + "; END $$; INSERT INTO t VALUES (1);");
        assertThat(error.what()).contains("took 0 of 1 row without an error");
        assertThat(error.state()).isEqualTo("Nothing of this migration is in effect, and the ledger says so.");
        assertThat(query("SELECT n::text FROM t")).isEmpty();
        assertThat(migrator(FIRST, "INSERT INTO t VALUES (3);")
                        .build()
                        .migrate()
                        .completed())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE migration_ledger DROP COLUMN detail",
                "ALTER TABLE migration_ledger ADD CHECK (sequence < 4)"
            })
    void aTableThatTakesNothingAnyMoreIsNamed(String inside) throws Exception {
        migrator(FIRST).build().migrate();
        String added = inside;
        LedgerException error =
                failed(ErrorCode.LEDGER_CHANGED, FIRST, "INSERT INTO t VALUES (1); DO $$ BEGIN " + added + "; END $$;");
        assertThat(error.what()).contains("does not take what the ledger writes: ERROR: ");
        assertThat(query("SELECT n::text FROM t")).isEmpty();
        assertThat(migrator(FIRST).build().migrate().isUpToDate()).isTrue();
    }
}
