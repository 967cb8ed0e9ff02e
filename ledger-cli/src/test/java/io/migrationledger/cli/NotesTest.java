package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person should know of the files, and that stops nothing. */
class NotesTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() {
        at = new Workplace(directory);
    }

    @Test
    void scriptsWithoutAStatementAndInATransactionOfTheirOwn() {
        at.migration("0001_a.sql", "-- elsewhere\n").migration("0002_b.sql", "BEGIN;\nCREATE TABLE b (x);\nCOMMIT;\n");

        String empty =
                "Note: DIR/migrations/0001_a.sql holds no statement: nothing runs, and the ledger records it as any"
                        + " other migration\n";
        String enclosed = "Note: DIR/migrations/0002_b.sql has BEGIN and COMMIT: the ledger leaves these words out,"
                + " and runs the whole script in one transaction\n";
        assertThat(at.run("plan").out()).startsWith(empty + enclosed);
        Workplace.Result migrated = at.run("migrate");
        assertThat(migrated.err()).isEqualTo(empty + enclosed);
        assertThat(migrated.out()).contains("Applied 2 migrations in ");
        assertThat(at.run("migrate").err()).isEmpty();
        assertThat(at.query("SELECT count(*) FROM b")).isEqualTo("0");
    }

    @Test
    void migrationsInCodeBesideTheScripts() {
        at.file("migrations/V1__a.java", "class V1__a {}").migration("V2__b.sql", "SELECT 1;");

        String note =
                "Note: DIR/migrations/V1__a.java looks like a migration in code, which is not run: hand it over as a"
                        + " JavaMigration, or write it in SQL\n";
        assertThat(at.run("migrate").err()).isEqualTo(note);
        assertThat(at.run("status").out()).contains(note);
    }

    @Test
    void whatIsLeftOutIsToldWhereNothingIsPending() throws Exception {
        at.file("migrations/20200101000000_a/migration.sql", "CREATE TABLE a (x);")
                .migration("migration_lock.toml", "provider = \"sqlite\"\n")
                .migration("0001_more.sql", "SELECT 1;");

        String note = "Note: DIR/migrations/0001_more.sql is no migration in Prisma's layout, and is left out\n";
        assertThat(at.run("validate").out())
                .isEqualTo(note + "Nothing in 1 migration stops a run: see the note above.\n");
        assertThat(at.run("validate", "--dialect", "mysql").out()).startsWith(note);
        assertThat(at.run("migrate").err()).isEqualTo(note);
        assertThat(at.run("migrate"))
                .isEqualTo(new Workplace.Result(0, "Nothing is pending: 1 migration is in effect.\n" + note, ""));
        for (String command : new String[] {"migrate", "validate"}) {
            assertThat(new ObjectMapper()
                            .readTree(at.run(command, "--format", "json").out())
                            .get("notes"))
                    .hasSize(1);
        }
    }

    @Test
    void aDirectoryOfMigrationsInCodeAlone() throws Exception {
        at.file("migrations/V1__create_users.java", "").file("migrations/V2__add.java", "");

        assertThat(at.run("migrate").out())
                .isEqualTo(
                        "Nothing to do: there are no migrations in DIR/migrations.\n"
                                + "Note: DIR/migrations/V1__create_users.java, DIR/migrations/V2__add.java look like"
                                + " migrations in code, which is not run: hand it over as a JavaMigration, or write it in SQL\n");
        assertThat(new ObjectMapper()
                        .readTree(at.run("migrate", "--format", "json").out())
                        .get("notes"))
                .hasSize(1);
    }

    @Test
    void placeholdersThatAreText() {
        at.migration("0001_a.sql", "CREATE TABLE a (x);\nINSERT INTO a VALUES ('${name}');\n");

        assertThat(at.run("migrate").code()).isEqualTo(1);
        assertThat(at.run("migrate", "--no-placeholders", "--placeholder", "name=x")
                        .err())
                .startsWith("ML-1002  ");
        assertThat(at.run("migrate", "--no-placeholders").code()).isZero();
        assertThat(at.query("SELECT x FROM a")).isEqualTo("${name}");
        at.file("ledger.properties", "no-placeholders=true\n")
                .migration("0002_b.sql", "INSERT INTO a VALUES ('${b}');\n");
        assertThat(at.run("migrate").code()).isZero();
    }
}
