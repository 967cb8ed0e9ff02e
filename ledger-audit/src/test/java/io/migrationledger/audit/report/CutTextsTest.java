package io.migrationledger.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Advice;
import io.migrationledger.Migrator;
import io.migrationledger.audit.report.content.FileScripts;
import io.migrationledger.audit.report.content.ReportOptions;
import io.migrationledger.audit.report.content.ScriptTexts;
import io.migrationledger.migration.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AU-48. Long texts are cut after secrets were hidden in them, and never within a character. */
class CutTextsTest {
    private static final String SECRET = "Zebra-Quagga";
    private static final ReportOptions OPTIONS = new ReportOptions(
            Optional.empty(), ScriptTexts.NONE, Advice::toString, text -> text.replace(SECRET, "***"));

    @TempDir
    Path directory;

    private Report report(String sql) throws Exception {
        Files.writeString(directory.resolve("0001_a.sql"), sql);
        Migrator migrator = Migrator.of("jdbc:sqlite:" + directory.resolve("a.db"), new Properties())
                .source(Migrations.directory("main", directory))
                .build();
        return Report.of(migrator.ledger(), Optional.of(migrator.status()), OPTIONS, Histories.CLOCK);
    }

    private static String markdown(Report report) {
        StringBuilder text = new StringBuilder();
        report.markdown(text);
        return text.toString();
    }

    private static String html(Report report) {
        StringBuilder text = new StringBuilder();
        report.html(text);
        return text.toString();
    }

    private static String script(int before, String word) {
        return "SELECT '" + "x".repeat(before - 8) + word + "y".repeat(400_000) + "';\n";
    }

    @ParameterizedTest
    @ValueSource(ints = {3_989, 3_995, 3_999})
    void aSecretAtTheCutOfMarkdown(int at) throws Exception {
        assertThat(markdown(report(script(at, SECRET))))
                .contains("xxx", "The script goes on: ")
                .doesNotContain("Zebr", "Quagga", "Z\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {FileScripts.LONGEST - 11, FileScripts.LONGEST - 5, FileScripts.LONGEST - 1})
    void aSecretAtTheCutOfAPage(int at) throws Exception {
        assertThat(html(report(script(at, SECRET))))
                .contains("xxx", "The script goes on; here is its beginning.")
                .doesNotContain("xZ", "Zebr", "Quagga");
    }

    /** So many that the text becomes short, and what was read last would be shown. */
    @Test
    void manySecrets() throws Exception {
        for (int shift = 0; shift < SECRET.length(); shift++) {
            assertThat(html(report("-- " + "x".repeat(shift) + SECRET.repeat(40_000))))
                    .contains("***", "The script goes on; here is its beginning.")
                    .doesNotContain("*Z", "Zebr");
        }
    }

    @Test
    void noHalfOfACharacter() throws Exception {
        String text = markdown(report("-- " + "x".repeat(3_996) + "\uD83D\uDE00" + "y".repeat(9)));
        assertThat(text)
                .contains("The script goes on: ")
                .doesNotContain("U+D83D")
                .doesNotContain("yyy");
    }
}
