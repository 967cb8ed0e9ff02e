package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ledger environment}. */
class EnvironmentTest {
    @TempDir
    Path directory;

    @Test
    void needsNoMigrations() {
        Workplace at = new Workplace(directory);
        at.sql("CREATE TABLE t (a)");
        assertThat(at.run("environment", "production").out())
                .startsWith("Recorded as event 1: this database is production.\n");
        assertThat(at.run("drift", "--accept", "--reason", "as it is").code()).isZero();
        assertThat(at.run("verify").code()).isZero();
    }

    @Test
    void isSaidShownAndToldByStatusAndHistory() {
        Workplace at = new Workplace(directory).shop();
        assertThat(at.run("environment").code()).as("there is no ledger").isNotZero();
        at.run("migrate");
        assertThat(at.run("environment").out())
                .isEqualTo("The ledger does not say what environment this database is.\n");
        assertThat(at.run("environment", "production", "--reason", "since the launch")
                        .out())
                .startsWith("Recorded as event 5: this database is production.\n");

        assertThat(at.run("environment").out())
                .startsWith("production (event 5, ")
                .endsWith("): since the launch\n");
        assertThat(at.run("status").out().lines().findFirst().orElseThrow()).endsWith(", production");
        assertThat(at.run("history").out()).contains("this is production (since the launch)");
        assertThat(at.run("migrate").out()).startsWith("Nothing is pending: 2 migrations are in effect");
        assertThat(at.run("verify").code()).isZero();
        assertThat(at.run("report").code()).isZero();
    }

    /** What it says tells of no migration: a schema that somebody else made is guarded as ever, until one is recorded. */
    @ParameterizedTest
    @ValueSource(strings = {"environment production", "drift --accept --reason known"})
    void theFirstRunIsStillGuarded(String command) {
        Workplace at = new Workplace(directory).shop();
        at.sql("CREATE TABLE made_by_hand (id INTEGER)");
        assertThat(at.run("migrate").err()).startsWith("ML-1107");
        assertThat(at.run(command.split(" ")).code()).isZero();
        assertThat(at.run("migrate").err()).startsWith("ML-1107");
        assertThat(at.run("plan").err() + at.run("plan").out()).contains("ML-1107");
        assertThat(at.run("baseline", "0001", "--reason", "made by hand").code())
                .isZero();
        assertThat(at.run("plan").code()).isZero();
    }

    @Test
    void aLedgerMayBeginWithIt() {
        Workplace at = new Workplace(directory).shop();
        assertThat(at.run("environment", "staging").err()).contains("the database does not exist");
        assertThat(at.database()).doesNotExist();
        at.sql("VACUUM"); // which makes the file
        assertThat(at.run("environment", "staging").code()).isZero();
        assertThat(at.run("migrate").code()).isZero();
        assertThat(at.run("environment").out()).startsWith("staging (event 1, ");
        assertThat(at.run("environment", "--reason", "x").code()).isEqualTo(2);
        assertThat(at.run("environment", "line\nfeed").code()).isEqualTo(2);
    }
}
