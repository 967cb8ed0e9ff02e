package io.migrationledger.conformance.rules;

import static io.migrationledger.conformance.run.ConformanceKit.scripts;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import io.migrationledger.conformance.report.Rule;
import io.migrationledger.conformance.run.ConformanceKit;
import io.migrationledger.migration.MigrationId;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** Chapter 10: time. */
public interface TimeRules extends Chapter {

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
