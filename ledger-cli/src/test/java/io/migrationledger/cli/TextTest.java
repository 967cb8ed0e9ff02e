package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each command says to a person. Times and names of people and machines are cut out. */
class TextTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() {
        at = new Workplace(directory);
    }

    @Test
    void migrateSaysEachMigrationAndASummary() {
        at.shop();

        Workplace.Result first = at.run("migrate");
        assertThat(first.code()).isZero();
        assertThat(first.err()).isEmpty();
        assertThat(plain(first.out())).isEqualTo("""
                        applied  0001  create users  TIME
                        applied  0002  add mira  TIME
                        Applied 2 migrations in TIME (batch 1).
                        Head: 4 HASH
                        """);

        byte[] before = at.databaseBytes();
        Workplace.Result second = at.run("migrate");
        assertThat(second)
                .isEqualTo(new Workplace.Result(
                        0, "Nothing is pending: 2 migrations are in effect, 0002 the last of them.\n", ""));
        assertThat(at.databaseBytes()).isEqualTo(before);
    }

    @Test
    void migrateStopsWhereItIsTold() {
        at.shop().migration("0003_x.sql", "SELECT 1;");

        assertThat(plain(at.run("migrate", "--to", "1").out()))
                .isEqualTo("applied  0001  create users  TIME\nApplied 1 migration in TIME (batch 1).\nHead: 2 HASH\n");
        assertThat(plain(at.run("migrate", "--limit=1").out()))
                .isEqualTo("applied  0002  add mira  TIME\nApplied 1 migration in TIME (batch 2).\nHead: 4 HASH\n");
        assertThat(at.run("migrate", "--to", "0002").out()).isEqualTo("Nothing is pending up to 0002.\n");
    }

    @Test
    void migrateSaysThatThereIsNothing() throws Exception {
        Files.createDirectories(at.path("migrations"));
        assertThat(at.run("migrate").out()).isEqualTo("Nothing to do: there are no migrations in DIR/migrations.\n");
    }

    @Test
    void dryRunPrintsAScriptAndCreatesNothing() {
        at.shop();

        Workplace.Result result = at.run("migrate", "--dry-run");
        assertThat(result).isEqualTo(new Workplace.Result(0, """
                        -- apply 0001 create users (DIR/migrations/0001_create_users.sql, 1 statement, in one transaction)
                        CREATE TABLE users (id INTEGER, name TEXT);

                        -- apply 0002 add mira (DIR/migrations/0002_add_mira.sql, 2 statements, in one transaction)
                        INSERT INTO users VALUES (1, 'Mira');
                        INSERT INTO users VALUES (2, 'Jo');

                        -- Nothing was changed: 'ledger migrate' would run 2 migrations.
                        """, ""));
        assertThat(at.run("migrate", "--pretend")).isEqualTo(result);
        assertThat(at.database()).doesNotExist();
    }

    @Test
    void planSaysWhatWouldRunAndWhy() {
        at.shop().migration("0003_compact.sql", "VACUUM;\n");

        assertThat(at.run("plan", "--limit", "3")).isEqualTo(new Workplace.Result(0, """
                        1. apply 0001 create users
                           DIR/migrations/0001_create_users.sql, 1 statement, in one transaction
                        2. apply 0002 add mira
                           DIR/migrations/0002_add_mira.sql, 2 statements, in one transaction
                        3. apply 0003 compact
                           DIR/migrations/0003_compact.sql, 1 statement, statement by statement
                           because: VACUUM refuses a transaction
                        'ledger migrate' would run 3 migrations. Nothing was changed.
                        """, ""));
        assertThat(at.database()).doesNotExist();
    }

    @Test
    void statusShowsALineForEachMigration() {
        at.shop();
        assertThat(at.run("status").out()).isEqualTo("""
                        SQLite 3.54.1, jdbc:sqlite:DIR/ledger.db, which does not exist yet
                        STATE    ID    DESCRIPTION
                        pending  0001  create users
                        pending  0002  add mira
                        2 migrations: 2 pending.
                        """);
        assertThat(at.database()).doesNotExist();

        at.run("migrate", "--limit", "1");
        at.migration("0001_create_users.sql", "CREATE TABLE users (id INTEGER, name TEXT); -- edited\n");
        Workplace.Result result = at.run("status", "--check");
        assertThat(result.code()).isEqualTo(3);
        assertThat(plain(result.out()))
                .startsWith("""
                        SQLite 3.54.1, jdbc:sqlite:DIR/ledger.db
                        STATE  ID  WHEN (UTC)  WHO  TOOK  DESCRIPTION
                        changed  0001  DATE  BY  TIME  create users
                        pending  0002  add mira
                        """)
                .contains(
                        "ML-1301  DIR/migrations/0001_create_users.sql: migration 0001 was edited after it had been applied")
                .endsWith("2 migrations: 1 changed, 1 pending.\n");
        assertThat(at.run("status").code()).isZero();
    }

    @Test
    void statusSaysWhatFailedWhatIsInEffectAndHowToGoOn() {
        at.shop();
        at.migration("0003_more.sql", "-- ledger: transaction=none\nINSERT INTO users VALUES (3, 'Ada');\nNONSENSE;\n");
        at.run("migrate");
        assertThat(plain(at.run("status").out())).endsWith("""
                        part-way  0003  DATE  TIME  more
                        part-way  DIR/migrations/0003_more.sql:3: migration 0003 failed at statement 2: \
                        near "NONSENSE": syntax error (code 1)
                        now  Statement 1 of 2 took effect and stays.
                        next  Fix statement 2 or what follows it, and run 'ledger migrate' again: it goes on at statement 2.
                        3 migrations: 2 applied, 1 part-way. All by BY
                        """);
    }

    @Test
    void historyShowsEventsNewestLastAndFilters() {
        at.shop();
        assertThat(at.run("history"))
                .isEqualTo(at.run("verify"))
                .extracting(Workplace.Result::code)
                .isEqualTo(3);
        at.run("migrate");

        assertThat(plain(at.run("history").out())).isEqualTo("""
                        #  WHEN (UTC)  EVENT  ID  BATCH  TOOK  WHAT
                        1  DATE  started  0001  1  1 statement, in one transaction
                        2  DATE  applied  0001  1  TIME  create users: created users
                        3  DATE  started  0002  1  2 statements, in one transaction
                        4  DATE  applied  0002  1  TIME  add mira: filled users
                        4 events, all by BY
                        """);
        assertThat(at.run("history", "--migration", "2").out()).contains("2 of 4 events, all by ");
        assertThat(at.run("history", "--event", "applied", "--limit", "1").out())
                .endsWith("1 of 4 events.\n");
        assertThat(at.run("history", "--object", "USERS").out()).contains("2 of 4 events, all by ");
        assertThat(at.run("history", "--object", "\"USERS\"").out()).isEqualTo("None of 4 events is like that.\n");
        assertThat(at.run("history", "--since", "1h").out()).contains("\n4 events, all by ");
        assertThat(at.run("history", "--since", "2199-01-01").out()).isEqualTo("None of 4 events is like that.\n");
        assertThat(at.run("history", "--actor", "LEDGER").out()).contains("\n4 events, all by ");
        assertThat(at.run("history", "--actor", "nobody-of-that-name").out())
                .isEqualTo("None of 4 events is like that.\n");
    }

    @Test
    void rollbackTakesBackTheLastBatchAndSaysSo() {
        at.shop();
        assertThat(at.run("rollback").out()).isEqualTo("Nothing to roll back: the database does not exist yet.\n");
        assertThat(at.database()).doesNotExist();
        at.run("migrate");

        assertThat(at.run("rollback", "--steps", "1", "--dry-run").out()).isEqualTo("""
                        -- roll back 0002 add mira (DIR/migrations/0002_add_mira.down.sql, 1 statement, in one transaction)
                        DELETE FROM users;

                        -- Nothing was changed: 'ledger rollback' would run 1 migration.
                        """);
        assertThat(plain(at.run("rollback").out())).isEqualTo("""
                        rolled back  0002  add mira  TIME
                        rolled back  0001  create users  TIME
                        Rolled back 2 migrations in TIME (batch 2).
                        Head: 8 HASH
                        """);
        assertThat(at.run("rollback").out())
                .isEqualTo(
                        "Nothing to roll back: no migration that was run here is in effect. What was baselined is undone with"
                                + " 'ledger baseline --undo --reason …'; the down script of what was adopted from another tool, or stands"
                                + " for others, runs with 'ledger rollback --declared ID'.\n");
        assertThat(at.run("migrate").out()).contains("(batch 3).\nHead: 12 ");
        assertThat(at.run("rollback", "--to", "1").code()).isZero();
        assertThat(at.run("rollback", "--to", "1").out())
                .isEqualTo("Nothing to roll back: nothing was applied after 1.\n");
        assertThat(at.query("SELECT count(*) FROM users")).isEqualTo("0");
    }

    @Test
    void aRollbackSaysThatTheLastBatchHoldsOnlyWhatRunsAgainAndWhatGoesFurther() {
        at.shop().migration("R__va.sql", "DROP VIEW IF EXISTS va; CREATE VIEW va AS SELECT 1 AS a;");
        at.run("migrate");
        at.migration("R__va.sql", "DROP VIEW IF EXISTS va; CREATE VIEW va AS SELECT 2 AS a;")
                .run("migrate");

        Workplace.Result nothing = at.run("rollback");

        assertThat(nothing.out())
                .isEqualTo(
                        "Nothing to roll back: the last batch holds only what runs again (R__va). 'ledger rollback --batches 2'"
                                + " or 'ledger rollback --steps 1' goes further back.\n");
        assertThat(nothing.err()).as("it is said once").isEmpty();
        assertThat(at.run("rollback", "--format", "json").out())
                .contains("batch 2 holds nothing to roll back", "R__va");
        assertThat(at.run("rollback", "--batches", "2").out()).contains("Rolled back 2 migrations");
    }

    @Test
    void validateCountsWhatItRead() {
        at.shop();
        assertThat(at.run("validate")).isEqualTo(new Workplace.Result(0, "No problem in 2 migrations.\n", ""));
        at.migration("0003_bad.sql", "COMMIT;\n");
        Workplace.Result result = at.run("validate");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .startsWith("ML-1211  DIR/migrations/0003_bad.sql:1: COMMIT")
                .endsWith("1 problem in 3 migrations.\n");
        assertThat(at.database()).doesNotExist();
    }

    @Test
    void verifyPrintsAHeadThatCanBeNoted() {
        at.shop();
        assertThat(at.run("verify")).isEqualTo(new Workplace.Result(3, "", """
                        ML-1504  there is no ledger here: the database does not exist
                          now    Nothing in the database was changed.
                          next   Check the address (--url), and the directory that the command is run in.
                        """));
        assertThat(at.database()).doesNotExist();
        at.sql("CREATE TABLE other (id INTEGER)");
        assertThat(at.run("verify").code()).isEqualTo(3);
        at.sql("DROP TABLE other");
        at.run("migrate", "--limit", "1");
        String out = at.run("verify").out();
        assertThat(out).startsWith("The chain is whole: 2 events, 1 kept script.\nHead: 2 ");
        String head = out.substring(out.indexOf("Head: 2 ") + 8).strip();
        at.run("migrate");

        assertThat(at.run("verify", "--head", head).out())
                .startsWith("The chain is whole: 4 events, 2 kept scripts, and the head that was noted is event 2.\n");
        assertThat(at.run("verify", "--head", "Head: 2 " + head).code())
                .as("the line that a run ends with, as a log keeps it")
                .isZero();
        Workplace.Result elsewhere = at.run("verify", "--table", "migration_leger", "--format", "json");
        assertThat(elsewhere.code()).isEqualTo(3);
        assertThat(elsewhere.out()).contains("\"code\" : \"ML-1504\"").contains("table migration_ledger (4 events");
        Workplace.Result meant = at.run("verify", "--table", "migration_leger", "--new-ledger");
        assertThat(meant.code()).isEqualTo(3);
        assertThat(meant.err()).contains("the table 'migration_leger' does not exist or holds no event");
    }

    @Test
    void aFirstRunInASchemaThatIsNotEmptyStops() {
        at.shop().sql("CREATE TABLE flyway_schema_history (installed_rank INTEGER)");
        Workplace.Result refused = at.run("migrate");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("ML-1107  there is no ledger here, and the schema is not empty: it holds table"
                        + " flyway_schema_history; flyway_schema_history is the history of Flyway\n")
                .contains("'ledger adopt --from flyway'")
                .contains("--on-existing=run");
        assertThat(at.run("status").out()).contains("ML-1107").contains("2 pending");
        assertThat(at.run("plan").code()).isEqualTo(1);
        assertThat(at.run("validate").code()).isEqualTo(1);
        assertThat(at.run("migrate", "--on-existing", "maybe").err())
                .startsWith("ML-1002  --on-existing maybe is not known");
        Workplace.Result run = at.environment("LEDGER_ON_EXISTING", "run").run("migrate");
        assertThat(run.code()).isZero();
        assertThat(run.err()).contains("the ledger begins in a schema that holds table flyway_schema_history already");
    }

    @Test
    void statusWithoutFiles() throws Exception {
        at.shop().run("migrate");
        Files.move(at.path("migrations"), at.path("elsewhere"));
        Workplace.Result result = at.run("status", "--check");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("Note: no files were read: this is what the ledger alone says")
                .contains("2 migrations: 2 applied. All by ");
        assertThat(at.run("status", "--dir", "migrations").err()).startsWith("ML-1201");
        assertThat(at.run("migrate").err()).startsWith("ML-1201");
        Files.createDirectory(at.path("migrations"));
        assertThat(at.run("status").out()).contains("ML-1302").contains("2 missing");
        assertThat(at.run("status", "--recorded").out()).contains("2 migrations: 2 applied. All by ");
        assertThat(at.run("status", "--recorded", "--url", "jdbc:sqlite:" + at.path("none.db"))
                        .out())
                .contains("Nothing is recorded.");
        assertThat(at.path("none.db")).doesNotExist();
    }

    @Test
    void aNewUserIsToldOfTheMissingDirectory() {
        assertThat(at.run("status").err()).startsWith("ML-1201");
        assertThat(at.database()).doesNotExist();
    }

    @Test
    void anEmptyDirectoryIsNotCalledUpToDate() throws Exception {
        at.shop().run("migrate");
        Files.move(at.path("migrations"), at.path("elsewhere"));
        Files.createDirectory(at.path("migrations"));
        Workplace.Result result = at.run("migrate");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("ML-1302  2 migrations are in effect and their files are not here (namespace main): 0001,"
                        + " 0002\n");
        assertThat(at.run("validate").code()).isEqualTo(1);
        assertThat(at.run("migrate", "--ignore-missing").code()).isZero();
        assertThat(at.environment("LEDGER_IGNORE_MISSING", "true")
                        .run("validate")
                        .code())
                .isZero();
    }

    @Test
    void statusShowsNamespacesWithoutADirectory() {
        at.file("app/0001_a.sql", "CREATE TABLE a (x);").file("bill/0001_b.sql", "CREATE TABLE b (x);");
        at.run("migrate", "--dir", "app,billing=bill");
        Workplace.Result result = at.run("status", "--dir", "app", "--check");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("billing:0001")
                .contains("Note: no directory here is for namespace billing")
                .contains("2 migrations: 2 applied. All by ");
    }

    @Test
    void aRollbackThatLosesDataAsksAtATerminal() {
        at.shop().run("migrate");
        Workplace.Result no = at.types("no").run("rollback");
        assertThat(no.code()).isEqualTo(1);
        assertThat(no.out()).isEmpty();
        assertThat(no.err()).isEqualTo("""
                        This loses data in jdbc:sqlite:DIR/ledger.db:
                          0002  DELETE FROM users
                          0001  DROP TABLE users
                        Roll back 2 migrations? Type yes to go on:
                        Nothing was rolled back.
                        """);
        assertThat(at.types("").run("rollback", "--steps", "1").code()).isEqualTo(1);
        assertThat(at.query("SELECT count(*) FROM users")).isEqualTo("2");
        assertThat(at.run("rollback", "--steps", "1", "--yes").code()).isZero();
        Workplace.Result yes = at.types(" Yes ").run("rollback", "--all");
        assertThat(yes.code()).isZero();
        assertThat(yes.out()).contains("Rolled back 1 migration");
    }

    @Test
    void aRollbackThatLosesNothingDoesNotAsk() {
        at.migration("0001_a.sql", "CREATE VIEW v AS SELECT 1 AS a;").migration("0001_a.down.sql", "DROP VIEW v;");
        at.run("migrate");
        assertThat(at.types("no").run("rollback").code()).isZero();
    }

    @Test
    void whereNobodyCanBeAskedOnlyAllNeedsYes() {
        at.shop().run("migrate");
        assertThat(at.run("rollback", "--all")).isEqualTo(new Workplace.Result(2, "", """
                        ML-1002  rollback --all undoes everything, and there is no terminal to ask at
                          now    Nothing in the database was changed.
                          next   Add --yes if that is meant.
                        """));
        assertThat(at.run("rollback", "--steps", "1").code()).isZero();
        assertThat(at.run("rollback", "--all", "--dry-run").out()).contains("DROP TABLE users");
        assertThat(at.run("rollback", "--all", "-y").code()).isZero();
        assertThat(at.run("rollback", "--all", "-y").out()).startsWith("Nothing to roll back");
    }

    @Test
    void aBaselineByMistakeAndAFileThatIsGone() throws Exception {
        at.shop().run("baseline", "0002", "--reason", "the wrong number");
        assertThat(at.run("rollback", "--steps", "1").err()).startsWith("ML-1311");
        assertThat(at.run("baseline", "--reason", "no id").err()).startsWith("ML-1002  missing ID");
        assertThat(plain(at.run("baseline", "--undo", "0002", "--reason", "it has 0001 only")
                        .out()))
                .isEqualTo("Recorded as event 3: migration 0002 not in effect, its baseline undone.\nHead: 3 HASH\n");
        assertThat(plain(at.run("baseline", "--undo", "--reason", "nor that").out()))
                .isEqualTo("Recorded as event 4: migration 0001 not in effect, its baseline undone.\nHead: 4 HASH\n");
        assertThat(at.run("migrate").code()).isZero();
        Files.delete(at.path("migrations/0001_create_users.sql"));
        Files.delete(at.path("migrations/0001_create_users.down.sql"));
        assertThat(at.run("forget", "--reason", "which?").err()).startsWith("ML-1002  forget takes ids or --missing");
        assertThat(plain(at.run("forget", "0001", "--reason", "gone").out()))
                .isEqualTo(
                        "Recorded as event 9: migration 0001 forgotten; nothing was undone in the database.\nHead: 9 HASH\n");
        assertThat(at.run("status", "--check").code()).isZero();
        assertThat(at.run("history", "--limit", "1").out()).contains("0001").contains("gone");
    }

    @Test
    void acceptBaselineAndResolveSayWhatTheyRecorded() {
        at.shop();
        assertThat(plain(at.run("baseline", "1", "--reason", "made by hand").out()))
                .isEqualTo("Recorded as event 1: migration 0001 applied, baselined.\nHead: 1 HASH\n");
        at.migration("0001_create_users.sql", "CREATE TABLE users (id INTEGER, name TEXT); -- edited\n");
        assertThat(plain(at.run("accept", "0001", "--reason", "a comment").out()))
                .isEqualTo("Recorded as event 2: migration 0001 applied, accepted.\nHead: 2 HASH\n");
        assertThat(at.run("migrate").code()).isEqualTo(1); // there is no table users
        assertThat(plain(at.run("resolve", "0002", "--applied", "--reason", "by hand")
                        .out()))
                .isEqualTo("Recorded as event 5: migration 0002 applied, resolved.\nHead: 5 HASH\n");
        assertThat(at.run("migrate").out()).isEqualTo("Nothing is pending: 2 migrations are in effect.\n");
    }

    @Test
    void newWritesTheNextFileFromATemplate() throws Exception {
        assertThat(at.run("new", "Add user avatar!", "--down").out()).isEqualTo("""
                        Created DIR/migrations/0001_add_user_avatar.sql
                        Created DIR/migrations/0001_add_user_avatar.down.sql
                        """);
        assertThat(Files.readString(at.path("migrations/0001_add_user_avatar.sql")))
                .isEqualTo("-- description: Add user avatar!\n\n");
        assertThat(at.run("new", "drop user avatar").out())
                .isEqualTo("Created DIR/migrations/0002_drop_user_avatar.sql\n");
    }

    private static String plain(String out) {
        return out.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "DATE")
                .replaceAll("[\\d.]+ (µs|ms|s)\\b", "TIME")
                .replaceAll("\\S+@\\S+", "BY")
                .replaceAll("(?<=\\S)  +", "  ")
                .replaceAll("(?m)^ +", "")
                .replaceAll("Head: ([0-9]+) [0-9a-f]{64}", "Head: $1 HASH");
    }

    @Test
    void snapshotsAreNoKeptScripts() {
        at.migration("0001_t.sql", "CREATE TABLE t (id INTEGER);");
        at.file("ledger.properties", "keep-snapshots=true\n");
        at.run("migrate");

        assertThat(at.run("verify").out()).startsWith("The chain is whole: 2 events, 1 kept script, 2 snapshots.\n");
    }
}
