package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pragma of the library, from its own list, set to another value by a first migration: the chain is whole, the
 * second migration does what it does in a run of its own, and the caller's session is what it was. Or the pragma is
 * refused by name, before anything ran.
 */
class PragmaMatrixTest {
    /** Of which a number that differs is no value, or of which each value is a case of its own. */
    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry("auto_vacuum", List.of("FULL", "INCREMENTAL")),
            Map.entry("encoding", List.of("'UTF-16le'", "'UTF-8'")),
            Map.entry("foreign_key_check", List.of("sqlite_schema")),
            Map.entry("hard_heap_limit", List.of("1000000000000")),
            Map.entry("journal_mode", List.of("WAL", "TRUNCATE", "PERSIST", "MEMORY", "OFF")),
            Map.entry("locking_mode", List.of("EXCLUSIVE", "NORMAL")),
            Map.entry("max_page_count", List.of("1000")),
            Map.entry("page_size", List.of("8192")),
            Map.entry("secure_delete", List.of("ON", "FAST")),
            Map.entry("soft_heap_limit", List.of("1000000000000")),
            Map.entry("synchronous", List.of("OFF", "NORMAL", "EXTRA")),
            Map.entry("temp_store", List.of("FILE", "MEMORY")),
            Map.entry("temp_store_directory", List.of("'/tmp'")),
            Map.entry("writable_schema", List.of("ON", "RESET")));

    /** On the page of the manual, and not in this build of the library. */
    private static final List<String> ELSEWHERE =
            List.of("data_store_directory", "legacy_file_format", "lock_proxy_file", "parser_trace", "vdbe_trace");

    private static final Set<String> REFUSED = Set.of(
            "data_store_directory = 1",
            "encoding = 'UTF-16le'",
            "hard_heap_limit = 1000000000000",
            "journal_mode = MEMORY",
            "journal_mode = OFF",
            "lock_proxy_file = 1",
            "locking_mode = EXCLUSIVE",
            "query_only = 1",
            "soft_heap_limit = 1000000000000",
            "synchronous = OFF",
            "temp_store_directory = '/tmp'");

    /** Changes what is seen of almost every setting. */
    private static final String SECOND = """
            CREATE TABLE people (name TEXT PRIMARY KEY CHECK (name <> 'nobody'), chief TEXT REFERENCES people ON DELETE CASCADE);
            CREATE TABLE log (what TEXT);
            CREATE TRIGGER gone AFTER DELETE ON people BEGIN INSERT INTO log VALUES ('gone ' || OLD.name); END;
            INSERT OR IGNORE INTO people VALUES ('Ada', NULL), ('nobody', NULL), ('Bob', 'Ada'), ('Cy', NULL);
            INSERT OR REPLACE INTO people VALUES ('Cy', 'Bob');
            UPDATE people SET chief = 'Ada' WHERE name LIKE 'cy';
            DELETE FROM people WHERE name = 'Ada';
            INSERT INTO log SELECT name FROM people;
            CREATE TABLE copied AS SELECT people.name, people.chief AS chief FROM people;
            CREATE TEMP TABLE scratch AS SELECT name FROM people;
            INSERT INTO log SELECT 'scratch ' || COUNT(*) FROM scratch;
            """;

    private static final String FIRST = """
            CREATE TABLE first (a TEXT);
            INSERT INTO first VALUES ('A'), ('b');
            PRAGMA %s;
            INSERT INTO first VALUES ('c');
            """;

    @TempDir
    static Path directory;

    private static List<String> second = List.of();
    private static int databases;

    static Stream<String> assignments() throws SQLException {
        List<String> all = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            List<String> pragmas = new ArrayList<>(SqliteProject.query(connection, "PRAGMA pragma_list"));
            pragmas.addAll(ELSEWHERE);
            for (String pragma : pragmas) {
                String now = current(connection, pragma);
                List<String> values = VALUES.getOrDefault(
                        pragma, List.of(now.equals("0") || now.isEmpty() ? "1" : now.equals("1") ? "0" : "17"));
                values.forEach(value -> all.add(pragma + " = " + value));
            }
        }
        return all.stream();
    }

    private static String current(Connection connection, String pragma) throws SQLException {
        try (var statement = connection.createStatement()) {
            if (!statement.execute("PRAGMA " + pragma)) {
                return "";
            }
            try (var row = statement.getResultSet()) {
                return row.next() && row.getString(1) != null ? row.getString(1) : "";
            }
        }
    }

    @BeforeAll
    static void whatTheSecondDoesByItself() throws Exception {
        SqliteProject project = project();
        migrate(project, Migrations.scripts("main", Map.of("0001_second.sql", SECOND)));
        second = rows(project);
        assertThat(second).contains("log|scratch 2", "people|Bob|Ada");
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void up(String assignment) throws Exception {
        SqliteProject project = project();
        MigrationSource both = Migrations.scripts(
                "main", ordered("0001_first.sql", FIRST.formatted(assignment), "0002_second.sql", SECOND));
        try (Connection connection = project.connect()) {
            List<String> before = SessionFacts.session(connection);
            Migrator migrator = Migrator.of(connection).source(both).build();
            LedgerException refusal = catchThrowableOfType(LedgerException.class, () -> migrator.migrate());
            assertThat(refusal != null).as("%s", refusal).isEqualTo(REFUSED.contains(assignment));
            if (refusal != null) {
                assertThat(refusal.code()).as("%s", refusal).isEqualTo(ErrorCode.REFUSED_STATEMENT);
                assertThat(refusal.what()).contains("0001_first.sql:3", "PRAGMA " + assignment);
                assertThat(project.history()).isEmpty();
                return;
            }
            assertThat(sameButForTheFile(SessionFacts.session(connection), assignment))
                    .isEqualTo(sameButForTheFile(before, assignment));
        }
        assertSecondIsAsByItself(project);
        assertThat(facts(project)).isEqualTo(inTwoRuns(both));
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void down(String assignment) throws Exception {
        if (REFUSED.contains(assignment)) {
            return;
        }
        Map<String, String> scripts = ordered(
                "0001_second.sql",
                "CREATE TABLE second (a);",
                "0001_second.down.sql",
                "DROP TABLE second;\n" + SECOND,
                "0002_first.sql",
                "CREATE TABLE other (a);",
                "0002_first.down.sql",
                "DROP TABLE other;\n" + FIRST.formatted(assignment));
        MigrationSource source = Migrations.scripts("main", scripts);
        SqliteProject project = project();
        migrate(project, source);
        try (Connection connection = project.connect()) {
            Migrator.of(connection).source(source).build().rollback(RollbackOptions.steps(2));
        }
        assertSecondIsAsByItself(project);
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void resume(String assignment) throws Exception {
        if (REFUSED.contains(assignment)) {
            return;
        }
        String stepwise = "PRAGMA " + assignment + ";\nCREATE TABLE first (a);\nVACUUM;\n%s\n";
        SqliteProject project = project();
        LedgerException broken = catchThrowableOfType(
                LedgerException.class,
                () -> migrate(
                        project, Migrations.scripts("main", Map.of("0001_first.sql", stepwise.formatted("BROKEN;")))));
        assertThat(broken.code()).as("%s", broken).isEqualTo(ErrorCode.STATEMENT_FAILED);
        MigrationSource mended = Migrations.scripts(
                "main",
                ordered(
                        "0001_first.sql",
                        stepwise.formatted("INSERT INTO first SELECT 1 WHERE 'a' LIKE 'A';"),
                        "0002_second.sql",
                        SECOND));
        migrate(project, mended);
        assertSecondIsAsByItself(project);
        SqliteProject whole = project();
        migrate(whole, mended);
        assertThat(facts(project)).isEqualTo(facts(whole));
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void repeatableAndEachByItself(String assignment) throws Exception {
        if (REFUSED.contains(assignment)) {
            return;
        }
        SqliteProject project = project();
        migrate(
                project,
                Migrations.scripts(
                        "main",
                        ordered(
                                "0001_apart.sql",
                                "-- ledger: transaction=none\nCREATE TABLE apart (a);\nPRAGMA " + assignment
                                        + ";\nINSERT INTO apart VALUES (1);",
                                "R__first.sql",
                                FIRST.formatted(assignment),
                                "R__second.sql",
                                SECOND)));
        assertSecondIsAsByItself(project);
    }

    @ParameterizedTest
    @MethodSource("assignments")
    void code(String assignment) throws Exception {
        if (assignment.contains("heap_limit") || assignment.startsWith("temp_store_directory")) {
            return; // of this process
        }
        SqliteProject project = project();
        MigrationSource source = namespaces -> Stream.of(
                        Migrations.java(new Pragma(assignment)),
                        Migrations.scripts("main", Map.of("0002_second.sql", SECOND)))
                .flatMap(each -> each.migrations(namespaces).stream())
                .toList();
        try (Connection connection = project.connect()) {
            List<String> before = SessionFacts.session(connection);
            Migrator migrator = Migrator.of(connection).source(source).build();
            LedgerException error = catchThrowableOfType(LedgerException.class, () -> migrator.migrate());
            if (error != null) { // the database refuses it inside a transaction
                assertThat(error.getMessage())
                        .containsAnyOf("inside a transaction", "within a transaction", "is locked");
                assertThat(project.history()).containsExactly("STARTED 1", "FAILED/ERROR 1");
                return;
            }
            assertThat(SessionFacts.session(connection)).isEqualTo(before);
        }
        assertSecondIsAsByItself(project);
    }

    @Test
    void theListIsNotEmpty() throws Exception {
        assertThat(assignments())
                .hasSizeGreaterThan(60)
                .contains("foreign_keys = 1", "recursive_triggers = 1")
                .containsAll(REFUSED);
    }

    private record Pragma(String assignment) implements JavaMigration {
        @Override
        public MigrationId id() {
            return MigrationId.of("1");
        }

        @Override
        public String description() {
            return assignment;
        }

        @Override
        public String revision() {
            return "1";
        }

        @Override
        public void up(Connection connection) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA " + assignment);
            }
        }
    }

    private static void assertSecondIsAsByItself(SqliteProject project) throws Exception {
        assertThat(rows(project)).isEqualTo(second);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    private static List<String> inTwoRuns(MigrationSource source) throws Exception {
        SqliteProject project = project();
        for (int run = 0; run < 2; run++) {
            try (Connection connection = project.connect()) {
                Migrator.of(connection).source(source).build().migrate(MigrateOptions.ALL.limit(1));
            }
        }
        return facts(project);
    }

    private static void migrate(SqliteProject project, MigrationSource source) throws SQLException {
        try (Connection connection = project.connect()) {
            Migrator.of(connection).source(source).build().migrate();
        }
    }

    /** Returns what the second migration has made. */
    private static List<String> rows(SqliteProject project) throws SQLException {
        try (Connection connection = project.connect()) {
            return new SqliteCrashSubject()
                    .dump(connection).stream()
                            .filter(fact -> Stream.of("people", "log", "copied", "scratch")
                                    .anyMatch(name -> fact.contains(name)))
                            .toList();
        }
    }

    private static List<String> facts(SqliteProject project) throws SQLException {
        try (Connection connection = project.connect()) {
            return SessionFacts.file(connection);
        }
    }

    /** Write-ahead logging is chosen for the file; and with its cache, the default of the connection. */
    private static List<String> sameButForTheFile(List<String> session, String assignment) {
        boolean writeAhead = assignment.equals("journal_mode = WAL");
        return session.stream()
                .filter(fact -> !(writeAhead && fact.startsWith("journal_mode")))
                .toList();
    }

    private static SqliteProject project() {
        return new SqliteProject(directory, "db" + ++databases + ".db");
    }

    private static Map<String, String> ordered(String... namesAndTexts) {
        Map<String, String> scripts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            scripts.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return scripts;
    }
}
