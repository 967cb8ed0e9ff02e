package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger adopt}, and a first run that adopts, as a person meets them. */
class AdoptTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void aDatabaseThatFlywayMigrated() {
        at = new Workplace(directory);
        at.migration("V1__users.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY);");
        at.migration("V2__names.sql", "ALTER TABLE users ADD COLUMN name TEXT;");
        at.migration("V3__mails.sql", "ALTER TABLE users ADD COLUMN mail TEXT;");
        at.sql("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)");
        at.sql("CREATE TABLE flyway_schema_history (installed_rank INT NOT NULL PRIMARY KEY, version VARCHAR(50),"
                + " description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL,"
                + " checksum INT, installed_by VARCHAR(100) NOT NULL, installed_on TEXT NOT NULL DEFAULT"
                + " (strftime('%Y-%m-%d %H:%M:%f','now')), execution_time INT NOT NULL, success BOOLEAN NOT NULL)");
        row(1, "1", "users", "V1__users.sql", "NULL", 1);
        row(2, "2", "names", "V2__names.sql", "NULL", 1);
    }

    private void row(int rank, String version, String description, String script, String checksum, int success) {
        at.sql("INSERT INTO flyway_schema_history VALUES (" + rank + ", '" + version + "', '" + description
                + "', 'SQL', '" + script + "', " + checksum + ", 'kim', '2024-02-03 04:05:06.789', 12, " + success
                + ")");
    }

    @Test
    void theRefusalNamesTheCommandWhichDoesIt() {
        Workplace.Result refused = at.run("migrate");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).startsWith("ML-1107").contains("'ledger adopt --from flyway'");
        byte[] before = at.databaseBytes();
        Workplace.Result dry = at.run("adopt", "--from", "flyway", "--dry-run");
        assertThat(dry.out())
                .startsWith("The history of Flyway in flyway_schema_history\n")
                .contains("adopted  1")
                .contains("pending  3")
                .endsWith("Would adopt from Flyway: 2 adopted, 1 pending.\n");
        assertThat(at.databaseBytes()).isEqualTo(before);

        Workplace.Result adopted = at.run("adopt", "--from", "flyway");
        assertThat(adopted.err()).isEmpty();
        assertThat(adopted.code()).isZero();
        assertThat(adopted.out()).contains("Adopted from Flyway: 2 adopted, 1 pending; recorded as 2 events.\nHead: ");
        assertThat(at.run("adopt").out()).startsWith("Nothing to do: the ledger has the history of flyway");
        assertThat(at.run("adopt", "--from", "goose").err()).startsWith("ML-1314");

        assertThat(at.run("status").out())
                .contains("adopted  1   2024-02-03 04:05:06  ")
                .contains("All by kim.")
                .contains("12 ms")
                .contains("pending  3");
        assertThat(at.run("history").out()).contains("adopted users (flyway, 2024-02-03 04:05:06)");
        assertThat(at.run("migrate").out()).contains("applied  3").contains("Applied 1 migration");
        assertThat(at.run("verify").code()).isZero();
    }

    @Test
    void aFirstRunAdoptsWhereTheConfigurationSaysSo() {
        at.file("ledger.properties", "adopt=any\n");
        Workplace.Result run = at.run("migrate");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("Adopted from Flyway: 2 adopted, 1 pending; recorded as 2 events.\n")
                .contains("applied  3");
        assertThat(at.run("migrate").out()).startsWith("Nothing is pending");
        assertThat(at.run("status", "--check").code()).isZero();
    }

    /** What only looks says what the run does. */
    @Test
    void whatAFirstRunWouldAdoptIsNoObstacle() {
        at.file("ledger.properties", "adopt=any\n");
        String note =
                "a run takes over the history of Flyway (flyway_schema_history) first: what it had applied does not run"
                        + " again";
        byte[] before = at.databaseBytes();

        Workplace.Result plan = at.run("plan");
        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out()).contains(note, "V3__mails.sql").doesNotContain("V2__names.sql");
        Workplace.Result dry = at.run("migrate", "--dry-run");
        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("ADD COLUMN mail").doesNotContain("ADD COLUMN name");
        Workplace.Result validated = at.run("validate");
        assertThat(validated.code()).as(validated.out() + validated.err()).isZero();
        Workplace.Result status = at.run("status", "--check");
        assertThat(status.code()).as("it is still to be done").isEqualTo(3);
        assertThat(status.out() + status.err()).contains(note).doesNotContain("ML-");
        assertThat(at.databaseBytes()).isEqualTo(before);

        assertThat(at.run("migrate").out()).contains("Applied 1 migration");
    }

    @Test
    void whatStopsTheAdoptionIsToldByWhatOnlyLooks() {
        at.file("ledger.properties", "adopt=any\n");
        at.sql("UPDATE flyway_schema_history SET checksum = 42 WHERE version = '2'");
        Workplace.Result plan = at.run("plan");
        assertThat(plan.code()).isEqualTo(1);
        assertThat(plan.err()).startsWith("ML-1301").doesNotContain("ML-1107");
        Workplace.Result validated = at.run("validate");
        assertThat(validated.out() + validated.err()).contains("ML-1301").doesNotContain("ML-1107");
        Workplace.Result status = at.run("status");
        assertThat(status.out() + status.err()).contains("ML-1301").doesNotContain("ML-1107");
        at.sql("UPDATE flyway_schema_history SET checksum = NULL");
        at.sql("CREATE TABLE schema_version AS SELECT * FROM flyway_schema_history");
        Workplace.Result two = at.run("status");
        assertThat(two.out() + two.err()).contains("several tables of Flyway are here");
    }

    /** The run has recorded something, and so it has a head. */
    @Test
    void aRunThatOnlyAdoptsTellsItsHead() throws Exception {
        row(3, "3", "mails", "V3__mails.sql", "NULL", 1);
        JsonNode run = new ObjectMapper()
                .readTree(
                        at.run("migrate", "--adopt", "any", "--format", "json").out());
        assertThat(run.at("/head/sequence").asInt()).isEqualTo(3);
        assertThat(run.at("/head/hash").asText()).isEqualTo(hash(3));
        assertThat(run.at("/batch").asInt()).isEqualTo(1);
        assertThat(new ObjectMapper()
                        .readTree(at.run("migrate", "--adopt", "any", "--format", "json")
                                .out())
                        .at("/head")
                        .isNull())
                .isTrue();
    }

    @Test
    void aRunThatAdoptsAndIsRefusedTellsItsHead() throws Exception {
        row(3, "3", "mails", "V3__mails.sql", "NULL", 0);
        Workplace.Result refused = at.run("migrate", "--adopt", "any");
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.out()).endsWith("Head: 4 " + hash(4) + "\n");
        assertThat(at.run("migrate", "--adopt", "any").out()).doesNotContain("Head:");
    }

    @Test
    void aRefusalAfterAnAdoptionSaysThatSomethingIsRecorded() throws Exception {
        at.migration("V1_5__late.sql", "CREATE TABLE late (id INTEGER);");
        JsonNode refused = new ObjectMapper()
                .readTree(
                        at.run("migrate", "--adopt", "any", "--format", "json").out());
        assertThat(refused.at("/error/code").asText()).isEqualTo("ML-1303");
        assertThat(refused.at("/error/state").asText())
                .isEqualTo("This run ran no statement. What it found here before that is recorded.");
        assertThat(refused.at("/head/sequence").asInt()).isEqualTo(2);
        assertThat(refused.at("/head/hash").asText()).isEqualTo(hash(2));
    }

    private String hash(int sequence) {
        return at.query("SELECT hash FROM migration_ledger WHERE sequence = " + sequence);
    }

    @Test
    void aBaselineMigrationMakesNoNumberOfWhatIsInEffect() {
        at.migration("B2__base.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);");
        assertThat(at.run("migrate", "--adopt", "any").code()).isZero();
        assertThat(at.run("migrate").out())
                .isEqualTo("Nothing is pending: all migrations for this database are in effect, 3 the last of them.\n");
    }

    @Test
    void editedFilesAreNamedAndAcceptedWithAReason() {
        at.sql("UPDATE flyway_schema_history SET checksum = 42 WHERE version = '2'");
        Workplace.Result refused = at.run("adopt");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("ML-1301")
                .contains("V2__names.sql")
                .contains("--accept-edited");
        assertThat(at.run("adopt", "--accept-edited").code()).isEqualTo(2);
        Workplace.Result dry = at.run("adopt", "--dry-run");
        assertThat(dry.code()).isEqualTo(1);
        assertThat(dry.out()).contains("ML-1301").endsWith("Nothing was adopted.\n");
        assertThat(at.run("adopt", "--accept-edited", "--reason", "a comment").out())
                .contains("accepted  2")
                .contains("Adopted from Flyway: 1 adopted, 1 accepted, 1 pending; recorded as 3 events.\nHead: ");
        assertThat(at.run("status").out()).contains("adopted, accepted");
        assertThat(at.run("migrate").code()).isZero();
    }

    @Test
    void aFailedRowWaitsForAPerson() {
        row(3, "3", "mails", "V3__mails.sql", "NULL", 0);
        Workplace.Result adopted = at.run("adopt");
        assertThat(adopted.out()).contains("in doubt  3").contains("success is false");
        Workplace.Result refused = at.run("migrate");
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err())
                .contains("nobody but you can say how migration 3 stands")
                .contains("ledger resolve 3");
        assertThat(at.run("status").out()).contains("in doubt");
        assertThat(at.run("history").out()).contains("adopted, in doubt");
        assertThat(at.run("verify").code()).isZero();
        assertThat(at.run("resolve", "3", "--not-applied", "--reason", "no such column")
                        .code())
                .isZero();
        assertThat(at.run("migrate").out()).contains("applied  3");
        assertThat(at.run("verify").code()).isZero();
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        assertThat(at.run("adopt", "--from", "flyweight").err())
                .startsWith("ML-1002  'flyweight' is no tool whose history can be adopted")
                .contains("flyway, golang-migrate");
        assertThat(at.run("adopt", "--from-table", "nothing").err()).startsWith("ML-1002  there is no table nothing");
        assertThat(at.run("adopt", "--from-table", "users").err())
                .startsWith("ML-1002  table users does not have the columns of a history");
        assertThat(at.run("adopt", "--from", "prisma").err()).startsWith("ML-1315");
        assertThat(at.run("migrate", "--adopt-table", "x").err()).startsWith("ML-1002  --adopt-table");
    }

    /** A database that Rails migrated, and the directory that it did that with; no directory of ours. */
    private Workplace rails() {
        Workplace rails = new Workplace(directory.resolve("rails"));
        rails.file("db/migrate/20240101000000_create_users.rb", "class CreateUsers; end");
        rails.sql("CREATE TABLE users (id INTEGER PRIMARY KEY)");
        rails.sql("CREATE TABLE schema_migrations (version varchar NOT NULL PRIMARY KEY)");
        rails.sql("CREATE TABLE ar_internal_metadata (key varchar NOT NULL PRIMARY KEY, value varchar)");
        rails.sql("INSERT INTO schema_migrations VALUES ('20240101000000')");
        return rails;
    }

    @Test
    void aHistoryOfCodeAsksForNoFile() {
        Workplace rails = rails();
        Workplace.Result told = rails.run("plan", "--dir", "db/migrate");
        assertThat(told.out() + told.err()).contains("ML-1215").contains("'ledger adopt'");
        for (String[] how : new String[][] {{"adopt", "--dry-run"}, {"adopt", "--dry-run", "--dir", "db/migrate"}}) {
            Workplace.Result dry = rails.run(how);
            assertThat(dry.err()).isEmpty();
            assertThat(dry.out()).endsWith("Would adopt from Rails: 1 adopted.\n");
        }
        Workplace.Result adopted = rails.run("adopt", "--dir", "db/migrate");
        assertThat(adopted.err()).isEmpty();
        assertThat(adopted.out()).contains("Adopted from Rails: 1 adopted; recorded as 1 event.\nHead: ");
        assertThat(rails.run("adopt").out()).startsWith("Nothing to do");

        rails.file("sql/0001_before.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY);");
        rails.file("sql/0002_names.sql", "ALTER TABLE users ADD COLUMN name TEXT;");
        Workplace.Result declared = rails.run("baseline", "0001", "--dir", "sql", "--reason", "Rails made it");
        assertThat(declared.err()).isEmpty();
        assertThat(declared.code()).isZero();
        assertThat(rails.run("migrate", "--dir", "sql").out()).contains("applied  0002");
        assertThat(rails.run("verify").code()).isZero();
    }

    @Test
    void aHistoryOfScriptsAsksForItsFiles() {
        assertThat(at.run("adopt", "--dir", "nowhere").err()).startsWith("ML-1201");
        assertThat(rails().run("adopt", "--from", "flyway").err()).startsWith("ML-1315");
    }

    @Test
    void aBaselineBeforeTheAdoptionSaysWhatItLeavesOut() {
        Workplace rails = rails();
        rails.file("sql/0001_before.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY);");
        Workplace.Result declared = rails.run("baseline", "0001", "--dir", "sql", "--reason", "it is there");
        assertThat(declared.code()).isZero();
        assertThat(declared.err())
                .contains("schema_migrations is the history of Rails")
                .contains("An adoption of Rails does");
        assertThat(rails.run("adopt").err())
                .startsWith("ML-1314  this ledger has 1 event already")
                .contains("--new-ledger");
        assertThat(rails.run("adopt", "--table", "history", "--new-ledger").out())
                .contains("1 adopted");
        assertThat(rails.run("migrate", "--dir", "sql").out()).contains("Nothing is pending");
        assertThat(rails.run("adopt", "--from", "goose", "--table", "history").err())
                .startsWith("ML-1314")
                .doesNotContain("--new-ledger");
    }

    @Test
    void whatWasAdoptedIsTakenBackByNamingIt() {
        at.migration("U2__names.sql", "ALTER TABLE users DROP COLUMN name;");
        at.run("adopt");
        assertThat(at.run("rollback").out()).contains("'ledger rollback --declared ID'");
        assertThat(at.run("rollback", "--steps", "1").err())
                .startsWith("ML-1311")
                .contains("was run by another tool, whose history was adopted")
                .contains("--declared 2")
                .doesNotContain("baseline");
        assertThat(at.run("baseline", "--undo", "2", "--reason", "x").err())
                .startsWith("ML-1309")
                .contains("'ledger rollback --declared 2'");
        assertThat(at.run("rollback", "--declared", "2").out()).contains("Rolled back 1 migration");
    }

    @Test
    void aMistypedNameOfADatabaseMakesNoFile() {
        for (String[] how : new String[][] {
            {"adopt", "--url", "jdbc:sqlite:typo.db"}, {"adopt", "--dry-run", "--url", "jdbc:sqlite:typo.db"}
        }) {
            Workplace.Result refused = at.run(how);
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).startsWith("ML-1315").contains("does not exist");
            assertThat(at.path("typo.db")).doesNotExist();
        }
    }

    @Test
    void anEditedFileIsShownAsEdited() {
        at.sql("UPDATE flyway_schema_history SET checksum = 42 WHERE version = '2'");
        Workplace.Result dry = at.run("adopt", "--dry-run");
        assertThat(dry.out())
                .contains("edited   2")
                .contains("checksum then 42")
                .contains("now -");
        Workplace.Result first = at.run("migrate", "--adopt", "any");
        assertThat(first.err()).startsWith("ML-1301").contains("--adopt-edited").contains("adopt-edited=");
        assertThat(at.run("migrate", "--adopt", "any", "--adopt-edited", "a comment")
                        .code())
                .isZero();
    }
}
