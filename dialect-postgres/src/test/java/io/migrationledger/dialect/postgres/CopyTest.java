package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.RollbackOptions;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.Migrations;
import java.io.BufferedWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** COPY with its data in the script, which go from the file to the server without being held. */
class CopyTest extends PostgresTest {
    private static final int ROWS = 800_000;

    @TempDir
    Path directory;

    @Test
    void eightyMegabytesOfDataRunInAHeapOf64() throws Exception {
        Path file = directory.resolve("0001_big.sql");
        String text = "x".repeat(90);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("CREATE UNLOGGED TABLE big (id integer, t text);\nCOPY big FROM stdin;\n");
            for (int row = 0; row < ROWS; row++) {
                out.write(row + "\t" + text + "\n");
            }
            out.write("\\.\nCREATE VIEW last AS SELECT max(id) AS id FROM big;\n");
        }
        assertThat(Files.size(file)).isGreaterThan(75_000_000);

        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        database.url(),
                        database.user(),
                        database.password(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(query("SELECT count(*) || ' ' || sum(length(t)) FROM big")).containsExactly(ROWS + " " + 90 * ROWS);
        assertThat(query("SELECT id FROM last")).containsExactly(Integer.toString(ROWS - 1));
    }

    /** Runs the migrations: address, user, password, directory. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            try (Connection connection = DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
                Migrator.of(connection)
                        .source(Migrations.directory(Path.of(arguments[3])))
                        .build()
                        .migrate();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'COPY t FROM stdin;\n1\ta\nx\tb\n\\.\n', 4",
        "'COPY t FROM stdin CSV HEADER;\nid,s\n1,\"two\nlines\"\nx,b\n\\.\n', 6",
        "'-- a comment\n\nCOPY t FROM stdin;\r\n1\ta\r\n2\tb\r\n3\r\n\\.\r\n', 7",
        "'COPY\n t FROM stdin;\nx\ta\n\\.\n', 4",
    })
    void anErrorNamesTheLineOfTheFile(String script, int line) throws Exception {
        execute("CREATE TABLE t (id integer, s text)");
        for (String head : List.of("INSERT INTO t VALUES (0);\n", "-- ledger: transaction=none\n")) {
            LedgerException error = catchThrowableOfType(
                    LedgerException.class, () -> migrator(head + script).build().migrate());
            assertThat(error.code()).as("%s", error).isEqualTo(ErrorCode.STATEMENT_FAILED);
            assertThat(error.what()).contains("0001_number_1.sql:" + line + ":");
            assertThat(query("SELECT count(*) FROM t")).containsExactly("0");
            execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public", "CREATE TABLE t (id integer, s text)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void dataMayHaveTheLineEndsOfWindows(String end) throws Exception {
        execute("CREATE TABLE t (id integer, s text)");
        migrator(String.join(
                        end,
                        "COPY t FROM stdin;",
                        "1\ta",
                        "2\tb",
                        "\\.",
                        "COPY t FROM stdin (FORMAT csv);",
                        "3,\"c;\"",
                        "\\.",
                        "INSERT INTO t VALUES (4, 'd');"))
                .build()
                .migrate();
        assertThat(query("SELECT string_agg(s, '' ORDER BY id) FROM t")).containsExactly("abc;d");
    }

    @Test
    void dataWithoutAnEndAreFoundBeforeAnythingRuns() throws Exception {
        LedgerException error = catchThrowableOfType(
                LedgerException.class,
                () -> migrator("CREATE TABLE t (id integer);", "COPY t FROM stdin;\n1\n2\n")
                        .build()
                        .migrate());
        assertThat(error.what()).contains("0002_number_2.sql:1:1", "before the line \\. that ends its data");
        assertThat(query("SELECT to_regclass('t')::text")).containsExactly((String) null);
    }

    @Test
    void rollsBackByACopyToo() throws Exception {
        var source = Migrations.scripts(
                "default",
                Map.of(
                        "0001_t.sql", "CREATE TABLE t (id integer);\nCOPY t FROM stdin;\n1\n2\n\\.\n",
                        "0002_u.sql", "DELETE FROM t;",
                        "0002_u.down.sql", "COPY t FROM stdin;\n1\n2\n\\.\n"));
        Migrator migrator = Migrator.of(observer).source(source).build();
        migrator.migrate();
        migrator.rollback(RollbackOptions.steps(1));
        assertThat(query("SELECT id FROM t ORDER BY id")).containsExactly("1", "2");
    }

    @Test
    void aRunThatResumesPassesOverWhatWasCopied() throws Exception {
        String script = "-- ledger: transaction=none\nCREATE TABLE t (id integer);\nCOPY t FROM stdin;\n%s\n\\.\n%s\n"
                + "COPY t FROM stdin;\n3\n\\.\n";
        LedgerException error = catchThrowableOfType(
                LedgerException.class,
                () -> migrator(script.formatted("1\n2", "BROKEN;")).build().migrate());
        assertThat(error.code()).isEqualTo(ErrorCode.STATEMENT_FAILED);

        LedgerException edited = catchThrowableOfType(
                LedgerException.class,
                () -> migrator(script.formatted("1\n5", "SELECT 1;")).build().migrate());
        assertThat(edited.code()).as("%s", edited).isEqualTo(ErrorCode.EDITED_STATEMENT);
        assertThat(edited.what()).contains("statement 2");

        migrator(script.formatted("1\r\n2", "SELECT 1;")).build().migrate(); // a checkout on Windows is no edit
        assertThat(query("SELECT id FROM t ORDER BY id")).containsExactly("1", "2", "3");
    }

    @Test
    void dataAreInTheChecksum() throws Exception {
        String script = "CREATE TABLE t (id integer);\nCOPY t FROM stdin;\n%s\n\\.\n";
        migrator(script.formatted("1")).build().migrate();

        assertThat(migrator(script.formatted("2")).build().validate())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.EDITED));
        List<LedgerEvent> events = Ledger.of(observer).events();
        assertThat(events).hasSize(2);
    }

    @Test
    void aBackslashAndADotEndACsvFileInsideOfQuotesAsForPsql() throws Exception {
        execute("CREATE TABLE t (s text)");
        LedgerException error = catchThrowableOfType(
                LedgerException.class,
                () -> migrator("COPY t FROM stdin CSV;\n\"a\n\\.\nSELECT 1;\n")
                        .onExisting(OnExisting.RUN)
                        .build()
                        .migrate());
        assertThat(error.what()).contains("unterminated CSV quoted field");
        assertThat(query("SELECT count(*) FROM t")).containsExactly("0");
    }
}
