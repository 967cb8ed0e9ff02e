package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger doctor}: what a person reads. */
class DoctorCommandTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() {
        at = new Workplace(directory).shop();
    }

    private String found(int code, String... args) {
        Workplace.Result result = at.run(args);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).as(result.out()).isEqualTo(code);
        return result.out();
    }

    /** AU-50. */
    @Test
    void whatIsWellAndWhatIsNot() {
        assertThat(found(0, "doctor")).contains("the database does not exist yet", "Nothing stops a run; ");
        assertThat(at.database()).doesNotExist();
        at.run("migrate", "--to", "0001");
        byte[] before = at.databaseBytes();
        assertThat(found(0, "doctor"))
                .startsWith("jdbc:sqlite:")
                .containsPattern("(?m)^versions    ok       Migration Ledger \\S+$")
                .containsPattern("(?m)^            ok       SQLite \\S+, through SQLite JDBC ")
                .containsPattern("(?m)^lock        ok       the lock was taken, a second session was refused ")
                .containsPattern(
                        "(?m)^files       ok       1 migration is in effect, as its file says|1 migration is in effect")
                .contains("1 migration is pending: 0002\n                     next: 'ledger migrate' runs it.\n")
                .contains("histories   ok       no other tool's history is here\n")
                .endsWith("notes.\n");
        assertThat(at.databaseBytes()).isEqualTo(before);
        assertThat(found(0, "doctor", "--no-lock")).contains("lock        note     not tried");
        at.migration("0001_create_users.sql", "SELECT 'edited';\n");
        assertThat(found(3, "doctor")).contains("files       problem  ML-1301 ", "next: ", "1 problem, ");
    }

    /** AU-50. Another tool's history, where no ledger has been begun. */
    @Test
    void anotherToolsHistory() {
        at.sql("CREATE TABLE schema_migrations (version INTEGER NOT NULL PRIMARY KEY, dirty BOOLEAN NOT NULL)");
        at.sql("INSERT INTO schema_migrations VALUES (1, 0)");
        assertThat(at.run("doctor").out())
                .contains("histories   note     schema_migrations is the history of golang-migrate")
                .contains("'ledger adopt --from golang-migrate' takes it over, and runs nothing.");
    }
}
