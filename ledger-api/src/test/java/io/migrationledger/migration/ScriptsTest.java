package io.migrationledger.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checksums, headers and directives of scripts. */
class ScriptsTest {
    @TempDir
    Path directory;

    SourceFiles source;

    @BeforeEach
    void source() {
        source = new SourceFiles(directory);
    }

    @Test
    void lineEndingsAndAByteOrderMarkDoNotChangeTheChecksum() {
        String text = "CREATE TABLE a (\n  x INTEGER\n);\n\n-- end\n";
        String expected = Sha256.hex(text);

        assertThat(checksum(text)).isEqualTo(expected);
        assertThat(checksum(text.replace("\n", "\r\n"))).isEqualTo(expected);
        assertThat(checksum(text.replace("\n", "\r"))).isEqualTo(expected);
        assertThat(checksum("\uFEFF" + text)).isEqualTo(expected);
        assertThat(checksum(text + " ")).isNotEqualTo(expected);
    }

    @Test
    void aLineEndingAcrossTwoReadsIsStillOne() {
        for (int length = 65_533; length <= 65_538; length++) {
            String text = "-- " + "x".repeat(length - 3) + "\nSELECT 1;\n";
            assertThat(checksum(text.replace("\n", "\r\n"))).as("%d", length).isEqualTo(Sha256.hex(text));
            String umlauts = "-- " + "ü".repeat(length / 2) + "\nSELECT 1;\n";
            assertThat(checksum(umlauts)).isEqualTo(Sha256.hex(umlauts));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n\t\r\n", "\uFEFF", "\uFEFF\n", "-- a comment", "/* a comment */ -- another"})
    void aScriptWithoutAStatementIsAMigrationAsAnyOther(String text) {
        source.file("0001_a.sql", text).file("0001_a.down.sql", text);

        Migration migration = source.only();
        assertThat(migration.description()).isEqualTo("a");
        assertThat(migration.checksum())
                .isEqualTo(Sha256.hex(text.replace("\uFEFF", "").replace("\r\n", "\n")));
        assertThat(migration.down()).isPresent();
    }

    @Test
    void aScriptThatIsNotUtf8IsRefusedNamingTheLine() {
        source.bytes("0001_a.sql", "SELECT 1;\n-- für\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(source.refused(ErrorCode.NOT_UTF8).what()).contains("0001_a.sql:2: the file is not UTF-8");
        source.bytes("0001_a.sql", new byte[] {'-', '-', (byte) 0xC3});
        source.refused(ErrorCode.NOT_UTF8);
    }

    @Test
    void utf16IsCalledByItsName() {
        for (Charset utf16 : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            source.bytes("0001_a.sql", "SELECT 1;\nSELECT 2;".getBytes(utf16));
            assertThat(source.refused(ErrorCode.NOT_UTF8).what()).contains("0001_a.sql:1: ", "the file is UTF-16");
        }
        source.bytes("0001_a.sql", "\uFEFFSELECT 1;".getBytes(StandardCharsets.UTF_16LE));
        assertThat(source.refused(ErrorCode.NOT_UTF8).what()).endsWith("0001_a.sql:1: the file is UTF-16");
        source.file("0001_a.sql", "SELECT 1;\nSELECT 'a\0b';");
        assertThat(source.refused(ErrorCode.NOT_UTF8).what()).contains("0001_a.sql:2: a NUL character stands here");
    }

    @Test
    void aDownScriptIsCheckedTooAndDoesNotChangeTheChecksum() {
        source.files("0001_a.sql");
        String before = source.only().checksum();
        source.file("0001_a.down.sql", "DROP TABLE a;");
        assertThat(source.only().checksum()).isEqualTo(before);
        source.bytes("0001_a.down.sql", "-- für".getBytes(StandardCharsets.ISO_8859_1));
        source.refused(ErrorCode.NOT_UTF8);
    }

    @Test
    void theHeaderSaysWhoWhenAndWhat() {
        source.file(
                "0001_a.sql",
                "-- Author: Mira Lund\n-- date: 2026-11-21\n\n--description:  Users, and: their names \nSELECT 1;"
                        + "\n-- author: somebody else\n");

        Migration migration = source.only();
        assertThat(migration.header()).isEqualTo(new Header("Mira Lund", "2026-11-21", "Users, and: their names"));
        assertThat(migration.description()).isEqualTo("Users, and: their names");
    }

    @Test
    void everyDirectiveIsRead() {
        assertThat(directives("-- ledger: transaction=none").transaction()).isEqualTo(Directives.Transaction.NONE);
        assertThat(directives("-- ledger: transaction=auto").transaction()).isEqualTo(Directives.Transaction.AUTO);
        assertThat(directives("-- ledger: requires=0003,billing:42").requires())
                .containsExactly(MigrationId.of("3"), MigrationId.of("billing", "42"));
        assertThat(directives("-- ledger: lock-timeout=500ms").lockTimeout()).contains(Duration.ofMillis(500));
        assertThat(directives("-- ledger: lock-timeout=5s").lockTimeout()).contains(Duration.ofSeconds(5));
        assertThat(directives("-- ledger: statement-timeout=10m").statementTimeout())
                .contains(Duration.ofMinutes(10));
        assertThat(directives("-- ledger: statement-timeout=1h").statementTimeout())
                .contains(Duration.ofHours(1));
        assertThat(directives("-- ledger: only=sqlite,postgres").only()).containsExactly("sqlite", "postgres");
        assertThat(directives("-- ledger: dialect=sqlite3").only()).containsExactly("sqlite3");
        assertThat(directives("-- ledger: placeholders=none").placeholders()).isEqualTo(Directives.Placeholders.NONE);
        assertThat(directives("-- ledger: placeholders=replace")).isEqualTo(Directives.NONE);
        assertThat(directives("-- no directive here")).isEqualTo(Directives.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "-- atlas:checkpoint~~SELECT 1;, true",
                "-- atlas:checkpoint v1.2~-- atlas:txmode none~~SELECT 1;, true",
                "-- a comment~-- atlas:checkpoint~~SELECT 1;, true",
                "-- atlas:checkpoint~SELECT 1;, false",
                "-- atlas:checkpoints~~SELECT 1;, false",
                "-- no atlas:checkpoint~~SELECT 1;, false",
                "SELECT 1;~-- atlas:checkpoint~~SELECT 1;, false",
                "-- a comment~~-- atlas:checkpoint~~SELECT 1;, false"
            })
    void aCheckpointOfAtlasIsABase(String text, boolean base) {
        source.file("0001_a.sql", text.replace('~', '\n'));
        source.file("R__a.sql", text.replace('~', '\n'));
        assertThat(source.read()).extracting(Migration::base).containsExactlyInAnyOrder(base, false);
    }

    @Test
    void whatSqlxAndAtlasSayOfTransactionsIsHeeded() {
        assertThat(directives("-- no-transaction").transaction()).isEqualTo(Directives.Transaction.NONE);
        assertThat(directives("-- atlas:txmode none").transaction()).isEqualTo(Directives.Transaction.NONE);
        assertThat(directives("-- atlas:txmode file")).isEqualTo(Directives.NONE);
        assertThat(directives("-- no-transactions here")).isEqualTo(Directives.NONE);
    }

    @Test
    void aDownScriptRunsAsItsUpScriptButForWhatItSaysItself() {
        source.file("0001_a.sql", "-- ledger: lock-timeout=5s statement-timeout=1m transaction=none\nSELECT 1;");
        source.file("0001_a.down.sql", "SELECT 2;");
        assertThat(source.only().downDirectives()).isEqualTo(source.only().directives());

        source.file("0001_a.down.sql", "-- ledger: lock-timeout=9s transaction=auto placeholders=none\nSELECT 2;");
        Directives down = source.only().downDirectives();
        assertThat(down.lockTimeout()).contains(Duration.ofSeconds(9));
        assertThat(down.statementTimeout()).contains(Duration.ofMinutes(1));
        assertThat(down.transaction()).isEqualTo(Directives.Transaction.AUTO);
        assertThat(down.placeholders()).isEqualTo(Directives.Placeholders.NONE);
        assertThat(source.only().directives().lockTimeout()).contains(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"requires=1", "only=sqlite", "dialect=sqlite", "transacton=none"})
    void aDirectiveThatHasNoPlaceInADownScriptIsRefused(String directive) {
        source.files("0001_a.sql").file("0001_a.down.sql", "-- ledger: " + directive + "\nSELECT 2;");

        assertThat(source.refused(ErrorCode.BAD_DIRECTIVE).what()).contains("0001_a.down.sql:1: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- Ledger: one row for each booking",
                "-- Ledger: a=1 means that it is open",
                "-- LEDGER: see docs/ledger.md",
                "-- the ledger: transaction=none",
                "-- Ledger:"
            })
    void aSentenceAboutALedgerIsNoDirective(String comment) {
        assertThat(directives(comment)).isEqualTo(Directives.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- ledger: one row for each booking",
                "-- ledger: transaction none",
                "-- Ledger: transacton=none",
                "-- Ledger: please transaction=none",
                "-- LEDGER: transaction=none now"
            })
    void whatMayBeMeantAsADirectiveIsNotPassedOver(String comment) {
        source.file("0001_a.sql", comment + "\nSELECT 1;");

        assertThat(source.refused(ErrorCode.BAD_DIRECTIVE).what()).contains("0001_a.sql:1: ");
    }

    @Test
    void severalDirectivesMayShareALineOrHaveLinesOfTheirOwn() {
        Directives directives = directives("--ledger:  lock-timeout=5s   requires=1 \n\n-- LEDGER: requires=2");

        assertThat(directives.lockTimeout()).contains(Duration.ofSeconds(5));
        assertThat(directives.requires()).containsExactly(MigrationId.of("1"), MigrationId.of("2"));
    }

    @Test
    void directivesCountAfterABlockComment() {
        assertThat(directives("/* Copyright\n   -- ledger: lock-timeout=1s\n */\n-- ledger: transaction=none")
                        .transaction())
                .isEqualTo(Directives.Transaction.NONE);
        assertThat(directives("/* one */ -- ledger: transaction=none").transaction())
                .isEqualTo(Directives.Transaction.NONE);
        assertThat(directives("/*/ open */\n-- ledger: transaction=none").transaction())
                .isEqualTo(Directives.Transaction.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"# Copyright", "-- of MySQL\n  #no blank", "/* one */ # two", "#"})
    void directivesCountAfterACommentOfMySql(String comment) {
        assertThat(directives(comment + "\n-- ledger: transaction=none").transaction())
                .isEqualTo(Directives.Transaction.NONE);
        assertThat(directives(comment + "\nSELECT 0;\n-- ledger: transaction=none"))
                .isEqualTo(Directives.NONE);
    }

    @Test
    void directivesAfterTheFirstStatementAreOrdinaryComments() {
        assertThat(directives("SELECT 0;\n-- ledger: transaction=none")).isEqualTo(Directives.NONE);
        assertThat(directives("/*!40101 SET x=1 */;\n-- ledger: transaction=none"))
                .isEqualTo(Directives.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transactions=none",
                "transaction=off",
                "transaction",
                "requires=",
                "requires=,",
                "lock-timeout=5",
                "lock-timeout=s",
                "lock-timeout=-5s",
                "statement-timeout=5 s",
                "statement-timeout=9999999999s",
                "only=",
                "only=,",
                "requires=1,",
                "only=posgres",
                "dialect=sqlite,oracle12",
                "placeholders=off",
                ""
            })
    void aDirectiveThatCannotBeUsedIsRefusedNamingTheLine(String directive) {
        source.file("0001_a.sql", "-- a comment\n-- ledger: " + directive + "\nSELECT 1;");

        assertThat(source.refused(ErrorCode.BAD_DIRECTIVE).what()).contains("0001_a.sql:2");
    }

    @Test
    void aMigrationOnlyForOtherDialectsDoesNotExistHere() {
        source.files("0001_a.sql");
        source.file("0002_b.sql", "-- ledger: only=postgres,mysql\nSELECT 1;");

        assertThat(source.ids()).containsExactly("0001");
        assertThat(SourceFiles.ids(source.read(List.of("mariadb", "mysql")))).containsExactly("0001", "0002");
    }

    private String checksum(String text) {
        return source.file("0001_a.sql", text).only().checksum();
    }

    private Directives directives(String head) {
        return source.file("0001_a.sql", head + "\nSELECT 1;\n").only().directives();
    }
}
