package io.migrationledger.spring.actuate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.migrationledger.LedgerException;
import io.migrationledger.StatusReport;
import io.migrationledger.spring.MigratedDatabase;
import io.migrationledger.spring.MigratedDatabases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timers of the start and of each migration, and gauges of how many are in effect, pending, or need a person. Gauges are
 * read from the ledger when they are asked for, and at most once in a while; a start reads nothing for them.
 */
final class LedgerMetrics implements MeterBinder {
    private final List<Seen> seen = new ArrayList<>();
    private final MigratedDatabases databases;
    private final Duration refresh;

    /**
     * Measures these.
     *
     * @param refresh how long a reading is shown before the next
     */
    LedgerMetrics(MigratedDatabases databases, Duration refresh) {
        this.databases = databases;
        this.refresh = refresh;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (MigratedDatabase database : databases) {
            Tags tags = Tags.of("database", database.name());
            database.record()
                    .start()
                    .ifPresent(start -> Timer.builder("migration.ledger.start")
                            .description("How long the start of the application migrated, checked or waited")
                            .tags(tags.and("outcome", start.failed() ? "failure" : "success"))
                            .register(registry)
                            .record(start.elapsed()));
            database.record()
                    .subscribe(done -> Timer.builder("migration.ledger.migration")
                            .description("Migrations that this process ran")
                            .tags(tags.and("direction", done.direction().name().toLowerCase(Locale.ROOT)))
                            .register(registry)
                            .record(done.elapsed()));
            Seen last = new Seen(database, refresh);
            seen.add(last);
            gauge(registry, tags, last, "migration.ledger.in.effect", "Migrations in effect", Standing::inEffect);
            gauge(registry, tags, last, "migration.ledger.pending", "Migrations to be applied", LedgerMetrics::pending);
            gauge(
                    registry,
                    tags,
                    last,
                    "migration.ledger.attention",
                    "Migrations that wait for a person or for the"
                            + " next run: failed, part-way, in doubt, edited or missing",
                    LedgerMetrics::attention);
        }
    }

    private static void gauge(
            MeterRegistry registry,
            Tags tags,
            Seen last,
            String name,
            String description,
            ToDoubleFunction<StatusReport> count) {
        Gauge.builder(
                        name,
                        last,
                        seen -> seen.report().map(count::applyAsDouble).orElse(Double.NaN))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private static long pending(StatusReport report) {
        return count(report, true);
    }

    private static long attention(StatusReport report) {
        return count(report, false);
    }

    private static long count(StatusReport report, boolean pending) {
        return report.lines().stream()
                .filter(StatusReport.Line::needsAttention)
                .filter(line -> pending
                        == switch (line.standing()) {
                            case PENDING, OUTDATED, ROLLED_BACK, APPLIED, FUTURE -> true;
                            case CHANGED, MISSING, FAILED, PART_WAY, IN_DOUBT, RUNNING, INTERRUPTED, FORGOTTEN -> false;
                        })
                .count();
    }

    /** The last reading of one database. */
    private static final class Seen {
        private static final Logger log = LoggerFactory.getLogger("io.migrationledger");

        private final MigratedDatabase database;
        private final Duration refresh;
        private Optional<StatusReport> report = Optional.empty();
        private long readAt;
        private boolean read;

        Seen(MigratedDatabase database, Duration refresh) {
            this.database = database;
            this.refresh = refresh;
        }

        /** Returns the reading; empty where the ledger could not be read. */
        synchronized Optional<StatusReport> report() {
            if (!read || System.nanoTime() - readAt >= refresh.toNanos()) {
                try {
                    report = Optional.of(database.migrator().status());
                } catch (LedgerException e) {
                    log.debug("the metrics of {} have no value: its ledger cannot be read", database.name(), e);
                    report = Optional.empty();
                }
                readAt = System.nanoTime();
                read = true;
            }
            return report;
        }
    }
}
