package io.migrationledger.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.migrationledger.Advice;
import io.migrationledger.Ledger;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.audit.report.content.Content;
import io.migrationledger.audit.report.content.Entry;
import io.migrationledger.audit.report.content.Item;
import io.migrationledger.audit.report.content.Periods;
import io.migrationledger.audit.report.content.Person;
import io.migrationledger.audit.report.content.ReportOptions;
import io.migrationledger.audit.report.content.Run;
import io.migrationledger.audit.report.content.ScriptTexts;
import io.migrationledger.audit.report.content.Words;
import io.migrationledger.event.Direction;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Origin;
import io.migrationledger.event.Strategy;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
            assertThat(html(changed)).contains("BROKEN (ML-1501): the chain of hashes is broken at event 12: ");
            try (Statement statement = connection.createStatement()) {
                statement.execute("UPDATE migration_ledger SET event = 'ENDED' WHERE sequence = 12");
            }
            Report unreadable = of(ledger);
            assertThat(unreadable.content().runs()).hasSize(3);
            assertThat(unreadable.content().database()).isEmpty();
            assertThat(html(unreadable)).contains("BROKEN (ML-1501): the chain of hashes is broken at event 12: ");
            StringBuilder markdown = new StringBuilder();
            unreadable.markdown(markdown);
            assertThat(markdown)
                    .startsWith(
                            "# Migration history\n\n> **BROKEN (ML-1501): the chain of hashes is broken at event 12**: ")
                    .contains("Every number here counts only the 11 events before it.", "> **Next:** Somebody changed");
        }
    }

    /** AU-46. What stands behind the break is not counted, and the banner comes before every number. */
    @Test
    void aBrokenChainCountsWhatIsBeforeIt() throws Exception {
        Path migrations = Files.createDirectory(directory.resolve("m"));
        for (int i = 1; i <= 5; i++) {
            Files.writeString(migrations.resolve("000" + i + "_t.sql"), "CREATE TABLE t" + i + " (a);\n");
        }
        String url = "jdbc:sqlite:" + directory.resolve("a.db");
        Migrator migrator = Migrator.of(url, new Properties())
                .source(Migrations.directory("main", migrations))
                .build();
        migrator.migrate();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER migration_ledger_no_update");
            statement.execute("UPDATE migration_ledger SET os_user = 'nobody' WHERE sequence = 6");
        }
        Report report =
                Report.of(migrator.ledger(), Optional.of(migrator.status()), ReportOptions.DEFAULTS, Histories.CLOCK);
        assertThat(report.content().inEffect()).isEqualTo(2);
        assertThat(report.content().items()).hasSize(3);
        String html = html(report);
        int banner = html.indexOf("id=\"broken\"");
        assertThat(html.substring(banner))
                .startsWith("id=\"broken\" role=\"alert\">")
                .contains("ML-1501", "broken at event 6", "counts only the 5 events before it", "Ledger.verify");
        assertThat(banner).isPositive().isLessThan(html.indexOf("class=\"tiles\""));
        assertThat(html).contains("<title>BROKEN: Migration history</title>", "In effect before the break</dt><dd>2<");
    }

    /** AU-47. What the ledger kept is what ran, also where the files say something else now. */
    @Test
    void whatWasKeptIsWhatRan() throws Exception {
        Path file = Files.writeString(directory.resolve("0001_a.sql"), "CREATE TABLE a (b DEFAULT 'upwards');\n");
        Path down = Files.writeString(directory.resolve("0001_a.down.sql"), "DROP TABLE a; -- downwards\n");
        Migrator migrator = Migrator.of("jdbc:sqlite:" + directory.resolve("a.db"), new Properties())
                .source(Migrations.directory("main", directory))
                .build();
        migrator.migrate();
        migrator.rollback(RollbackOptions.steps(1));
        Files.writeString(file, "CREATE TABLE a (b DEFAULT 'edited');\n");
        Files.writeString(down, "DROP TABLE a; -- afterwards\n");
        String html = html(
                Report.of(migrator.ledger(), Optional.of(migrator.status()), ReportOptions.DEFAULTS, Histories.CLOCK));
        assertThat(html)
                .contains("SQL of the rollback that ran (", "downwards", "SQL that ran (", "upwards")
                .contains("kept by the ledger when it ran", "SQL of the file (", "edited")
                .doesNotContain("afterwards", "not known");
    }

    /** AU-47. A down script has no checksum: where it was not kept, the file is shown as what it is. */
    @Test
    void aDownFileMayNotBeWhatRan() throws Exception {
        Files.writeString(directory.resolve("0001_a.sql"), "CREATE TABLE a (b);\n");
        Path down = Files.writeString(directory.resolve("0001_a.down.sql"), "DROP TABLE a; -- downwards\n");
        Migrator migrator = Migrator.of("jdbc:sqlite:" + directory.resolve("a.db"), new Properties())
                .source(Migrations.directory("main", directory))
                .keepScripts(false)
                .build();
        migrator.migrate();
        migrator.rollback(RollbackOptions.steps(1));
        Files.writeString(down, "DROP TABLE a; -- afterwards\n");
        String html = html(
                Report.of(migrator.ledger(), Optional.of(migrator.status()), ReportOptions.DEFAULTS, Histories.CLOCK));
        assertThat(html)
                .contains("SQL of the down file, which may not be what ran (", "afterwards", "SQL that ran (")
                .contains("Not all SQL that ran is known here")
                .doesNotContain("SQL of the rollback that ran");
    }

    /** KS-8, AU-40. A rollback by a kept script says so. */
    @Test
    void aRollbackByAKeptScriptIsTold() throws Exception {
        Files.writeString(directory.resolve("0001_a.sql"), "CREATE TABLE a (b);\n");
        Path down = Files.writeString(directory.resolve("0001_a.down.sql"), "DROP TABLE a;\n");
        Migrator migrator = Migrator.of("jdbc:sqlite:" + directory.resolve("a.db"), new Properties())
                .source(Migrations.directory("main", directory))
                .build();
        migrator.migrate();
        Files.delete(down);
        migrator.rollback(RollbackOptions.steps(1).withKeptScripts());
        Report report = of(migrator.ledger());
        StringBuilder markdown = new StringBuilder();
        report.markdown(markdown);
        assertThat(html(report)).contains("by the down script that the ledger keeps");
        assertThat(markdown).contains("by the down script that the ledger keeps");
    }

    /** AU-40. Markdown tells each attempt with its error, too. */
    @Test
    void markdownTellsAttempts() throws Exception {
        try (Connection connection = Histories.memory()) {
            StringBuilder text = new StringBuilder();
            of(Histories.shop(connection)).markdown(text);
            String attempts = text.substring(text.indexOf("## Attempts"), text.indexOf("## Runs"));
            assertThat(attempts)
                    .contains(
                            "| **failed** `0 of 4 statements, in one transaction` | `deploy@ci-runner-12",
                            "`migrations/0007_prices.sql:14, statement 3` `[SQLITE_CONSTRAINT_UNIQUE]",
                            "(SQLSTATE 23505, code 19)`",
                            "in doubt: `a procedure may have committed before it was cut off`",
                            "`only a comment was changed`");
            assertThat(attempts.lines().filter(line -> line.startsWith("| ") && !line.contains("Events")))
                    .hasSize(16);
        }
    }

    /** AU-40, AU-47. A person's answer ran nothing: nothing counts as run by it, and no SQL as what ran. */
    @Test
    void aPersonsAnswerRanNothing() throws Exception {
        try (Connection connection = Histories.memory()) {
            try (MadeLedger made = new MadeLedger(connection)) {
                made.by("jo", "jo-desk", "ledger").run("2026-02-02T10:12:00Z");
                made.declared(EventType.APPLIED, Origin.RESOLVED, "0004", "Users", "by hand");
                made.declared(EventType.FAILED, Origin.RESOLVED, "0006", "", "nothing of it is there");
                made.commit();
            }
            Report report = Report.of(Ledger.of(connection), Optional.empty(), Histories.options(), Histories.CLOCK);
            Content content = report.content();
            assertThat(content.runs())
                    .extracting(Run::applied, Run::failed, Run::declared)
                    .containsExactly(tuple(0, 0, 2));
            assertThat(content.decisions())
                    .extracting(Words::decision)
                    .containsExactly("resolved", "resolved as not in effect:");
            assertThat(item(content, "0004").entries())
                    .extracting(Words::outcome)
                    .containsExactly("resolved");
            assertThat(html(report)).contains("<summary>SQL (").doesNotContain("that ran");
        }
    }

    /** AU-40. Where a person's answer ends an attempt, something ran, and the answer says how it ended. */
    @Test
    void anAnswerThatEndsAnAttemptIsNamed() throws Exception {
        try (Connection connection = Histories.memory()) {
            try (MadeLedger made = new MadeLedger(connection)) {
                made.run("2026-02-02T10:12:00Z").started("1", Direction.UP, 0, 2, Strategy.STEPWISE);
                made.by("jo", "jo-desk", "ledger").run("2026-02-03T10:12:00Z");
                made.declared(EventType.APPLIED, Origin.RESOLVED, "1", "", "it is there");
                made.commit();
            }
            Content content = of(Ledger.of(connection)).content();
            assertThat(item(content, "1").entries()).extracting(Words::outcome).containsExactly("resolved, applied");
            assertThat(content.decisions()).isEmpty();
        }
    }

    /** AU-40. What was cut off is told of who began it, not of who found it. */
    @Test
    void anAttemptThatWasCutOffIsItsBeginners() throws Exception {
        try (Connection connection = Histories.memory()) {
            try (MadeLedger made = new MadeLedger(connection)) {
                made.by("mira", "laptop", "ledger").run("2026-02-02T10:12:00Z");
                made.started("1", Direction.UP, 0, 2, Strategy.STEPWISE);
                made.by("bob", "bobs-desk", "ledger").run("2026-02-03T10:12:00Z");
                made.interrupted("1", 0, Optional.empty()).ran("1", 2, Duration.ofMillis(3), "");
                made.commit();
            }
            Content content = of(Ledger.of(connection)).content();
            assertThat(item(content, "1").entries())
                    .extracting(entry -> entry.actor().osUser(), Entry::batch, Words::outcome)
                    .containsExactly(tuple("mira", 1, "interrupted"), tuple("bob", 2, "applied"));
            assertThat(content.runs())
                    .extracting(Run::batch, Run::applied, Run::failed)
                    .containsExactly(tuple(1, 0, 1), tuple(2, 1, 0));
            assertThat(content.people())
                    .extracting(Person::name, Person::failed)
                    .containsExactly(
                            tuple("bob@bobs-desk (database user app)", 0), tuple("mira@laptop (database user app)", 1));
            assertThat(content.runs().get(0).ended())
                    .isBefore(content.runs().get(1).began());
        }
    }

    /** AU-47. A migration in Java has no SQL that somebody could miss. */
    @Test
    void codeIsNamedAsWhatItIs() throws Exception {
        Migrator migrator = Migrator.of("jdbc:sqlite:" + directory.resolve("a.db"), new Properties())
                .source(Migrations.java(new Backfill()))
                .build();
        String pending = html(
                Report.of(migrator.ledger(), Optional.of(migrator.status()), ReportOptions.DEFAULTS, Histories.CLOCK));
        migrator.migrate();
        String applied = html(
                Report.of(migrator.ledger(), Optional.of(migrator.status()), ReportOptions.DEFAULTS, Histories.CLOCK));
        assertThat(List.of(pending, applied))
                .allSatisfy(html -> assertThat(html)
                        .contains("It is code: <bdi>" + Backfill.class.getName() + "</bdi>.")
                        .doesNotContain("not known here"));
    }

    private static final class Backfill implements JavaMigration {
        @Override
        public MigrationId id() {
            return MigrationId.of("1");
        }

        @Override
        public String description() {
            return "fills what is empty";
        }

        @Override
        public String revision() {
            return "1";
        }

        @Override
        public void up(Connection connection) {
            // nothing is empty here
        }
    }

    /** AU-41. What was said of the database itself is no migration: there is nothing that a link could lead to. */
    @Test
    void everyLinkLeadsToItsElement() throws Exception {
        Files.writeString(directory.resolve("0001_a.sql"), "CREATE TABLE a (b);\n");
        Migrator migrator = Migrator.of("jdbc:sqlite:" + directory.resolve("a.db"), new Properties())
                .source(Migrations.directory("main", directory))
                .build();
        migrator.baseline(MigrationId.of("main", "0001"), "it was there");
        migrator.declareEnvironment("staging", "a copy");
        String html = html(of(migrator.ledger()));
        assertThat(html).contains("*:environment", "staging: a copy");
        Matcher link = Pattern.compile("href=\"#([^\"]*)\"").matcher(html);
        int links = 0;
        while (link.find()) {
            assertThat(html).contains("id=\"" + link.group(1) + "\"");
            links++;
        }
        assertThat(links)
                .as("those of the page's head, and one of what was declared")
                .isGreaterThan(3);
    }

    /** A program that gave no name is none. */
    @Test
    void aPersonWithoutAProgramHasNone() throws Exception {
        try (Connection connection = Histories.memory()) {
            try (MadeLedger made = new MadeLedger(connection)) {
                made.by("mira", "laptop", "").run("2024-02-02T10:12:00Z").ran("1", 1, Duration.ofMillis(1), "");
                made.commit();
            }
            Content content = of(Ledger.of(connection)).content();
            assertThat(content.people())
                    .singleElement()
                    .satisfies(person -> assertThat(person.applications()).isEmpty());
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
                .keepScripts(false)
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
        assertThat(html(report))
                .doesNotContain("erstwhile")
                .contains("other", "SQL of the file", "second", "pending", "The SQL that ran is not known here");
        assertThat(report.content().count(Standing.CHANGED)).isEqualTo(1);
        ScriptTexts kept = (id, script) -> id.value().equals("0001")
                        && !script.checksum()
                                .equals(item(report.content(), "0001")
                                        .migration()
                                        .orElseThrow()
                                        .checksum())
                ? Optional.of(new ScriptTexts.Text("SELECT 'kept'", false, "the ledger", ScriptTexts.Proof.KEPT))
                : Optional.empty();
        ReportOptions options =
                new ReportOptions(Optional.empty(), kept, Advice::toString, text -> text.replace("other", "***"));
        assertThat(html(Report.of(migrator.ledger(), Optional.of(migrator.status()), options, Histories.CLOCK)))
                .contains("kept", "SQL that ran", "***")
                .doesNotContain("other");
    }
}
