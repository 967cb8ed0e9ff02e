package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * LY-4, on real servers: after each migration, and after each rollback, schema and rows are what the tool itself has built.
 * Flyway and Liquibase run beside the ledger; what the others built is in {@link RecordedStages}.
 */
class ToolsOnServersTest {
    /** Held, so that its level stays. */
    private static final Logger LIQUIBASE = Logger.getLogger("liquibase");

    @TempDir
    Path directory;

    /** Goes up and back with the ledger, and compares with what the tool left behind, from nothing on. */
    private void compare(StepFiles layout, ServerSteps server, List<String> up, List<String> down) throws Exception {
        int count = server.steps().size();
        assertThat(up).hasSize(count + 1).doesNotHaveDuplicates();
        layout.write(directory, server, count);
        try (TestDatabase database = server.server().get().newDatabase()) {
            Properties login = new Properties();
            login.setProperty("user", database.user());
            login.setProperty("password", database.password());
            Migrator migrator = Migrator.of(database.url(), login)
                    .source(Migrations.directory(directory))
                    .build();
            for (int step = 1; step <= count; step++) {
                assertThat(migrator.migrate(MigrateOptions.ALL.limit(1)).completed())
                        .hasSize(1);
                assertThat(ServerContents.of(database))
                        .as("after step %s", step)
                        .isEqualTo(up.get(step));
            }
            assertThat(migrator.migrate().completed()).isEmpty();
            for (int step = count; step > 0 && layout.goesBack(); step--) {
                migrator.rollback(RollbackOptions.steps(1));
                assertThat(ServerContents.of(database))
                        .as("after the rollback of step %s", step)
                        .isEqualTo(down.get(step - 1));
            }
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
        }
    }

    /** Going back is a part of Flyway that has to be paid for: what was there before each version has to be there again. */
    @ParameterizedTest
    @EnumSource
    void flyway(ServerSteps server) throws Exception {
        StepFiles.FLYWAY.write(directory, server, server.steps().size());
        List<String> up = new ArrayList<>();
        try (TestDatabase database = server.server().get().newDatabase()) {
            up.add(ServerContents.of(database));
            for (int step = 1; step <= server.steps().size(); step++) {
                int executed = Flyway.configure()
                        .dataSource(database.url(), database.user(), database.password())
                        .locations("filesystem:" + directory)
                        .target(Integer.toString(step))
                        .load()
                        .migrate()
                        .migrationsExecuted;
                assertThat(executed).isEqualTo(1);
                up.add(ServerContents.of(database));
            }
        }
        compare(StepFiles.FLYWAY, server, up, up);
    }

    @ParameterizedTest
    @EnumSource
    void liquibase(ServerSteps server) throws Exception {
        LIQUIBASE.setLevel(Level.OFF);
        StepFiles.LIQUIBASE.write(directory, server, server.steps().size());
        List<String> up = new ArrayList<>();
        List<String> down = new ArrayList<>();
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.ROOT); // 4.31 does not know its own words in Turkish
        try (TestDatabase database = server.server().get().newDatabase();
                Connection connection = database.connect();
                Liquibase liquibase = new Liquibase(
                        "a.sql", new DirectoryResourceAccessor(directory), new JdbcConnection(connection))) {
            up.add(ServerContents.of(database));
            for (int step = 1; step <= server.steps().size(); step++) {
                liquibase.update(1, new Contexts(), new LabelExpression());
                up.add(ServerContents.of(database));
            }
            for (int step = server.steps().size(); step > 0; step--) {
                liquibase.rollback(1, new Contexts(), new LabelExpression());
                down.add(0, ServerContents.of(database));
            }
        } finally {
            Locale.setDefault(before);
        }
        compare(StepFiles.LIQUIBASE, server, up, down);
    }

    /** A tool, and where it was run. */
    record Recorded(StepFiles layout, ServerSteps server) {}

    static Stream<Recorded> recorded() {
        return Stream.of(
                new Recorded(StepFiles.DBMATE, ServerSteps.POSTGRES),
                new Recorded(StepFiles.DBMATE, ServerSteps.MARIADB),
                new Recorded(StepFiles.SQITCH, ServerSteps.POSTGRES),
                new Recorded(StepFiles.DRIZZLE, ServerSteps.POSTGRES),
                new Recorded(StepFiles.DRIZZLE, ServerSteps.MARIADB));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void aToolThatRanElsewhere(Recorded recorded) throws Exception {
        RecordedStages stages = RecordedStages.of(recorded.layout(), recorded.server());
        compare(recorded.layout(), recorded.server(), stages.up(), stages.down());
    }
}
