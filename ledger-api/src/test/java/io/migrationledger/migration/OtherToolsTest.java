package io.migrationledger.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.ValidationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directories of tools that are not read, and what is no script. */
class OtherToolsTest {
    @TempDir
    Path directory;

    SourceFiles source;

    @BeforeEach
    void source() {
        source = new SourceFiles(directory);
    }

    @ParameterizedTest
    @CsvSource({
        "diesel, 2020-01-01-000000_t/up.sql, 2020-01-01-000000_t/down.sql, 2020-01-02-000000_u/up.sql",
        "Hasura, default/1600000000000_t/up.sql, default/1600000000000_t/down.sql, default/1600000000001_u/up.sql",
        "Prisma, 20200101000000_t/migration.sql, 20200102000000_u/migration.sql, 20200103000000_v/migration.sql",
        "sqitch, deploy/users.sql, revert/users.sql, verify/users.sql",
        "db-migrate, sqls/20200101000000-t-up.sql, sqls/20200101000000-t-down.sql, sqls/20200102000000-u-up.sql"
    })
    void aDirectoryOfAnotherToolIsNamedOnce(String tool, String first, String second, String third) {
        source.files(first, second, third);

        LedgerException error = source.refused(ErrorCode.UNSUPPORTED_FILE);
        assertThat(error.what()).contains(tool, "3 scripts", directory.toString());
        assertThat(((ValidationException) error).problems()).hasSize(1);
        assertThat(error.next()).isNotEmpty();
    }

    @Test
    void oneFileOfOursMakesItADirectoryOfOurs() {
        source.files("0001_a.sql", "2020-01-01-000000_t/up.sql");

        assertThat(source.refused(ErrorCode.BAD_NAME).what()).contains("up.sql: the file's name does not fit");
    }

    @Test
    void namesThatFitNoLayoutAreNotCalledTwoLayouts() {
        source.files("V0001.Start.down.sql", "V0001.Start.up.sql");

        LedgerException error = source.refused(ErrorCode.BAD_NAME);
        assertThat(error.what()).startsWith("2 problems:").contains("does not fit golang-migrate's layout");
    }

    @ParameterizedTest
    @CsvSource({
        "V2__t.sql, V1__a.java, 1",
        "V2__t.sql, R__views.kt, R__views",
        "V2__t.sql, db/V1__A.class, 1",
        "2_t.up.sql, 1_a.up.go, 1",
        "2_t.up.sql, 1_a.up.fizz, 1",
        "0002_t.sql, 0001_a.go, 0001",
        "0002_t.sql, 0001_a.py, 0001"
    })
    void aMigrationInCodeBesideTheScriptsIsTold(String script, String code, String id) {
        source.files(script).file(code, "class V1__A {}");
        Told told = new Told();

        assertThat(Migrations.directory(directory).migrations(List.of(), told)).hasSize(1);
        assertThat(told.all).containsExactly("not run " + id + " " + directory.resolve(code));
    }

    @Test
    void whatIsNoMigrationInCodeIsNotTold() {
        source.files("V1__t.sql", "V2__u.sql");
        source.file("V1__t.java", "")
                .file("V2__A$1.class", "")
                .file("helper.py", "")
                .file("2_x.down.go", "");
        Told told = new Told();

        assertThat(Migrations.directory(directory).migrations(List.of(), told)).hasSize(2);
        assertThat(told.all).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20200101000000_create_users.rb, 20200101000000", "V1__a.java, 1", "0001_initial.py, 0001"})
    void aDirectoryOfCodeAloneIsToldToo(String code, String id) {
        source.file(code, "");
        Told told = new Told();

        assertThat(Migrations.directory(directory).migrations(List.of(), told)).isEmpty();
        assertThat(told.all).containsExactly("not run " + id + " " + directory.resolve(code));
    }

    private static final class Told implements Findings {
        private final List<String> all = new ArrayList<>();

        @Override
        public void problem(Problem problem) {
            all.add("problem " + problem.what());
        }

        @Override
        public void note(String text) {
            all.add("note " + text);
        }

        @Override
        public void notRun(MigrationId id, String location) {
            all.add("not run " + id + " " + location);
        }
    }
}
