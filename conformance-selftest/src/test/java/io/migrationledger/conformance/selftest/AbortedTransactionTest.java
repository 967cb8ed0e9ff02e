package io.migrationledger.conformance.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.run.WrappedDialect;
import io.migrationledger.dialect.sqlite.SqliteDialect;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.DialectSession;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the library asks of a driver between an error in a transaction and its rollback: what the page for authors says. */
class AbortedTransactionTest {
    /** As docs/writing-a-driver.md names them. */
    private static final Set<String> ALLOWED = Set.of(
            "inTransaction",
            "isDuplicateKey",
            "isMissingTable",
            "isLockTimeout",
            "isConnectionLost",
            "isSerializationFailure",
            "isTableChanged",
            "isLockMissing",
            "words",
            "connection",
            "declined",
            "ledgerTable",
            "close");

    @TempDir
    Path directory;

    private record Failing(String name, Map<String, String> scripts, List<JavaMigration> code) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Failing> failures() {
        String rows = "CREATE TABLE t (id INTEGER PRIMARY KEY);\nINSERT INTO t VALUES (1);\n";
        return Stream.of(
                new Failing("a statement", Map.of("0001_a.sql", rows + "INSERT INTO t VALUES (1);\n"), List.of()),
                new Failing(
                        "each by itself",
                        Map.of("0001_a.sql", "-- ledger: transaction=none\n" + rows + "INSERT INTO t VALUES (1);\n"),
                        List.of()),
                new Failing(
                        "a deferred constraint at COMMIT",
                        Map.of(
                                "0001_a.sql",
                                rows + "CREATE TABLE c (id INTEGER REFERENCES t DEFERRABLE INITIALLY DEFERRED);\n",
                                "0002_b.sql",
                                "PRAGMA foreign_keys = ON;\nINSERT INTO c VALUES (2);\n"),
                        List.of()),
                new Failing("code", Map.of("0001_a.sql", rows), List.of(new Code())));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void onlyWhatThePageNamesIsCalledBeforeTheRollback(Failing failing) throws SQLException {
        Watched watched = new Watched();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("kit.db"))) {
            Migrator.Builder migrator = Migrator.of(connection)
                    .dialect(watched)
                    .source(Migrations.scripts("main", failing.scripts))
                    .lockRetries(1);
            failing.code.forEach(code -> migrator.source(Migrations.java(code)));
            assertThatThrownBy(() -> migrator.build().migrate()).isInstanceOf(LedgerException.class);
        }
        assertThat(watched.failed).as("errors in a transaction").isPositive();
        assertThat(watched.rolledBack).as("rollbacks after them").isPositive();
        assertThat(ALLOWED).containsAll(watched.called);
    }

    /** Notes what is called in a transaction in which something has failed, or in which code has run. */
    private static final class Watched extends WrappedDialect {
        private final Set<String> called = new TreeSet<>();
        private boolean open;
        private boolean aborted;
        private int failed;
        private int rolledBack;

        Watched() {
            super(new SqliteDialect());
        }

        @Override
        protected @Nullable Object call(DialectSession session, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            String name = method.getName();
            if (name.equals("rollback")) {
                rolledBack += aborted ? 1 : 0;
                aborted = false;
                open = false;
            }
            if (aborted) {
                called.add(name);
            }
            try {
                Object answer = super.call(session, method, arguments);
                if (name.equals("begin") || name.equals("commit")) {
                    open = name.equals("begin");
                }
                if (name.equals("codeStatements")) {
                    failed++;
                    aborted = true;
                }
                return answer;
            } catch (SQLException e) {
                if (open) {
                    failed++;
                    aborted = true;
                }
                throw e;
            }
        }
    }

    private static final class Code implements JavaMigration {
        @Override
        public MigrationId id() {
            return MigrationId.of("0002");
        }

        @Override
        public String description() {
            return "fails";
        }

        @Override
        public String revision() {
            return "1";
        }

        @Override
        public void up(Connection connection) throws SQLException {
            List<String> statements = List.of("INSERT INTO t VALUES (2)", "INSERT INTO t VALUES (2)");
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }
    }
}
