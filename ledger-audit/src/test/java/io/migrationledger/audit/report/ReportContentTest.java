package io.migrationledger.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.migrationledger.Advice;
import io.migrationledger.Ledger;
import io.migrationledger.Migrator;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.audit.report.content.Content;
import io.migrationledger.audit.report.content.Entry;
import io.migrationledger.audit.report.content.Item;
import io.migrationledger.audit.report.content.Periods;
import io.migrationledger.audit.report.content.ReportOptions;
import io.migrationledger.audit.report.content.ScriptTexts;
import io.migrationledger.migration.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report tells. */
class ReportContentTest {
    @TempDir
    Path directory;

    private static Report of(Ledger ledger) {
        return Report.of(ledger, Optional.empty(), ReportOptions.DEFAULTS, Histories.CLOCK);
    }

    private static String html(Report report) {
        StringBuilder text = new StringBuilder();
        report.html(text);
        return text.toString();
    }

    private static Item item(Content content, String id) {
        return content.items().stream()
                .filter(item -> item.id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** AU-40. Each attempt, who made it and how it ended, from the first event to the last. */
    @Test
    void everyEventHasItsEntry() throws Exception {
        try (Connection connection = Histories.memory()) {
            Content content = of(Histories.shop(connection)).content();
            assertThat(content.verification().events()).isEqualTo(27);
            long events = content.items().stream()
                    .flatMap(item -> item.entries().stream())
                    .mapToLong(entry -> entry.last() - entry.first() + 1)
                    .sum();
            assertThat(events).isEqualTo(27);
            assertThat(content.inEffect()).isEqualTo(7);
            assertThat(content.count(Standing.PART_WAY, Standing.IN_DOUBT)).isEqualTo(2);
            assertThat(item(content, "0006").entries())
                    .extracting(Entry::outcome)
                    .containsExactly(Entry.Outcome.APPLIED, Entry.Outcome.ROLLED_BACK, Entry.Outcome.APPLIED);
            assertThat(item(content, "0009").entries())
                    .extracting(Entry::outcome, Entry::first, Entry::last)
                    .containsExactly(tuple(Entry.Outcome.IN_DOUBT, 24L, 25L));
            assertThat(content.runs()).hasSize(10);
            assertThat(content.people()).extracting("runs").containsExactly(5, 4, 1);
            assertThat(content.decisions()).extracting("migrations").containsExactly(3L, 1L, 1L);
        }
    }

    /** AU-45. 50,000 events: one that ran often tells of its newest runs, and the picture of some columns. */
    @Test
    void aLongHistoryStaysUsable() throws Exception {
        try (Connection connection = Histories.memory()) {
            Report report = of(Histories.longOne(connection, 50_000));
            Content content = report.content();
            assertThat(content.verification().events()).isEqualTo(50_000);
            assertThat(content.items()).hasSize(12_501);
            Item often = item(content, "R__views");
            assertThat(often.entries()).hasSize(50);
            assertThat(often.older()).isEqualTo(12_450);
            assertThat(Periods.of(content.runs()).periods()).hasSizeBetween(2, 80);
            CountingOutput written = new CountingOutput();
            report.html(written);
            assertThat(written.longest).as("nothing is held back for long").isLessThan(20_000);
            assertThat(written.length).isBetween(10_000_000L, 30_000_000L);
        }
    }

    private static final class CountingOutput implements Appendable {
        private long length;
        private int longest;

        @Override
        public Appendable append(CharSequence text) {
            length += text.length();
            longest = Math.max(longest, text.length());
            return this;
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) {
            return append(text.subSequence(start, end));
        }

        @Override
        public Appendable append(char c) {
            length++;
            return this;
        }
    }

    /** AU-46. A ledger that somebody changed is told of up to there, and the report says where. */
    @Test
    void aBrokenChainIsTold() throws Exception {
        try (Connection connection = Histories.memory()) {
            Ledger ledger = Histories.shop(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP TRIGGER migration_ledger_no_update");
                statement.execute("UPDATE migration_ledger SET os_user = 'nobody' WHERE sequence = 12");
            }
            Report changed = of(ledger);
            assertThat(changed.content().verification().isIntact()).isFalse();
            assertThat(changed.content().runs()).hasSize(3);
            assertThat(html(changed)).contains("The chain is broken at event 12: ");
            try (Statement statement = connection.createStatement()) {
                statement.execute("UPDATE migration_ledger SET event = 'ENDED' WHERE sequence = 12");
            }
            Report unreadable = of(ledger);
            assertThat(unreadable.content().runs()).hasSize(3);
            assertThat(unreadable.content().database()).isEmpty();
            assertThat(html(unreadable)).contains("The chain is broken at event 12: ");
            StringBuilder markdown = new StringBuilder();
            unreadable.markdown(markdown);
            assertThat(markdown).contains("**The chain of hashes is broken at event 12**: ");
        }
    }

    /** AU-47. The SQL of a file is shown where it is the file that ran, and never another. */
    @Test
    void aFileThatWasEditedIsNotTheOneThatRan() throws Exception {
        Path file =
                Files.writeString(directory.resolve("0001_a.sql"), "CREATE TABLE a (b TEXT DEFAULT 'erstwhile');\n");
        Files.writeString(directory.resolve("0002_b.sql"), "CREATE TABLE b (c TEXT DEFAULT 'other');\n");
        String url = "jdbc:sqlite:" + directory.resolve("a.db");
        Migrator migrator = Migrator.of(url, new Properties())
                .source(Migrations.directory("main", directory))
                .build();
        migrator.migrate();
        assertThat(html(Report.of(
                        migrator.ledger(), Optional.of(migrator.status()), ReportOptions.DEFAULTS, Histories.CLOCK)))
                .contains("erstwhile", "other", "<span class=\"k\">CREATE</span> <span class=\"k\">TABLE</span> a (")
                .as("what it touched")
                .contains("1 statement, in one transaction; created a<", "1 statement, in one transaction; created b<");
        Files.writeString(file, "CREATE TABLE a (b TEXT DEFAULT 'second');\n");
        Files.writeString(directory.resolve("0003_c.sql"), "SELECT 'pending';\n");
        Report report =
                Report.of(migrator.ledger(), Optional.of(migrator.status()), ReportOptions.DEFAULTS, Histories.CLOCK);
        // What is here now is shown as the file, and what ran as not known.
        assertThat(html(report)).doesNotContain("erstwhile").contains("other", "SQL of the file", "second", "pending");
        assertThat(report.content().count(Standing.CHANGED)).isEqualTo(1);
        ScriptTexts kept = (id, direction, checksum) -> id.value().equals("0001")
                        && !checksum.equals(item(report.content(), "0001")
                                .migration()
                                .orElseThrow()
                                .checksum())
                ? Optional.of(new ScriptTexts.Text("SELECT 'kept'", false, "the ledger"))
                : Optional.empty();
        ReportOptions options =
                new ReportOptions(Optional.empty(), kept, Advice::toString, text -> text.replace("other", "***"));
        assertThat(html(Report.of(migrator.ledger(), Optional.of(migrator.status()), options, Histories.CLOCK)))
                .contains("kept", "SQL that ran", "***")
                .doesNotContain("other");
    }
}
