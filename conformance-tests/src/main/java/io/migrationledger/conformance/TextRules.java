package io.migrationledger.conformance;

import static io.migrationledger.conformance.ConformanceKit.scripts;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.Migrator;
import io.migrationledger.event.Direction;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.SessionOptions;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** Chapters 9 and 10: identifiers and text; time. */
interface TextRules extends Chapter {

    @Test
    @Rule(
            id = "ML-9.1",
            says = "Any Unicode text MUST survive in descriptions, reasons and namespaces, emoji included.",
            intent = "People write as they speak.",
            check = "column types and the connection's character set; TEXT columns are not ASCII")
    default void unicodeSurvives() throws Exception {
        try (ConformanceKit kit = kit()) {
            String description = "Zürich, 東京, עברית, 🐘🐬, 'quotes\" and \\back";
            Migrator migrator = Migrator.of(kit.connect())
                    .dialect(kit.fixture().dialect())
                    .source(Migrations.scripts(
                            "Größe-🐘",
                            Map.of(
                                    "0001_kit.sql",
                                    "-- description: " + description + "\n"
                                            + kit.fixture().createTable("kit"))))
                    .build();
            migrator.migrate();
            LedgerEvent applied = kit.ledger().head().orElseThrow();
            assertThat(applied).isInstanceOfSatisfying(LedgerEvent.Applied.class, event -> {
                assertThat(event.description()).isEqualTo(description);
                assertThat(event.id().namespace()).isEqualTo("Größe-🐘");
            });
            assertThat(kit.ledger().verify().isIntact()).isTrue();
        }
    }

    @Test
    @Rule(
            id = "ML-9.2",
            says = "Ids of 200 characters and details of a megabyte MUST be kept whole.",
            intent = "A cut hash is a broken chain.",
            check = "column lengths; the type of detail")
    default void longTextIsKept() throws Exception {
        try (ConformanceKit kit = kit()) {
            String id = "x".repeat(200);
            try (var session = Ledger.of(kit.connect(), kit.fixture().dialect()).lock(Duration.ofSeconds(10))) {
                session.started(
                                MigrationId.of("n".repeat(200), id),
                                Direction.UP,
                                "c".repeat(64),
                                "d".repeat(1_000_000))
                        .applied();
            }
            assertThat(kit.ledger().head().orElseThrow().id().value()).isEqualTo(id);
            assertThat(kit.ledger().verify().isIntact()).isTrue();
        }
    }

    @Test
    @Rule(
            id = "ML-9.3",
            says = "A ledger table whose name needs quotes MUST work.",
            intent = "Names are the user's.",
            check = "ledgerTable() quotes, and doubles the quote character; index and trigger names, too")
    default void oddTableNamesWork() throws Exception {
        for (String name : List.of("Ledger", "our ledger", "select", "ledger-1")) {
            try (ConformanceKit kit = kit()) {
                kit.migrator(
                                kit.connect(),
                                scripts("0001_kit.sql", kit.fixture().createTable("kit")))
                        .table(name)
                        .build()
                        .migrate();
                try (DialectSession session = kit.fixture()
                        .dialect()
                        .open(
                                kit.connect(),
                                new SessionOptions(Optional.empty(), name, Optional.empty(), Optional.empty()))) {
                    assertThat(kit.number("SELECT COUNT(*) FROM " + session.ledgerTable()))
                            .as(name)
                            .isGreaterThanOrEqualTo(2);
                }
            }
        }
    }

    @Test
    @Rule(
            id = "ML-9.4",
            says = "Two ids that differ only in case MUST be two migrations.",
            intent = "A collation must not decide what is the same.",
            check = "a binary or case-sensitive collation on the ledger's text columns")
    default void caseMatters() throws Exception {
        try (ConformanceKit kit = kit()) {
            for (String namespace : List.of("a", "A", "ä")) {
                Migrator.of(kit.connect())
                        .dialect(kit.fixture().dialect())
                        .source(Migrations.scripts(
                                namespace,
                                Map.of("0001_x.sql", kit.fixture().createTable("kit" + (int) namespace.charAt(0)))))
                        .build()
                        .migrate();
            }
            assertThat(kit.ledger().state().migrations()).hasSize(3);
        }
    }

    @Test
    @Rule(
            id = "ML-10.1",
            says = "Times MUST be stored in UTC with microseconds, whatever the time zones of program and session.",
            intent = "Two machines' events must be comparable.",
            check = "recorded_at is text; no driver converts it")
    default void timesAreUtc() throws Exception {
        Instant now = Instant.parse("2026-03-29T01:30:00.123456789Z"); // an hour that Berlin does not have
        TimeZone zone = TimeZone.getDefault();
        Locale locale = Locale.getDefault();
        try (ConformanceKit kit = kit()) {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
            Connection connection = kit.connect();
            kit.migrator(connection, scripts("0001_kit.sql", kit.fixture().createTable("kit")))
                    .clock(Clock.fixed(now, ZoneOffset.UTC))
                    .build()
                    .migrate();
            TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
            assertThat(kit.events())
                    .allMatch(
                            event -> event.header().recordedAt().equals(Instant.parse("2026-03-29T01:30:00.123456Z")));
            assertThat(kit.ledger().verify().isIntact()).isTrue();
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
    }

    @Test
    @Rule(
            id = "ML-10.2",
            says = "Order MUST come from the sequence, never from time.",
            intent = "Clocks run backwards.",
            check = "ORDER BY sequence; nothing compares recorded_at")
    default void clockMayRunBackwards() throws Exception {
        try (ConformanceKit kit = kit()) {
            Map<String, String> one = scripts("0001_kit.sql", kit.fixture().createTable("kit"));
            kit.migrator(kit.connect(), one)
                    .clock(Clock.fixed(Instant.parse("2026-01-02T00:00:00Z"), ZoneOffset.UTC))
                    .build()
                    .migrate();
            Map<String, String> two = scripts(
                    "0001_kit.sql",
                    kit.fixture().createTable("kit"),
                    "0002_row.sql",
                    "INSERT INTO kit (id, note) VALUES (1, 'a')");
            Migrator earlier = kit.migrator(kit.connect(), two)
                    .clock(Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC))
                    .build();
            assertThat(earlier.migrate().completed()).hasSize(1);
            assertThat(earlier.migrate().isUpToDate()).isTrue();
            assertThat(kit.ledger().head().orElseThrow().id()).isEqualTo(MigrationId.of("0002"));
        }
    }
}
