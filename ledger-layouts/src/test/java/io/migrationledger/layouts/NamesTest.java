package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.ForeignMigration;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.Migrations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layouts that are recognised by the names of the files. */
class NamesTest {
    @TempDir
    Path directory;

    SourceFiles source;

    @BeforeEach
    void source() {
        source = new SourceFiles(directory);
    }

    @Test
    void readsFlywaysLayout() {
        source.files(
                "V1.2__create_users.sql", "V1_10__orders.sql", "U1.2__create_users.sql", "R__views.sql", "V20.sql");

        List<Migration> all = source.read();
        assertThat(SourceFiles.ids(all)).containsExactly("1.2", "1_10", "20", "R__views");
        assertThat(all).extracting(Migration::description).containsExactly("create users", "orders", "", "views");
        assertThat(all.get(0).down()).isPresent();
        assertThat(all.get(1).down()).isEmpty();
        assertThat(all.get(3).repeatable()).isTrue();
    }

    @Test
    void readsGolangMigratesLayout() {
        source.files("000001_create_users.up.sql", "000001_create_users.down.sql", "1700000000_add-orders.up.sql");

        List<Migration> all = source.read();
        assertThat(SourceFiles.ids(all)).containsExactly("000001", "1700000000");
        assertThat(all).extracting(Migration::description).containsExactly("create users", "add orders");
        assertThat(all).extracting(migration -> migration.down().isPresent()).containsExactly(true, false);
    }

    /** Both tools pass them over. */
    @ParameterizedTest
    @CsvSource({
        "2_a.up.sql, old/1_b.up.sql, golang-migrate",
        "2_a.up.sql, old/3_b.down.sql, golang-migrate",
        "2_a/migration.sql, old/1_b/migration.sql, Prisma",
        "2_a/migration.sql, migration.sql, Prisma"
    })
    void whatIsInADirectoryItsToolDoesNotReadIsLeftOut(String read, String leftOut, String tool) {
        source.files(read, leftOut);

        assertThat(source.read())
                .extracting(migration -> migration.foreign().orElseThrow().path())
                .containsExactly(read);
        assertThat(source.told())
                .containsExactly("note " + directory.resolve(leftOut) + " is no migration in " + tool
                        + "'s layout, and is left out");
    }

    @Test
    void aDialectInGolangMigratesLayoutMeansWhatItMeansInOurs() {
        source.files(
                "1_t.up.sql", "2_u.sqlite3.up.sql", "2_u.sqlite3.down.sql", "3_v.mysql.up.sql", "4_v1.2_fix.up.sql");
        source.files("5_w.up.sql", "5_w.sqlite.up.sql", "5_w.mysql.up.sql", "5_w.down.sql");

        List<Migration> all = source.read();
        assertThat(SourceFiles.ids(all)).containsExactly("1", "2", "4", "5");
        assertThat(all).extracting(Migration::description).containsExactly("t", "u", "v1.2 fix", "w");
        assertThat(all.get(1).down()).isPresent();
        assertThat(all.get(3).location()).endsWith("5_w.sqlite.up.sql");
        assertThat(SourceFiles.ids(source.read(List.of("mysql")))).containsExactly("1", "3", "4", "5");
        assertThat(source.read(List.of("postgres")).get(2).location()).endsWith("5_w.up.sql");
    }

    @Test
    void popsMarkForNoTransactionIsHeeded() {
        source.files("1_t.up.sql", "1_t.autocommit.down.sql", "2_u.sqlite.autocommit.up.sql", "2_u.down.sql");

        List<Migration> all = source.read();
        assertThat(all).extracting(Migration::description).containsExactly("t", "u");
        assertThat(all)
                .extracting(migration -> migration.directives().transaction())
                .containsExactly(Directives.Transaction.AUTO, Directives.Transaction.NONE);
        assertThat(all)
                .extracting(migration -> migration.downDirectives().transaction())
                .containsExactly(Directives.Transaction.NONE, Directives.Transaction.AUTO);
    }

    /** In the ledger's own layout a dialect may stand before the direction, too. */
    @Test
    void aDownScriptWithADialectIsNoSignOfPop() {
        source.files("0001_a.sql", "0001_a.down.sql", "0001_a.mysql.down.sql");

        assertThat(source.read()).hasSize(1);
    }

    @Test
    void fizzAloneIsNamedAsPops() {
        source.files("1_t.up.fizz", "1_t.down.fizz", "2_u.up.fizz");

        assertThat(source.refused(ErrorCode.UNSUPPORTED_FILE).what()).contains("pop's migrations in fizz alone");
    }

    /**
     * What each layout says for the history of its tool, and that it replaces nothing that its tool does not.
     * LY-8, LY-9.
     */
    @ParameterizedTest
    @CsvSource({
        "V1_2__a_b.sql, flyway, 1.2, REPLACE",
        "sub/R__a_b.sql, flyway, a b, REPLACE",
        "007_a.up.sql, golang-migrate, 007, NONE",
        "007_a.sqlite.up.sql, pop, 007, NONE",
        "2018-01-14-171611_a/up.sql, diesel, 20180114171611, NONE",
        "20200101000000_a_b/migration.sql, prisma, 20200101000000_a_b, NONE"
    })
    void whatTheToolCallsAMigrationIsTold(String file, String tool, String key, Directives.Placeholders placeholders)
            throws IOException {
        byte[] bytes = "\uFEFFSELECT 1;\r\n".getBytes(StandardCharsets.UTF_8);
        source.bytes(file, bytes);

        Migration only = Migrations.directory(directory)
                .layout(tool)
                .migrations(List.of("sqlite"))
                .get(0);
        ForeignMigration foreign = only.foreign().orElseThrow();
        assertThat(foreign.tool()).isEqualTo(tool);
        assertThat(foreign.key()).isEqualTo(key);
        assertThat(foreign.path()).isEqualTo(file);
        assertThat(foreign.file().location()).isEqualTo(only.location());
        try (InputStream whole = foreign.file().open()) {
            assertThat(whole.readAllBytes()).isEqualTo(bytes);
        }
        assertThat(only.directives().placeholders()).isEqualTo(placeholders);
    }

    /** LY-1. */
    @ParameterizedTest
    @CsvSource({
        "0001_a.sql, V2__b.sql",
        "0001_a.sql, 0002_b.up.sql",
        "V1__a.sql, 0002_b.up.sql",
        "0001_a.sql, U1__a.sql"
    })
    void mixedLayoutsAreRefusedNamingAFileOfEach(String one, String other) {
        source.files(one, other);

        assertThat(source.refused(ErrorCode.MIXED_LAYOUTS).what()).contains(one, other);
    }

    @ParameterizedTest
    @CsvSource({"V1__a.sql, V01__b.sql", "1_a.up.sql, 01_b.up.sql"})
    void twoFilesOfOneVersionAreRefusedNamingBoth(String one, String other) {
        source.files(one, other);

        assertThat(source.refused(ErrorCode.DUPLICATE).what()).contains(one, other);
    }
}
