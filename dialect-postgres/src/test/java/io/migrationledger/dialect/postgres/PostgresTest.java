package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashPoint;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One fresh database on the real server for each test, and a connection that looks at it. */
abstract class PostgresTest {
    TestDatabase database;
    Connection observer;

    @BeforeEach
    void open() throws SQLException {
        database = TestServers.postgres().newDatabase();
        observer = database.connect();
    }

    @AfterEach
    void close() throws SQLException {
        observer.close();
        database.close();
    }

    /** Migrates over connections of its own; many tests put something there first, hence not as a first run is by itself. */
    final Migrator.Builder migrator(String... scripts) {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        return Migrator.of(database.url(), properties).source(scripts(scripts)).onExisting(OnExisting.RUN);
    }

    static Migrator.Builder migrator(Connection connection, String... scripts) {
        return Migrator.of(connection).source(scripts(scripts)).onExisting(OnExisting.RUN);
    }

    /** Names migrations by their place: 1, 2, … */
    static MigrationSource scripts(String... texts) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String text : texts) {
            files.put("%04d_number_%d.sql".formatted(files.size() + 1, files.size() + 1), text);
        }
        return Migrations.scripts("default", files);
    }

    final void execute(String... statements) throws SQLException {
        for (String sql : statements) {
            try (Statement statement = observer.createStatement()) {
                statement.execute(sql);
            }
        }
    }

    final List<String> query(String sql) throws SQLException {
        return query(observer, sql);
    }

    static List<String> query(Connection connection, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                lines.add(row.getString(1));
            }
        }
        return lines;
    }

    /** Breaks the client's connection off at one side of the call with this text. */
    static CountedCalls breakingAt(String call, CrashPoint.Moment moment) {
        List<CountedCalls> self = new ArrayList<>();
        CountedCalls counted = new CountedCalls((point, real) -> {
            String text = self.get(0).calls().get(point.call() - 1);
            if (text.equals(call) && point.moment() == moment) {
                Breaker.CLIENT.breakOff(real);
                return false;
            }
            return true;
        });
        self.add(counted);
        return counted;
    }

    /** Waits until a query's only value is the expected one. */
    final void await(String sql, String expected) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!query(sql).equals(List.of(expected))) {
            assertThat(System.nanoTime()).as("still not %s: %s", expected, sql).isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    /** Runs something at the same time. */
    static <T> CompletableFuture<T> meanwhile(Callable<T> work) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                future.complete(work.call());
            } catch (Throwable e) {
                future.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return future;
    }

    static Throwable failure(CompletableFuture<?> future) {
        try {
            future.join();
        } catch (CompletionException e) {
            return Objects.requireNonNull(e.getCause());
        }
        throw new AssertionError("it did not fail");
    }
}
