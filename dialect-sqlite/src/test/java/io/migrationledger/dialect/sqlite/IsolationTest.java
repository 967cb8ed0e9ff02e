package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The effect of a migration does not depend on which migrations ran before it in the same run. */
class IsolationTest {
    /** Each changes the session, and then does what shows how the session is; %d is the migration's own number. */
    private static final List<String> POOL = List.of(
            "CREATE TEMP TABLE t%d (id INTEGER PRIMARY KEY, x); CREATE TEMP TABLE base (a); INSERT INTO base VALUES ('temp');"
                    + " CREATE TABLE m%<d AS SELECT * FROM base;",
            "CREATE TEMP VIEW base AS SELECT 'view' AS a; CREATE TABLE m%d AS SELECT * FROM base;",
            "CREATE TEMP TRIGGER tr AFTER INSERT ON base BEGIN INSERT INTO base VALUES ('fired'); END;"
                    + " INSERT INTO base VALUES ('A%d');",
            "CREATE TABLE m%d AS SELECT a FROM base WHERE a LIKE 'A%%'; PRAGMA case_sensitive_like = ON;",
            "PRAGMA case_sensitive_like = ON; CREATE TABLE m%d AS SELECT a FROM base WHERE a LIKE 'a%%';",
            "CREATE TABLE m%d (p INTEGER REFERENCES parent (id) ON DELETE CASCADE); INSERT INTO parent VALUES (%<d);"
                    + " INSERT INTO m%<d VALUES (%<d); DELETE FROM parent WHERE id = %<d;",
            "PRAGMA foreign_keys = ON; CREATE TABLE m%d (p INTEGER REFERENCES parent (id) ON DELETE CASCADE);"
                    + " INSERT INTO parent VALUES (%<d); INSERT INTO m%<d VALUES (%<d); DELETE FROM parent WHERE id = %<d;",
            "PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON; CREATE TABLE m%d (id INTEGER PRIMARY KEY);",
            "PRAGMA recursive_triggers = ON; INSERT OR REPLACE INTO parent VALUES (100);",
            "INSERT OR REPLACE INTO parent VALUES (100);",
            "PRAGMA ignore_check_constraints = ON; INSERT OR IGNORE INTO checked VALUES (-%d);",
            "INSERT OR IGNORE INTO checked VALUES (-%d), (%<d);",
            "PRAGMA reverse_unordered_selects = ON; CREATE TABLE m%d AS SELECT group_concat(a) AS a FROM base;",
            "CREATE TABLE m%d AS SELECT group_concat(a) AS a FROM base;",
            "PRAGMA full_column_names = ON; PRAGMA short_column_names = OFF; CREATE TABLE m%d AS SELECT base.a FROM base;",
            "CREATE TABLE m%d AS SELECT base.a FROM base;",
            "PRAGMA page_size = 8192; PRAGMA auto_vacuum = FULL;",
            "PRAGMA page_size = 1024; VACUUM;",
            "VACUUM;",
            "-- ledger: transaction=none\nPRAGMA temp_store = MEMORY; PRAGMA count_changes = ON; INSERT INTO base VALUES ('b');"
                    + " PRAGMA foreign_keys = ON; DELETE FROM parent WHERE id = 1;",
            "PRAGMA writable_schema = ON; PRAGMA trusted_schema = OFF; PRAGMA user_version = %d;",
            "PRAGMA max_page_count = 200; PRAGMA temp_store = FILE; CREATE TEMP TABLE base AS SELECT 1 AS a;",
            "PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = TRUNCATE; PRAGMA secure_delete = FAST; PRAGMA nonsense = 1;",
            "PRAGMA synchronous = NORMAL; PRAGMA defer_foreign_keys = ON; INSERT INTO base VALUES ('c');",
            "java",
            "java leaving a query open");

    private static final String BEGINNING = """
            CREATE TABLE base (a TEXT);
            INSERT INTO base VALUES ('a'), ('A'), ('ab');
            CREATE TABLE parent (id INTEGER PRIMARY KEY);
            CREATE TABLE child (p INTEGER REFERENCES parent (id) ON DELETE CASCADE);
            INSERT INTO parent VALUES (1), (100);
            INSERT INTO child VALUES (1);
            CREATE TABLE log (id INTEGER);
            CREATE TRIGGER gone AFTER DELETE ON parent BEGIN INSERT INTO log VALUES (OLD.id); END;
            CREATE TABLE checked (n INTEGER CHECK (n > 0));
            """;

