package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.ValidationException;
import java.nio.file.Path;
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

    /** LY-3. */
    @ParameterizedTest
    @CsvSource({
        "db-migrate, sqls/20200101000000-t-down.sql, sqls/20200101000000-t-up.sql, sqls/20200102000000-u-up.sql",
        "Rails, 20200101000000_a.rb, 20200102000000_b.rb, 20200103000000_c.rb",
        "Alembic, env.py, versions/1975ea83b712_a.py, versions/ae1027a6acf_b.py",
        "Django, 0001_initial.py, 0002_more.py, __init__.py",
        "Laravel, 2014_10_12_000000_a.php, 2014_10_12_100000_b.php, 2014_10_13_000000_c.php",
        "Phinx, 20200101000000_a.php, 20200102000000_b.php, 20200103000000_c.php",
        "TypeORM, 1600000000000-A.ts, 1600000000001-B.ts, 1600000000002-C.ts",
        "Ecto, 20200101000000_a.exs, 20200102000000_b.exs, 20200103000000_c.exs",
        "Go, 00001_a.go, 00002_b.go, 00003_c.go"
    })
    void aDirectoryOfAnotherToolIsNamedOnce(String tool, String first, String second, String third) {
        source.files(first, second, third);

        LedgerException error = source.refused(ErrorCode.UNSUPPORTED_FILE);
        assertThat(error.what()).contains(tool, "3 files", first, directory.toString());
        assertThat(((ValidationException) error).problems()).hasSize(1);
        assertThat(error.next()).isNotEmpty();
    }

    /** LY-1. */
    @Test
    void filesOfTwoToolsAreNeitherSilentlyOnesNorTheOthers() {
        source.files("0001_a.sql", "2020-01-01-000000_t/up.sql");

        LedgerException error = source.refused(ErrorCode.MIXED_LAYOUTS);
        assertThat(error.what()).contains("0001_a.sql", "diesel's for " + directory + "/2020-01-01-000000_t/up.sql");
        assertThat(error.next()).contains("layout(\"ledger\") or (\"diesel\")");
        assertThat(SourceFiles.ids(source.source().layout("diesel").migrations(List.of())))
                .containsExactly("20200101000000");
    }

    @Test
    void namesThatFitNoLayoutAreNotCalledTwoLayouts() {
        source.files("V0001.Start.down.sql", "V0001.Start.up.sql");

        LedgerException error = source.refused(ErrorCode.BAD_NAME);
        assertThat(error.what()).startsWith("2 problems:").contains("does not fit golang-migrate's layout");
    }

    /** LY-2. */
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
        assertThat(source.ids()).hasSize(1);
        assertThat(source.told()).containsExactly("not run " + id + " " + directory.resolve(code));
    }

    @Test
    void whatIsNoMigrationInCodeIsNotTold() {
        source.files("V1__t.sql", "V2__u.sql");
        source.file("V1__t.java", "")
                .file("V2__A$1.class", "")
                .file("helper.py", "")
                .file("2_x.down.go", "");
        assertThat(source.ids()).hasSize(2);
        assertThat(source.told()).isEmpty();
    }

    @Test
    void aDirectoryOfFlywaysCodeAloneIsToldToo() {
        source.file("V1__a.java", "");

        assertThat(source.ids()).isEmpty();
        assertThat(source.told()).containsExactly("not run 1 " + directory.resolve("V1__a.java"));
    }
}
