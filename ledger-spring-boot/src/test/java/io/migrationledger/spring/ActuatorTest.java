package io.migrationledger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.spring.actuate.LedgerEndpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;

/** What a running application shows of its migrations. */
class ActuatorTest {
    private static final String HEALTH = "management.health.migrationledger.enabled=true";

    @TempDir
    Path directory;

    Path file;
    ApplicationContextRunner application;

    @BeforeEach
    void application() {
        file = directory.resolve("shop.db");
        application = Boot.withSqlite(file)
                .withPropertyValues(
                        "management.endpoints.web.exposure.include=*", "management.endpoints.jmx.exposure.include=*");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> primary(ApplicationContext context) {
        Map<String, ?> databases = member(context.getBean(LedgerEndpoint.class).migrations(), "databases");
        return (Map<String, Object>) member(databases, "primary");
    }

    private static Map<String, ?> member(Map<String, ?> map, String name) {
        assertThat(map.get(name)).as(name).isInstanceOf(Map.class);
        @SuppressWarnings("unchecked")
        Map<String, ?> inner = (Map<String, ?>) Objects.requireNonNull(map.get(name));
        return inner;
    }

    private static Object health(ApplicationContext context) {
        Object health = ReflectionTestUtils.invokeMethod(context.getBean("migrationledgerHealthIndicator"), "health");
        return String.valueOf(health);
    }

    @Test
    @SuppressWarnings("unchecked")
    void theEndpointShowsStatusAndRecentHistory() {
        application.withPropertyValues("migration-ledger.endpoint-history=3").run(context -> {
            Map<String, Object> report = primary(context);
            assertThat(report).containsEntry("mode", "MIGRATE").containsKeys("start", "database", "head", "notes");
            assertThat((List<Map<String, Object>>) report.get("migrations"))
                    .extracting(line -> line.get("id") + " " + line.get("standing"))
                    .containsExactly("0001 APPLIED", "0002 APPLIED");
            assertThat((List<Map<String, Object>>) report.get("history"))
                    .extracting(event -> event.get("id") + " " + event.get("event") + " " + event.get("application"))
                    .containsExactly("0001 APPLIED shop", "0002 STARTED shop", "0002 APPLIED shop");
        });
    }

    @Test
    void anEndpointWithoutALedgerShowsTheError() {
        application.run(context -> {
            Databases.execute(file, "DROP TABLE migration_ledger");
            assertThat(primary(context)).containsKey("problems");
        });
    }

    /** SB-6. */
    @Test
    void healthIsOffUnlessAskedFor() {
        application.run(context -> assertThat(context).doesNotHaveBean("migrationledgerHealthIndicator"));
    }

    @Test
    void healthIsUpWhileTheApplicationsOwnMigrationsAreInEffect() {
        application
                .withPropertyValues(HEALTH)
                .run(context ->
                        assertThat(health(context)).asString().startsWith("UP").contains("inEffect=2"));
    }

    @Test
    void andDownWhereOneIsNot() {
        application
                .withPropertyValues(HEALTH)
                .withBean(MigrationStrategy.class, () -> migrator -> {})
                .run(context -> assertThat(health(context))
                        .asString()
                        .startsWith("DOWN")
                        .contains("0001: PENDING"));
    }

    @Test
    void metersTellOfTheStartAndOfEachMigration() {
        application.run(context -> {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            context.getBean(MeterBinder.class).bindTo(registry);
            assertThat(registry.get("migration.ledger.start")
                            .tag("outcome", "success")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("migration.ledger.migration")
                            .tag("direction", "up")
                            .timer()
                            .count())
                    .isEqualTo(2);
            assertThat(registry.get("migration.ledger.in.effect")
                            .tag("database", "primary")
                            .gauge()
                            .value())
                    .isEqualTo(2);
            assertThat(registry.get("migration.ledger.pending").gauge().value()).isZero();
            assertThat(registry.get("migration.ledger.attention").gauge().value())
                    .isZero();
        });
    }

    /** SB-6. */
    @Test
    void toLookChangesNothing() {
        application.withPropertyValues(HEALTH).run(context -> {
            List<LedgerEvent> before = Databases.events(file);
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            context.getBean(MeterBinder.class).bindTo(registry);
            assertThat(registry.get("migration.ledger.in.effect").gauge().value())
                    .isEqualTo(2);
            assertThat(primary(context)).containsKey("history");
            assertThat(health(context)).asString().startsWith("UP");
            assertThat(Databases.events(file)).isEqualTo(before);
        });
    }

    @Test
    void gaugesAreReadAnewOnceTheirTimeIsOver() {
        for (String refresh : List.of("0s", "1h")) {
            Path fresh = directory.resolve(refresh + ".db");
            Boot.withSqlite(fresh)
                    .withPropertyValues("migration-ledger.metrics-refresh=" + refresh)
                    .run(context -> {
                        SimpleMeterRegistry registry = new SimpleMeterRegistry();
                        context.getBean(MeterBinder.class).bindTo(registry);
                        Gauge pending = registry.get("migration.ledger.pending").gauge();
                        assertThat(pending.value()).isZero();
                        Databases.execute(fresh, "DROP TABLE migration_ledger");
                        assertThat(pending.value()).isEqualTo(refresh.equals("0s") ? 2 : 0);
                    });
        }
    }
}