    /** A third of the pairs, unless all are asked for. */
    private static final boolean ALL_PAIRS = Boolean.getBoolean("ledger.test.allPairs");

    @TempDir
    Path directory;

    private int databases;

    static Stream<Integer> pool() {
        return IntStream.range(0, POOL.size()).boxed();
    }

    @ParameterizedTest
    @MethodSource("pool")
    void anyTwoInOneRunAreAsInTwoRuns(int first) throws Exception {
        int compared = 0;
        for (int second = 0; second < POOL.size(); second++) {
            if (first != second && (ALL_PAIRS || (first + 2 * second) % 3 == 0)) {
                compared++;
                MigrationSource source = source(List.of(first, second));
                assertThat(run(source, 3))
                        .as("%s\nand then\n%s", POOL.get(first), POOL.get(second))
                        .isEqualTo(run(source, 1));
            }
        }
        assertThat(compared).isGreaterThan(POOL.size() / 4);
    }

    @Test
    void allOfThemInOneRunAreAsEachInItsOwn() throws Exception {
        MigrationSource source = source(IntStream.range(0, POOL.size()).boxed().toList());
        assertThat(run(source, POOL.size() + 1)).isEqualTo(run(source, 1));
    }

    /** Runs so many at once, until all are applied, and returns what is in the file. */
    private List<String> run(MigrationSource source, int atOnce) throws SQLException {
        SqliteProject project = new SqliteProject(directory, "db" + ++databases + ".db");
        boolean upToDate = false;
        while (!upToDate) {
            try (Connection connection = project.connect()) {
                List<String> before = session(connection);
                upToDate = Migrator.of(connection)
                        .source(source)
                        .build()
                        .migrate(MigrateOptions.ALL.limit(atOnce))
                        .isUpToDate();
                assertThat(session(connection)).isEqualTo(before);
            }
        }
        assertThat(project.ledger().verify().isIntact()).isTrue();
        try (Connection connection = project.connect()) {
            return SessionFacts.file(connection);
        }
    }

    /** How many pages are kept follows from the size of a page, which a migration may choose for the file. */
    private static List<String> session(Connection connection) throws SQLException {
        return SessionFacts.session(connection).stream()
                .filter(fact -> !fact.startsWith("cache_spill"))
                .toList();
    }

    private static MigrationSource source(List<Integer> chosen) {
        List<MigrationSource> parts = new ArrayList<>();
        parts.add(Migrations.scripts("main", Map.of("0001_base.sql", BEGINNING)));
        for (int i = 0; i < chosen.size(); i++) {
            int number = i + 2;
            String text = POOL.get(chosen.get(i));
            parts.add(
                    text.startsWith("java")
                            ? Migrations.java(new Code(number, text.endsWith("open")))
                            : Migrations.scripts(
                                    "main", Map.of("%04d_x.sql".formatted(number), text.formatted(number))));
        }
        return variants -> parts.stream()
                .flatMap(part -> part.migrations(variants).stream())
                .toList();
    }

    private record Code(int number, boolean leavesOpen) implements JavaMigration {
        @Override
        public MigrationId id() {
            return MigrationId.of(Integer.toString(number));
        }

        @Override
        public String description() {
            return "Changes the session behind the driver's back";
        }

        @Override
        public String revision() {
            return "1";
        }

        @Override
        @SuppressWarnings("MustBeClosed")
        public void up(Connection connection) throws SQLException {
            if (leavesOpen) {
                PreparedStatement select = connection.prepareStatement("SELECT a FROM base");
                ResultSet rows = select.executeQuery();
                assertThat(rows.next()).isTrue();
                connection.setSavepoint();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
            } else {
                SqliteProject.execute(
                        connection,
                        "PRAGMA query_only = OFF",
                        "PRAGMA recursive_triggers = ON",
                        "PRAGMA case_sensitive_like = ON",
                        "PRAGMA count_changes = ON",
                        "PRAGMA page_size = 2048",
                        "ATTACH ':memory:' AS aside",
                        "CREATE TABLE aside.base (a)",
                        "CREATE TEMP TABLE base (a)",
                        "INSERT INTO base VALUES ('code')",
                        "INSERT INTO main.base SELECT a || '" + number + "' FROM base");
            }
        }
    }
}
