package io.migrationledger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.event.Direction;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationRegistry;
import io.migrationledger.migration.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** What a start does with properties and beans, each on a new SQLite file. */
class StartTest {
    @TempDir
    Path directory;

    Path file;
    ApplicationContextRunner application;

    @BeforeEach
    void application() {
        file = directory.resolve("shop.db");
        application = Boot.withSqlite(file);
    }

    @Test
    void theDefaultPlaceIsMigratedUnderTheApplicationsName() {
        application.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(JdbcTemplate.class).queryForObject("SELECT name FROM users", String.class))
                    .isEqualTo("Mira");
        });
        assertThat(Databases.applied(file)).containsExactly("0001", "0002");
        assertThat(Databases.events(file))
                .allSatisfy(event ->
                        assertThat(event.header().actor().application()).isEqualTo("shop"));
    }

    /** AU-14. */
    @Test
    void aHeadThatTheLedgerDoesNotHaveStopsTheStartBeforeAnythingRuns() {
        application
                .withPropertyValues("migration-ledger.expect-head=38:" + "3f9a".repeat(16))
                .run(context -> assertThat(failure(context).code()).isEqualTo(ErrorCode.LOST_EVENTS));
        assertThat(Databases.events(file)).isEmpty();
        application.run(context -> assertThat(context).hasNotFailed());
        LedgerEvent head = Databases.events(file).get(Databases.events(file).size() - 1);
        application
                .withPropertyValues("migration-ledger.expect-head=" + head.sequence() + ":"
                        + head.header().hash())
                .run(context -> assertThat(context).hasNotFailed());
        application.withPropertyValues("migration-ledger.expect-head=soon").run(context -> {
            assertThat(failure(context).code()).isEqualTo(ErrorCode.BAD_OPTION);
            assertThat(failure(context).what()).startsWith("migration-ledger.expect-head=soon ");
        });
    }

    private static LedgerException failure(AssertableApplicationContext context) {
        return Stream.iterate(context.getStartupFailure(), Objects::nonNull, Throwable::getCause)
                .filter(LedgerException.class::isInstance)
                .map(LedgerException.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** SB-2. */
    @Test
    void aStartWithNothingToDoIsOneQuery() {
        application.run(context -> assertThat(context).hasNotFailed());
        Counter counter = new Counter();
        application.withBean(Counter.class, () -> counter).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(counter.connections).isEqualTo(1);
            assertThat(counter.calls.calls()).hasSize(1);
            assertThat(counter.calls.calls().get(0)).startsWith("SELECT ");
        });
    }

    /** Wraps the application's pool. */
    static final class Counter implements BeanPostProcessor {
        final CountedCalls calls = CountedCalls.counting();
        int connections;

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (!(bean instanceof DataSource pool)) {
                return bean;
            }
            return new DelegatingDataSource(pool) {
                @Override
                public Connection getConnection() throws SQLException {
                    connections++;
                    return calls.wrap(super.getConnection());
                }
            };
        }
    }

    @Test
    void nothingIsDoneWhereItIsSwitchedOff() {
        application
                .withPropertyValues("migration-ledger.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MigrationLedgerInitializer.class));
        assertThat(file).doesNotExist();
    }

    @Test
    void orWhereThereIsNoDatabase() {
        Boot.bare()
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(MigrationLedgerInitializer.class));
    }

    /** SB-1. */
    @Test
    void anApplicationWithLazyBeansMigratesAllTheSame() {
        application
                .withPropertyValues("spring.main.lazy-initialization=true")
                .withInitializer(context -> context.addBeanFactoryPostProcessor(
                        new org.springframework.boot.LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(Databases.applied(file)).containsExactly("0001", "0002"));
    }

    @Test
    void propertiesSayWhereAndHow() throws SQLException {
        application
                .withPropertyValues(
                        "migration-ledger.locations=classpath:vendor/{vendor}",
                        "migration-ledger.namespaces.billing=classpath:db/billing",
                        "migration-ledger.placeholders.owner=app",
                        "migration-ledger.table=history",
                        "migration-ledger.application=another name")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(Databases.tables(file))
                .contains("made_for_sqlite", "bill", "history")
                .doesNotContain("users");
    }

    @Test
    void aDirectoryIsALocationToo() throws Exception {
        java.nio.file.Files.writeString(directory.resolve("1_a.sql"), "CREATE TABLE a (x);");
        application
                .withPropertyValues("migration-ledger.locations=file:" + directory)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(Databases.tables(file)).contains("a");
    }

    @Test
    void aLocationThatIsNotThereIsAnError() {
        application
                .withPropertyValues("migration-ledger.locations=classpath:db/nowhere")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasRootCauseInstanceOf(LedgerException.class)
                        .rootCause()
                        .hasMessageContaining("ML-1201"));
    }

    @Test
    void anAddressOfItsOwnNeedsNoPool() throws SQLException {
        Boot.bare()
                .withPropertyValues("migration-ledger.url=" + Boot.sqlite(file))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(Databases.tables(file)).contains("users");
    }

    @Test
    void andIsMigratedInPlaceOfThePools() throws SQLException {
        Path other = directory.resolve("other.db");
        application
                .withPropertyValues("migration-ledger.url=" + Boot.sqlite(other))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(Databases.tables(other)).contains("users");
        assertThat(Databases.tables(file)).isEmpty();
    }

    @Test
    void anotherToolsHistoryIsTakenOver() throws SQLException {
        Databases.execute(
                file,
                "CREATE TABLE flyway_schema_history (installed_rank INT PRIMARY KEY, version VARCHAR(50),"
                        + " description VARCHAR(200), type VARCHAR(20), script VARCHAR(1000), checksum INT,"
                        + " installed_by VARCHAR(100), installed_on TEXT, execution_time INT, success BOOLEAN)",
                "INSERT INTO flyway_schema_history VALUES (1, '1', 'moved', 'SQL', 'V1__moved.sql', NULL, 'app',"
                        + " '2026-01-01 00:00:00.000', 3, 1)",
                "CREATE TABLE moved (id INTEGER PRIMARY KEY)");
        application
                .withPropertyValues("migration-ledger.locations=flyway", "migration-ledger.adopt=flyway")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(Databases.applied(file)).containsExactly("1", "2");
        assertThat(Databases.events(file).get(0).origin()).hasToString("ADOPTED");
        assertThat(Databases.tables(file)).contains("after_the_move");
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans {
        final List<String> heard = new ArrayList<>();

        @Bean
        JavaMigration code() {
            return new Code("0003");
        }

        @Bean
        MigrationRegistry registry() {
            return () -> new JavaMigration[] {new Code("0004")};
        }

        @Bean
        MigrationListener listener() {
            return new MigrationListener() {
                @Override
                public void finished(Migration migration, Direction direction, Duration elapsed) {
                    heard.add(migration.id().toString());
                }
            };
        }

        @Bean
        MigratorCustomizer customizer() {
            return (database, builder) -> builder.application(database + " customized");
        }
    }

    record Code(String version) implements JavaMigration {
        @Override
        public MigrationId id() {
            return MigrationId.of(version);
        }

        @Override
        public String description() {
            return "in Java";
        }

        @Override
        public String revision() {
            return "1";
        }

        @Override
        public void up(Connection connection) throws SQLException {
            connection.createStatement().execute("CREATE TABLE made_by_code_" + version + " (x)");
        }
    }

    @Test
    void beansArePickedUp() {
        application
                .withUserConfiguration(Beans.class)
                .run(context ->
                        assertThat(context.getBean(Beans.class).heard).containsExactly("0001", "0002", "0003", "0004"));
        List<LedgerEvent> events = Databases.events(file);
        assertThat(events)
                .allSatisfy(event ->
                        assertThat(event.header().actor().application()).isEqualTo("primary customized"));
    }

    @Test
    void aStrategyTakesThePlaceOfTheRun() throws SQLException {
        application.run(context -> assertThat(context).hasNotFailed());
        application
                .withBean(MigrationStrategy.class, () -> migrator -> migrator.rollback(RollbackOptions.PART_WAY))
                .withPropertyValues("migration-ledger.locations=db/reports")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(Databases.tables(file)).doesNotContain("report");
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnMigrator {
        @Bean
        Migrator reports(DataSource dataSource) {
            return Migrator.of(dataSource)
                    .source(Migrations.classpath("db/reports"))
                    .build();
        }
    }

    @Test
    void aMigratorOfTheApplicationsOwnTakesThePlaceOfTheProperties() throws SQLException {
        application.withUserConfiguration(OwnMigrator.class).run(context -> {
            assertThat(context).hasSingleBean(Migrator.class);
            assertThat(context.getBean(MigratedDatabases.class).all())
                    .extracting(MigratedDatabase::name)
                    .containsExactly("reports");
        });
        assertThat(Databases.tables(file)).contains("report").doesNotContain("users");
    }

    @Test
    void theMigratorIsTheApplicationsToUse() {
        application.run(context ->
                assertThat(context.getBean(Migrator.class).status().lines()).hasSize(2));
    }

    @Test
    void aServerThatIsNotThereIsTheLedgersError() {
        Boot.withPool("jdbc:postgresql://localhost:1/x")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("ML-1101")
                        .hasStackTraceContaining("localhost:1"));
    }

    @Test
    void optionsThatContradictEachOtherAreRefused() {
        application
                .withPropertyValues("migration-ledger.adopt-table=x")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .isInstanceOfSatisfying(
                                LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_OPTION)));
    }

    @Test
    void aPasswordWithoutAUserIsRefused() {
        for (String url : List.of("", "migration-ledger.url=" + Boot.sqlite(directory.resolve("other.db")))) {
            application
                    .withPropertyValues("migration-ledger.password=hidden", url)
                    .run(context -> assertThat(context.getStartupFailure())
                            .rootCause()
                            .isInstanceOfSatisfying(
                                    LedgerException.class,
                                    e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_OPTION))
                            .message()
                            .contains("migration-ledger.user")
                            .doesNotContain("hidden"));
        }
        assertThat(file).doesNotExist();
    }
}
