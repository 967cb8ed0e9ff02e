package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.MigrationListener;
import io.migrationledger.dialect.mysql.server.AlterProgress;
import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.migration.Migration;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person is told while an ALTER runs. */
class ProgressTest {

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void tellsHowManyPercentOfAnAlterAreDone(Route route) throws Exception {
        try (Bench bench = new Bench(route);
                Connection altering = bench.connect();
                Stages stages = new Stages(bench)) {
            SlowAlter.fill(bench);
            String session = new JdbcSql(altering)
                    .row("SELECT CONNECTION_ID()")
                    .orElseThrow()
                    .get(0);
            AlterProgress progress = new AlterProgress(route.isMariadb(), session, List.of(new Name("", "big")));
            CompletableFuture<Void> alter = CompletableFuture.runAsync(() -> run(altering));
            List<String> told = new ArrayList<>();
            while (!alter.isDone()) {
                progress.ask(bench.connection).ifPresent(told::add);
                TimeUnit.MILLISECONDS.sleep(20);
            }
            alter.get();
            altering.close();
            String there = "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID = " + session;
            for (int i = 0; i < 500 && !bench.sql.value(there).equals("0"); i++) {
                TimeUnit.MILLISECONDS.sleep(20); // until the server has noticed; it works once more then
            }
            assertThat(progress.ask(bench.connection))
                    .as("of a session that is gone")
                    .isEmpty();
            assertThat(told).as("with %s", stages).anyMatch(text -> text.matches("\\D+(, stage 1 of \\d)?, \\d+ %"));
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void tellsWhomAnAlterWaitsFor(Route route) throws Exception {
        try (Bench bench = new Bench(route);
                Connection reader = bench.connect()) {
            bench.sql.execute("CREATE TABLE big (id INT PRIMARY KEY)");
            String session = new JdbcSql(reader)
                    .row("SELECT CONNECTION_ID()")
                    .orElseThrow()
                    .get(0);
            reader.setAutoCommit(false);
            new JdbcSql(reader).rows("SELECT COUNT(*) FROM big"); // holds the metadata lock until its transaction ends
            List<String> told = new CopyOnWriteArrayList<>();
            bench.builder("ALTER TABLE big ADD COLUMN b INT;")
                    .listener(new MigrationListener() {
                        @Override
                        public void progress(Migration migration, String text) {
                            if (text.startsWith("waiting for table metadata lock")) {
                                told.add(text);
                                end(reader);
                            }
                        }
                    })
                    .build()
                    .migrate();
            assertThat(told)
                    .first()
                    .asString()
                    .contains("session " + session + " (")
                    .contains("which is between two statements");
        }
    }

    private static void run(Connection connection) {
        try {
            new JdbcSql(connection).execute(SlowAlter.STATEMENT);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void end(Connection transaction) {
        try {
            transaction.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Switches MySQL's record of stages on, as an administrator may, and back to what it was. */
    private record Stages(Bench bench, Optional<String> before) implements AutoCloseable {
        private static final String CONSUMER =
                "performance_schema.setup_consumers %s WHERE name = 'events_stages_current'";

        Stages(Bench bench) throws SQLException {
            this(
                    bench,
                    bench.route.isMariadb()
                            ? Optional.empty()
                            : bench.sql
                                    .row("SELECT enabled FROM " + CONSUMER.formatted(""))
                                    .map(row -> row.get(0)));
            set("YES");
        }

        private void set(String enabled) throws SQLException {
            if (before.isPresent()) {
                bench.sql.execute("UPDATE " + CONSUMER.formatted("SET enabled = '" + enabled + "'"));
            }
        }

        @Override
        public void close() throws SQLException {
            set(before.orElse(""));
        }
    }
}
