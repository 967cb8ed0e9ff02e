package io.migrationledger.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.AdoptOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashEnumeration;
import io.migrationledger.conformance.crash.CrashReport;
import io.migrationledger.conformance.crash.Outcome;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.event.Adopted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A first run that adopts is broken off at every call: the next one adopts once, exactly, and goes on. */
class AdoptionCrashTest {
    private static final int STARTERS = 8;

    @TempDir
    Path directory;

    /** AD-1. */
    @ParameterizedTest
    @EnumSource(Place.Kind.class)
    void adoptsOnceWhateverBreaksOff(Place.Kind kind) throws Exception {
        CrashEnumeration enumeration = new CrashEnumeration(
                        "adoption on " + kind, new AdoptionCrashSubject(kind, directory), Breaker.CLIENT)
                .seedWords(CrashBudget.SEED_PROPERTY);
        CrashReport report = enumeration.everyPoint();
        System.out.println(report);
        assertThat(report.points()).isEqualTo(2 * enumeration.calls()).isGreaterThan(30);
        assertThat(report.count(Outcome.IN_DOUBT)).isZero();
        assertThat(report.count(Outcome.RECOVERED)).isPositive();
    }

    @ParameterizedTest
    @EnumSource(Place.Kind.class)
    void runnersThatStartAtOnceAdoptOnce(Place.Kind kind) throws Exception {
        AdoptionCrashSubject subject = new AdoptionCrashSubject(kind, directory);
        subject.migrations().migrations(List.of());
        try (CrashDatabase database = subject.newDatabase()) {
            CountDownLatch ready = new CountDownLatch(STARTERS);
            ExecutorService pool = Executors.newFixedThreadPool(STARTERS);
            List<Future<MigrateResult>> runs = new ArrayList<>();
            for (int i = 0; i < STARTERS; i++) {
                runs.add(pool.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return migrator(subject, database).migrate();
                }));
            }
            int completed = 0;
            for (Future<MigrateResult> run : runs) {
                completed += run.get(2, TimeUnit.MINUTES).completed().size();
            }
            pool.shutdown();
            assertThat(completed).isEqualTo(2);
            var ledger = migrator(subject, database).ledger();
            assertThat(ledger.verify().isIntact()).isTrue();
            assertThat(ledger.events().stream().flatMap(event -> Adopted.of(event).stream()))
                    .hasSize(6);
        }
    }

    private static io.migrationledger.Migrator migrator(AdoptionCrashSubject subject, CrashDatabase database) {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        return io.migrationledger.Migrator.of(database.url(), properties)
                .source(subject.migrations())
                .lockTimeout(Duration.ofMinutes(1))
                .adopt(AdoptOptions.ANY)
                .build();
    }
}
