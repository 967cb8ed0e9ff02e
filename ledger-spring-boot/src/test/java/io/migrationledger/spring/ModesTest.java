package io.migrationledger.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.migration.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Applications that apply nothing themselves (SB-4). */
class ModesTest {
    @TempDir
    Path directory;

    Path file;
    Path scripts;

    @BeforeEach
    void scripts() throws Exception {
        file = directory.resolve("shop.db");
        scripts = Files.createDirectory(directory.resolve("scripts"));
        Files.writeString(scripts.resolve("0001_a.sql"), "CREATE TABLE a (x);");
    }

    ApplicationContextRunner application(String mode) {
        return Boot.withSqlite(file)
                .withPropertyValues("migration-ledger.locations=file:" + scripts, "migration-ledger.mode=" + mode);
    }

    void migrateElsewhere() {
        Migrator.of(Boot.sqlite(file), new Properties())
                .source(Migrations.directory(scripts))
                .build()
                .migrate();
    }

    static void refused(AssertableApplicationContext context, ErrorCode code, String... words) {
        assertThat(context.getStartupFailure())
                .rootCause()
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(code))
                .message()
                .contains(words);
    }

    @Test
    void validateStartsWhereAllIsInEffect() {
        migrateElsewhere();
        int events = Databases.events(file).size();
        application("validate").run(context -> assertThat(context).hasNotFailed());
        assertThat(Databases.events(file)).hasSize(events);
    }

    @Test
    void validateRefusesWhatIsPendingAndAppliesNothing() throws Exception {
        application("validate")
                .run(context -> refused(
                        context, ErrorCode.PENDING, "one migration is not in effect: 0001 (pending)", "mode=migrate"));
        assertThat(Databases.tables(file)).isEmpty();
    }

    @Test
    void validateRefusesWhatWasEdited() throws Exception {
        migrateElsewhere();
        Files.writeString(scripts.resolve("0001_a.sql"), "CREATE TABLE b (x);");
        application("validate").run(context -> refused(context, ErrorCode.EDITED, "0001"));
    }

    @Test
    void waitGoesOnOnceAnotherProcessHasMigrated() {
        SecondLook other = new SecondLook(this::migrateElsewhere);
        application("wait")
                .withBean(SecondLook.class, () -> other)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(other.looks)
                .as("one look too early, one after the other process")
                .isEqualTo(2);
        assertThat(Databases.applied(file)).containsExactly("0001");
        assertThat(Databases.events(file))
                .allSatisfy(event ->
                        assertThat(event.header().actor().application()).isEqualTo("migration-ledger"));
    }

    @Test
    void waitBearsADatabaseThatIsNotUpYet() {
        migrateElsewhere();
        Refusing database = new Refusing(2, "08001");
        application("wait")
                .withBean(Refusing.class, () -> database)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(database.looks).as("two are refused, the third is served").isEqualTo(3);
    }

    @Test
    void butOnlyForItsTime() {
        application("wait")
                .withBean(Refusing.class, () -> new Refusing(2, "08001"))
                .withPropertyValues("migration-ledger.wait-timeout=0s")
                .run(context -> failedToConnect(context, "said 08001"));
    }

    @Test
    void waitDoesNotWaitWhereTheLogInIsRefused() {
        migrateElsewhere();
        Refusing database = new Refusing(2, "28P01");
        application("wait")
                .withBean(Refusing.class, () -> database)
                .run(context -> failedToConnect(context, "said 28P01"));
        assertThat(database.looks).isEqualTo(1);
    }

    private static void failedToConnect(AssertableApplicationContext context, String words) {
        assertThat(context.getStartupFailure())
                .hasStackTraceContaining("ML-1101")
                .hasStackTraceContaining(words);
    }

    /** Refuses the application's first connections. */
    static final class Refusing implements BeanPostProcessor {
        private final int refused;
        private final String state;
        int looks;

        Refusing(int refused, String state) {
            this.refused = refused;
            this.state = state;
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (!(bean instanceof DataSource pool)) {
                return bean;
            }
            return new DelegatingDataSource(pool) {
                @Override
                public Connection getConnection() throws SQLException {
                    looks++;
                    if (looks <= refused) {
                        throw new SQLException("said " + state, state);
                    }
                    return super.getConnection();
                }
            };
        }
    }

    @Test
    void waitDoesNotWaitForARollbackThatOnlyAPersonFinishes() throws Exception {
        Files.writeString(
                scripts.resolve("0001_a.down.sql"),
                "-- ledger: transaction=none\nDROP TABLE a;\nDROP TABLE nowhere;\n");
        migrateElsewhere();
        Migrator other = Migrator.of(Boot.sqlite(file), new Properties())
                .source(Migrations.directory(scripts))
                .build();
        assertThatThrownBy(() -> other.rollback(RollbackOptions.steps(1))).hasMessageContaining("ML-1401");
        application("wait")
                .withPropertyValues("migration-ledger.wait-timeout=0s")
                .run(context -> refused(context, ErrorCode.UNSETTLED, "0001 is part-way rolled back"));
    }

    /** Lets another process migrate before the application looks for the second time. */
    static final class SecondLook implements BeanPostProcessor {
        private final Runnable other;
        int looks;

        SecondLook(Runnable other) {
            this.other = other;
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (!(bean instanceof DataSource pool)) {
                return bean;
            }
            return new DelegatingDataSource(pool) {
                @Override
                public Connection getConnection() throws SQLException {
                    looks++;
                    if (looks == 2) {
                        other.run();
                    }
                    return super.getConnection();
                }
            };
        }
    }

    @Test
    void waitGivesUpAfterItsLimit() {
        application("wait")
                .withPropertyValues("migration-ledger.wait-timeout=0s")
                .run(context -> refused(
                        context,
                        ErrorCode.PENDING,
                        "after 0 seconds: 0001 (pending)",
                        "migration-ledger.wait-timeout"));
    }

    @Test
    void waitDoesNotWaitForWhatNobodyElsePutsRight() throws Exception {
        migrateElsewhere();
        Files.writeString(scripts.resolve("0001_a.sql"), "CREATE TABLE b (x);");
        application("wait").run(context -> refused(context, ErrorCode.EDITED, "0001"));
    }
}
