package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The text of scripts, kept ahead of the run. */
class KeptScriptsTest {
    private static final String INSERT = "INSERT IGNORE INTO `migration_ledger_scripts`";

    private static String[] scripts(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> String.format(
                        Locale.ROOT, "CREATE TABLE t%1$d (a INT PRIMARY KEY);\nINSERT INTO t%1$d VALUES (1);\n", n))
                .toArray(String[]::new);
    }

    /** KS-1, KS-4: one statement for all that is pending, before the first event. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void costOneRoundTripForARun(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.migrator(scripts(1)).migrate();
            List<String> kept = sent(bench, true, scripts(9));
            List<String> without = sent(bench, false, scripts(17));

            assertThat(kept).hasSize(without.size() + 1);
            List<String> inserts = kept.stream()
                    .filter(sql -> sql.contains("INTO `migration_ledger"))
                    .toList();
            assertThat(inserts.get(0)).startsWith(INSERT);
            assertThat(inserts.stream().filter(sql -> sql.startsWith(INSERT))).hasSize(1);
            assertThat(without).noneMatch(sql -> sql.contains("migration_ledger_scripts"));
            assertThat(bench.rows("SELECT COUNT(*) FROM migration_ledger_scripts"))
                    .containsExactly("9");
            assertThat(bench.migrator(scripts(17)).ledger().verify().isIntact()).isTrue();
        }
    }

    /** KS-4: more than 40 scripts take one more statement for each 40. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void aLongRunWritesThemInParts(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            String[] many = IntStream.rangeClosed(1, 95)
                    .mapToObj(n -> "SELECT " + n + ";")
                    .toArray(String[]::new);
            bench.migrator("SELECT 1;").migrate();
            assertThat(sent(bench, true, many).stream().filter(sql -> sql.startsWith(INSERT)))
                    .hasSize(3);
            assertThat(bench.migrator(many).ledger().verify().scripts()).isEqualTo(95);
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void cannotBeChanged(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.migrator(scripts(1)).migrate();
            for (String change : List.of(
                    "UPDATE migration_ledger_scripts SET text = 'x'",
                    "DELETE FROM migration_ledger_scripts",
                    "REPLACE INTO migration_ledger_scripts SELECT hash, 'x' FROM migration_ledger_scripts",
                    "INSERT INTO migration_ledger_scripts SELECT hash, 'x' FROM migration_ledger_scripts AS s"
                            + " ON DUPLICATE KEY UPDATE text = 'x'")) {
                assertThatThrownBy(() -> bench.sql.execute(change)).hasMessageContaining("append-only");
            }
        }
    }

    /** KS-5. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void anAccountThatMayNotWriteThemMigratesAllTheSame(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            bench.builder("SELECT 1;").keepScripts(false).build().migrate();
            String user = "k_" + bench.database.name();
            bench.sql.execute("CREATE USER " + user + " IDENTIFIED "
                    + (route.isMariadb() ? "" : "WITH mysql_native_password ") + "BY 'x'");
            try {
                bench.sql.execute("GRANT SELECT, INSERT ON " + bench.database.name() + ".migration_ledger TO " + user);
                Properties login = new Properties();
                login.setProperty("user", user);
                login.setProperty("password", "x");
                Migrator migrator = Migrator.of(bench.database.url(route.client()), login)
                        .source(Bench.source("SELECT 1;", "SELECT 2;", "SELECT 3;"))
                        .build();
                MigrateResult result = migrator.migrate();
                assertThat(result.completed()).hasSize(2);
                assertThat(result.notes())
                        .anySatisfy(
                                note -> assertThat(note)
                                        .startsWith(
                                                "the SQL of this run is not kept: `migration_ledger_scripts` cannot be made or written"));
                assertThat(migrator.ledger().events())
                        .allSatisfy(event -> assertThat(event.script()).isEmpty());
            } finally {
                bench.sql.execute("DROP USER " + user);
            }
            Migrator owner = bench.migrator("SELECT 1;", "SELECT 2;", "SELECT 3;", "SELECT 4;");
            assertThat(owner.migrate().completed()).hasSize(1);
            assertThat(owner.ledger().verify().scripts()).isEqualTo(1);
        }
    }

    /** Returns what a run sends on a connection that was open before. */
    private static List<String> sent(Bench bench, boolean keep, String... scripts) throws SQLException {
        try (Connection connection = bench.connect()) {
            String id = new JdbcSql(connection).value("SELECT CONNECTION_ID()");
            bench.sql.execute("SET GLOBAL log_output = 'TABLE'");
            bench.sql.execute("SET GLOBAL general_log = ON");
            try {
                Migrator.of(connection)
                        .onExisting(OnExisting.RUN)
                        .source(Bench.source(scripts))
                        .keepScripts(keep)
                        .build()
                        .migrate();
            } finally {
                bench.sql.execute("SET GLOBAL general_log = OFF");
            }
            return bench.sql.values(
                    "SELECT CAST(argument AS CHAR) FROM mysql.general_log WHERE thread_id = ?"
                            + " AND command_type NOT IN ('Connect', 'Quit')",
                    id);
        }
    }
}
