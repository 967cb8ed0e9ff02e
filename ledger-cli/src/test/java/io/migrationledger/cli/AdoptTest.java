package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
                .startsWith("Flyway's history in flyway_schema_history\n")
                .contains("adopted  1")
                .contains("pending  3")
                .endsWith("Would adopt from Flyway: 2 adopted, 1 pending.\n");
        assertThat(at.databaseBytes()).isEqualTo(before);

        Workplace.Result adopted = at.run("adopt", "--from", "flyway");
        assertThat(adopted.err()).isEmpty();
        assertThat(adopted.code()).isZero();
        assertThat(adopted.out()).endsWith("Adopted from Flyway as 2 events: 2 adopted, 1 pending.\n");
        assertThat(at.run("adopt").out()).startsWith("Nothing to do: the ledger has the history of flyway");
        assertThat(at.run("adopt", "--from", "goose").err()).startsWith("ML-1314");

        assertThat(at.run("status").out())
                .contains("adopted  1   2024-02-03 04:05:06 local")
                .contains("All by kim.")
                .contains("12 ms")
                .contains("pending  3");
        assertThat(at.run("history").out()).contains("adopted users (flyway, 2024-02-03 04:05:06 local)");
        assertThat(at.run("migrate").out()).contains("applied  3").contains("Applied 1 migration");
        assertThat(at.run("verify").code()).isZero();
    }

    @Test
    void aFirstRunAdoptsWhereTheConfigurationSaysSo() {
        at.file("ledger.properties", "adopt=any\n");
        Workplace.Result run = at.run("migrate");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("Adopted from Flyway as 2 events: 2 adopted, 1 pending.\n")
                .contains("applied  3");
        assertThat(at.run("migrate").out()).startsWith("Nothing is pending");
        assertThat(at.run("status", "--check").code()).isZero();
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
                .endsWith("Adopted from Flyway as 3 events: 1 adopted, 1 accepted, 1 pending.\n");
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
}
