package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger drift}. */
class DriftTest {
    @TempDir
    Path directory;

    Workplace at;

    @BeforeEach
    void shop() {
        at = new Workplace(directory).shop();
    }

    private static String plain(String text) {
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "WHEN")
                .replaceAll("UTC, [^)]*\\)", "UTC, WHO)");
    }

    @Test
    void nothingIsSaidToBeWrongWhereNothingWasChanged() {
        at.run("migrate", "--keep-snapshots=true");
        Workplace.Result result = at.run("drift");
        assertThat(result.code()).isZero();
        assertThat(plain(result.out()))
                .isEqualTo("The schema is as it was at event 4 (migration 0002, WHEN UTC, WHO).\n");
    }

    @Test
    void eachChangeIsALineAndTheExitCodeIsThree() {
        at.environment("LEDGER_KEEP_SNAPSHOTS", "true").run("migrate");
        at.sql("ALTER TABLE users ADD COLUMN email TEXT");
        at.sql("CREATE VIEW names AS SELECT name FROM users");

        Workplace.Result result = at.run("drift");
        assertThat(result.code()).isEqualTo(3);
        assertThat(plain(result.out())).isEqualTo("""
                + table users, column email was added
                + view names was added
                2 changes outside of the ledger since event 4 (migration 0002, WHEN UTC, WHO).
                To undo it: ledger drift --sql shows how.
                To keep it: write a migration for it, declare that as in effect here (ledger baseline ID --reason …),
                and record the schema as known (ledger drift --accept --reason …).
                """);
        assertThat(at.run("drift", "--sql").out()).contains("""
                -- This undoes it. It was not tried:
                PRAGMA legacy_alter_table = ON;
                DROP VIEW names;
                -- Loss: drops column users.email
                ALTER TABLE users DROP COLUMN email;
                PRAGMA legacy_alter_table = OFF;

                """, """
                -- This is a migration for it. It was not tried:
                ALTER TABLE users ADD COLUMN email TEXT;
                CREATE VIEW names AS SELECT name FROM users;

                """);
        assertThat(at.run("drift", "--ignore", "view *").out()).doesNotContain("names");
        assertThat(at.run("drift", "--ignore", "nam?s").out()).doesNotContain("view names");
        assertThat(at.run("drift", "--ignore", "viev *").err())
                .startsWith("Note: --ignore 'viev *' leaves nothing out: write the kind and the name of an object");
        assertThat(at.run("drift", "--ignore", "view *", "--ignore", "table users")
                        .code())
                .isZero();
    }

    /** What somebody named stays in its comment: nothing of it is a statement of the script that a person runs. */
    @Test
    void aNameOfTwoLinesIsNoStatement() {
        at.run("migrate", "--keep-snapshots=true");
        at.sql("ALTER TABLE users ADD COLUMN \"mail\nDROP TABLE users; --\" TEXT");
        assertThat(at.run("drift", "--sql").out()).contains("-- Loss: drops column users.mail DROP TABLE users; --\n");
    }

    /** As with every other command: whether there is no file or no event in it makes no difference. */
    @Test
    void beforeTheFirstRunThereIsNoLedger() {
        assertThat(at.run("drift").code()).isEqualTo(3);
        at.sql("CREATE TABLE others (id INTEGER)");
        Workplace.Result none = at.run("drift");
        assertThat(none).isEqualTo(at.run("verify"));
        assertThat(none.code()).isEqualTo(3);
        assertThat(none.err())
                .startsWith(
                        "ML-1504  there is no ledger here: the table 'migration_ledger' does not exist or holds no event\n")
                .contains("'ledger migrate' begins it");
        at.run("migrate", "--on-existing=run");
        assertThat(at.run("drift", "--table", "log"))
                .as("the ledger is at another place")
                .isEqualTo(at.run("verify", "--table", "log"));
    }

    @Test
    void itBeginsByAcceptingWhatIsThere() {
        at.run("migrate");
        Workplace.Result none = at.run("drift");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err())
                .startsWith("ML-1611  the ledger keeps no snapshot of the schema yet\n")
                .contains("'ledger drift --accept --reason …'");
        assertThat(at.run("drift", "--accept").code()).isEqualTo(2);
        assertThat(at.run("drift", "--reason", "x").code()).isEqualTo(2);
        assertThat(at.run("drift", "--accept", "--reason", "x", "--sql").err())
                .contains("--accept records the schema, and --sql shows what was changed");
        assertThat(at.run("drift", "--accept", "--reason", "x", "--ignore", "view *")
                        .code())
                .isEqualTo(2);

        Workplace.Result accepted = at.run("drift", "--accept", "--reason", "as we found it");
        assertThat(accepted.out()).startsWith("Recorded as event 5: the schema is known as it is now.\n");
        assertThat(at.run("drift").out()).startsWith("The schema is as it was at event 5 (accepted, ");
        assertThat(at.run("history").out())
                .contains("noted")
                .contains("the schema is known as it was then (as we found it)");
        assertThat(at.run("verify").code()).isZero();
        assertThat(at.run("status").out()).doesNotContain("schema");
        assertThat(at.run("report").code()).isZero();
    }

    @Test
    void aRunWithoutSnapshotsBehindOneWithThemSaysSo() {
        at.run("migrate", "--keep-snapshots=true");
        at.migration("0003_more.sql", "CREATE TABLE more (id INTEGER);\n");
        assertThat(at.run("migrate").err()).contains("this run keeps no snapshot of the schema (keep-snapshots)");
    }

    /** What was made by hand and is to stay gets a migration that this database has already. */
    @Test
    void whatIsToStayGetsAMigration() {
        at.run("migrate", "--keep-snapshots=true");
        at.sql("CREATE INDEX users_name ON users (name)");
        at.migration("0003_index.sql", "CREATE INDEX users_name ON users (name);\n");
        Workplace.Result refused = at.run("migrate", "--dry-run", "--keep-snapshots=true", "--on-drift=refuse");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.out() + refused.err()).contains("ML-1612");
        assertThat(at.run("plan", "--keep-snapshots=true").out())
                .contains("the schema was changed outside of the ledger since event ", "table users");
        assertThat(at.run("baseline", "0003", "--reason", "made at night").code())
                .isZero();
        assertThat(at.run("drift", "--accept", "--reason", "made at night").code())
                .isZero();
        assertThat(at.run("migrate", "--keep-snapshots=true", "--on-drift=refuse")
                        .code())
                .isZero();
        assertThat(at.run("drift").code()).isZero();
    }

    @Test
    void snapshotsGoWithAnExport() {
        at.run("migrate", "--keep-snapshots=true");
        assertThat(at.run("export", "--out", "ledger.jsonl").code()).isZero();
        assertThat(at.run("verify", "ledger.jsonl").code()).isZero();
        String copy = "jdbc:sqlite:" + at.path("copy.db");
        assertThat(at.run("import", "ledger.jsonl", "--empty-schema", "--url", copy)
                        .code())
                .isZero();
        Workplace.Result result = at.run("drift", "--url", copy);
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).startsWith("- table users was removed\n");
        assertThat(at.run("verify", "--url", copy).code()).isZero();
    }
}
