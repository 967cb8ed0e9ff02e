package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.event.LedgerEvent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The text of scripts, kept by the statement that writes the event. */
class KeptScriptsTest extends PostgresTest {

    private static String[] small(int migrations) {
        return IntStream.range(0, migrations)
                .mapToObj(n -> "CREATE TABLE t%d (id integer);\nINSERT INTO t%d VALUES (1);\n".formatted(n, n))
                .toArray(String[]::new);
    }

    /** KS-1, KS-4: no round trip is for the script, and its row is written by the statement of the event. */
    @Test
    void costNoRoundTrip() throws Exception {
        migrator(small(1)).build().migrate();
        List<List<String>> kept;
        try (CountingProxy proxy = new CountingProxy(database.url());
                Connection connection = DriverManager.getConnection(proxy.url(), database.user(), "")) {
            proxy.trips();
            migrator(connection, small(4)).build().migrate();
            kept = proxy.trips();
            migrator(connection, small(7)).keepScripts(false).build().migrate();
            assertThat(proxy.trips()).hasSameSizeAs(kept);
        }
        assertThat(kept.stream().flatMap(List::stream).filter(sql -> sql.contains("migration_ledger_scripts")))
                .hasSize(3)
                .allSatisfy(sql ->
                        assertThat(sql).startsWith("WITH kept AS (INSERT").contains(") INSERT INTO"));
        assertThat(query("SELECT count(*) FROM migration_ledger_scripts")).containsExactly("4");
        assertThat(migrator().build().ledger().verify().scripts()).isEqualTo(4);
    }

    @Test
    void cannotBeChangedNorEmptied() throws Exception {
        migrator(small(1)).build().migrate();
        for (String change : List.of(
                "UPDATE migration_ledger_scripts SET text = 'x' WHERE false",
                "DELETE FROM migration_ledger_scripts",
                "TRUNCATE migration_ledger_scripts",
                "INSERT INTO migration_ledger_scripts SELECT hash, 'x' FROM migration_ledger_scripts"
                        + " ON CONFLICT (hash) DO UPDATE SET text = 'x'")) {
            assertThatThrownBy(() -> execute(change)).hasMessageContaining("append-only");
        }
    }

    /** KS-5: with the ledger's table alone, and where the table of scripts is dropped while nothing runs. */
    @Test
    void anAccountThatMayNotWriteThemMigratesAllTheSame() throws Exception {
        String runner = database.name() + "_runner";
        migrator(small(1)).build().migrate();
        execute(
                "CREATE ROLE " + runner + " LOGIN",
                "GRANT CREATE ON SCHEMA public TO " + runner,
                "GRANT SELECT, INSERT ON migration_ledger TO " + runner);
        try {
            Properties login = new Properties();
            login.setProperty("user", runner);
            Migrator migrator =
                    Migrator.of(database.url(), login).source(scripts(small(3))).build();
            MigrateResult result = migrator.migrate();
            assertThat(result.completed()).hasSize(2);
            assertThat(result.notes())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "the SQL of this run is not kept: \"public\".\"migration_ledger_scripts\" cannot be made or"
                                    + " written (ERROR: permission denied for table migration_ledger_scripts");
            assertThat(migrator.ledger().events())
                    .extracting(event -> event.script().isPresent())
                    .containsExactly(true, true, false, false, false, false);
        } finally {
            execute("DROP OWNED BY " + runner, "DROP ROLE " + runner);
        }

        execute("DROP TABLE migration_ledger_scripts");
        migrator(small(5)).build().migrate();
        assertThat(query("SELECT count(*) FROM migration_ledger_scripts")).containsExactly("2");
        assertThat(migrator().build().ledger().verify().broken())
                .hasValueSatisfying(broken -> assertThat(broken.sequence()).isEqualTo(1));
    }

    /** KS-1: what was written with a transaction that the server refuses at its COMMIT (40001) is written with the next try. */
    @Test
    void aTransactionThatIsRunAgainKeepsTheScriptOfWhatFollows() throws Exception {
        migrator(small(1)).build().migrate();
        execute(
                "CREATE SEQUENCE tries", // no rollback takes its numbers back
                "CREATE TABLE c (p integer)",
                "CREATE FUNCTION refuse_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " IF nextval('tries') = 1 THEN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END IF;"
                        + " RETURN NULL; END $$",
                "CREATE CONSTRAINT TRIGGER refuse_once AFTER INSERT ON c DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
                        + " EXECUTE FUNCTION refuse_once()");
        Migrator migrator =
                migrator(small(1)[0], "INSERT INTO c VALUES (1);", "SELECT 3;").build();
        migrator.migrate();

        assertThat(query("SELECT last_value FROM tries")).as("tries").containsExactly("2");
        assertThat(query("SELECT p FROM c")).containsExactly("1");
        assertThat(migrator.ledger().events())
                .filteredOn(LedgerEvent.Applied.class::isInstance)
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.script()).isPresent());
        assertThat(migrator.ledger().verify().broken()).isEmpty();
        assertThat(migrator.ledger().verify().scripts()).isEqualTo(3);
    }
}
