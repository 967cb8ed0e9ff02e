package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.SchemaWriterTest.built;
import static io.migrationledger.dialect.sqlite.SchemaWriterTest.empty;
import static io.migrationledger.dialect.sqlite.SchemaWriterTest.execute;
import static io.migrationledger.dialect.sqlite.SchemaWriterTest.migrate;
import static io.migrationledger.dialect.sqlite.SchemaWriterTest.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.Ledger;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows outlive the statements that are written for their table, with foreign keys on. */
class RebuiltRowsTest {
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = empty();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private List<SchemaStatement> statementsTo(String... wanted) throws SQLException {
        SchemaWriter writer = Ledger.of(connection).schemaWriter().orElseThrow();
        return whole(writer.script(Ledger.of(connection).snapshot(), built(List.of(wanted))));
    }

    private void leadTo(String... wanted) throws SQLException {
        migrate(connection, new TreeMap<>(), statementsTo(wanted));
        assertThat(Ledger.of(connection).snapshot()).isEqualTo(built(List.of(wanted)));
    }

    private List<String> losses(String... wanted) throws SQLException {
        return statementsTo(wanted).stream().flatMap(one -> one.loss().stream()).toList();
    }

    private List<String> rows(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }

    @Test
    void rowsThatReferToARebuiltTableStay() throws Exception {
        String child = "CREATE TABLE child (id INTEGER PRIMARY KEY, p INT REFERENCES parent ON DELETE CASCADE)";
        execute(
                connection,
                List.of(
                        "CREATE TABLE parent (id INTEGER PRIMARY KEY, up INT REFERENCES parent ON DELETE CASCADE, a TEXT)",
                        child,
                        "CREATE TABLE log (n INT)",
                        "CREATE TRIGGER g AFTER DELETE ON parent BEGIN INSERT INTO log VALUES (old.id); END",
                        "INSERT INTO parent VALUES (1, NULL, 'x'), (2, 1, 'y'), (7, 2, NULL)",
                        "INSERT INTO child VALUES (1, 1), (2, 2), (3, 7)"));
        leadTo(
                "CREATE TABLE parent (id INTEGER PRIMARY KEY, up INT REFERENCES parent ON DELETE CASCADE,"
                        + " a VARCHAR(9), b INT NOT NULL DEFAULT 4, CHECK (id > 0))",
                child,
                "CREATE TABLE log (n INT)",
                "CREATE TRIGGER g AFTER DELETE ON parent BEGIN INSERT INTO log VALUES (old.id); END");
        assertThat(rows("SELECT id || coalesce(up, '-') || coalesce(a, '-') || b FROM parent ORDER BY id"))
                .containsExactly("1-x4", "21y4", "72-4");
        assertThat(rows("SELECT p FROM child ORDER BY id")).containsExactly("1", "2", "7");
        assertThat(rows("SELECT n FROM log")).isEmpty();
        assertThat(rows("PRAGMA foreign_keys")).containsExactly("1");
        assertThat(rows("PRAGMA legacy_alter_table")).containsExactly("0");
        execute(connection, List.of("DELETE FROM parent WHERE id = 1"));
        assertThat(rows("SELECT p FROM child")).isEmpty(); // the references lead to the new table
        assertThat(rows("SELECT n FROM log ORDER BY n")).containsExactly("1", "2", "7");
    }

    @Test
    void whatAutoincrementGaveAwayIsNotGivenAgain() throws Exception {
        execute(
                connection,
                List.of(
                        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a INT)",
                        "INSERT INTO t (a) VALUES (1), (2), (3)",
                        "DELETE FROM t WHERE id = 3"));
        leadTo("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT)");
        execute(connection, List.of("INSERT INTO t (a) VALUES (4)"));
        assertThat(rows("SELECT id FROM t")).containsExactly("1", "2", "4");
        assertThat(rows("SELECT name || seq FROM sqlite_sequence")).containsExactly("t4");
    }

    @Test
    void norWhereTheRowsArePutAside() throws Exception {
        execute(
                connection,
                List.of(
                        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a INT)",
                        "CREATE TABLE u (t INT REFERENCES t ON DELETE CASCADE)",
                        "INSERT INTO t (a) VALUES (1), (2), (3)",
                        "INSERT INTO u VALUES (1), (2)",
                        "DELETE FROM t WHERE id = 3"));
        leadTo(
                "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a INT, CHECK (t.a > 0))",
                "CREATE TABLE u (t INT REFERENCES t ON DELETE CASCADE)");
        execute(connection, List.of("INSERT INTO t (a) VALUES (4)"));
        assertThat(rows("SELECT id FROM t")).containsExactly("1", "2", "4");
        assertThat(rows("SELECT t FROM u")).containsExactly("1", "2");
        assertThat(rows("SELECT name || seq FROM sqlite_sequence")).containsExactly("t4");
    }

    /** DESC at the column itself makes it an ordinary column; in a constraint of the table it does not. */
    @Test
    void aNumberIsGivenWhereItWas() throws Exception {
        execute(
                connection,
                List.of(
                        "CREATE TABLE t (id INTEGER, a TEXT, PRIMARY KEY (id DESC))",
                        "CREATE TABLE u (id INTEGER, a TEXT, PRIMARY KEY (id DESC AUTOINCREMENT))",
                        "CREATE TABLE v (id INTEGER PRIMARY KEY DESC, a TEXT)"));
        leadTo(
                "CREATE TABLE t (id INTEGER, a INT, PRIMARY KEY (id DESC))",
                "CREATE TABLE u (id INTEGER, a INT, PRIMARY KEY (id DESC AUTOINCREMENT))",
                "CREATE TABLE v (id INTEGER PRIMARY KEY DESC, a INT)");
        for (String table : List.of("t", "u", "v")) {
            execute(connection, List.of("INSERT INTO " + table + " (a) VALUES (7)"));
        }
        assertThat(rows("SELECT id FROM t")).containsExactly("1");
        assertThat(rows("SELECT id FROM u")).containsExactly("1");
        assertThat(rows("SELECT coalesce(id, 'none') FROM v")).containsExactly("none");
        assertThat(losses(
                        "CREATE TABLE t (id INTEGER, a INT, PRIMARY KEY (id DESC))",
                        "CREATE TABLE u (id INTEGER, a INT, PRIMARY KEY (id DESC AUTOINCREMENT))",
                        "CREATE TABLE v (id INTEGER, a INT, PRIMARY KEY (id DESC))"))
                .containsExactly("can fail where values of v.id are of another type, or change them");
    }

    @Test
    void aRowThatDoesNotFitIsAnErrorAndNotLeftOut() throws Exception {
        execute(connection, List.of("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1), (1), (2)"));
        for (String clause : List.of("IGNORE", "REPLACE")) {
            assertThatThrownBy(() -> leadTo("CREATE TABLE t (a INT UNIQUE ON CONFLICT " + clause + ")"))
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessageContaining("UNIQUE");
            assertThat(rows("SELECT a FROM t")).containsExactly("1", "1", "2");
        }
        assertThat(losses("CREATE TABLE t (a INT UNIQUE)")).containsExactly("can fail where rows of t have the same a");
    }

    @Test
    void valuesThatWereComputedAreKept() throws Exception {
        execute(
                connection,
                List.of(
                        "CREATE TABLE t (a INT, b INT AS (a * 2), c INT)",
                        "INSERT INTO t (a, c) VALUES (1, 8), (2, 9)"));
        leadTo("CREATE TABLE t (c INT, a INT, b INT NOT NULL DEFAULT 0)");
        assertThat(rows("SELECT a || b || c FROM t ORDER BY a")).containsExactly("128", "249");
    }

    @Test
    void tellsWhatCanBeLost() throws Exception {
        execute(
                connection,
                List.of(
                        "CREATE TABLE p (id INTEGER PRIMARY KEY)",
                        "CREATE TABLE t (a TEXT, b INT, c INT)",
                        "CREATE TABLE u (a INT, b INT)",
                        "CREATE TABLE gone (a INT)",
                        "CREATE VIRTUAL TABLE words USING fts5(word)"));
        assertThat(losses(
                        "CREATE TABLE p (id INTEGER PRIMARY KEY)",
                        "CREATE TABLE t (a INT NOT NULL, b INT AS (1), d INT NOT NULL, PRIMARY KEY (a, d), CHECK (a > 1),"
                                + " FOREIGN KEY (a) REFERENCES p)",
                        "CREATE TABLE u (a INT)",
                        "CREATE UNIQUE INDEX one ON u (a)"))
                .containsExactly(
                        "drops table words with its rows",
                        "drops table gone with its rows",
                        "can fail where t.a is NULL; can fail where values of t.a are of another type, or change them;"
                                + " can fail where t has rows: t.d takes no NULL and has no default;"
                                + " can fail where rows of t have the same a, d; can fail where rows of t break a check;"
                                + " can fail where rows of t refer to no row of p",
                        "drops the values of column t.b; drops column t.c",
                        "drops column u.b",
                        "can fail where rows of u have the same key in one");
    }

    /** What differs by nothing but a letter's case, or was computed in another way, can be one key. */
    @Test
    void tellsThatKeysCanBecomeOne() throws Exception {
        execute(
                connection,
                List.of(
                        "CREATE TABLE t (mail TEXT PRIMARY KEY)",
                        "CREATE TABLE u (mail TEXT UNIQUE)",
                        "INSERT INTO u VALUES ('A@x'), ('a@x')",
                        "CREATE TABLE v (a INT, b INT NOT NULL AS (a) UNIQUE, c INT AS (b * 2) STORED, UNIQUE (a, c))",
                        "CREATE UNIQUE INDEX by_c ON v (c)",
                        "CREATE UNIQUE INDEX by_a ON v (a)",
                        "CREATE TABLE w (mail TEXT, CHECK (mail <> 'x'))",
                        "CREATE UNIQUE INDEX one ON w (mail COLLATE RTRIM) WHERE mail <> 'y'"));
        String[] wanted = {
            "CREATE TABLE t (mail TEXT COLLATE NOCASE PRIMARY KEY)",
            "CREATE TABLE u (mail TEXT COLLATE NOCASE UNIQUE)",
            "CREATE TABLE v (a INT, b INT NOT NULL AS (a / 2) UNIQUE, c INT AS (b * 2) STORED, UNIQUE (a, c))",
            "CREATE UNIQUE INDEX by_c ON v (c)",
            "CREATE UNIQUE INDEX by_a ON v (a)",
            "CREATE TABLE w (mail TEXT COLLATE NOCASE, CHECK (mail <> 'x'))",
            "CREATE UNIQUE INDEX one ON w (mail COLLATE RTRIM) WHERE mail <> 'y'"
        };
        assertThat(losses(wanted))
                .containsExactly(
                        "can fail where rows of t have the same mail",
                        "can fail where rows of u have the same mail",
                        "can fail where v.b is computed to be NULL; can fail where rows of v have the same a, c;"
                                + " can fail where rows of v have the same b",
                        "can fail where rows of w break a check",
                        "can fail where rows of v have the same key in by_c",
                        "can fail where rows of w have the same key in one");
        assertThatThrownBy(() -> leadTo(wanted))
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageContaining("UNIQUE");
    }

    @Test
    void tellsNothingOfKeysThatStayDifferent() throws Exception {
        execute(
                connection,
                List.of(
                        "CREATE TABLE t (mail TEXT COLLATE NOCASE PRIMARY KEY, a INT, b INT AS (a) UNIQUE)",
                        "CREATE TABLE u (mail TEXT UNIQUE, UNIQUE (mail COLLATE NOCASE))"));
        assertThat(losses(
                        "CREATE TABLE t (mail TEXT PRIMARY KEY, a INT, b INT AS (a) STORED UNIQUE)",
                        "CREATE TABLE u (mail TEXT COLLATE NOCASE UNIQUE)"))
                .isEmpty();
    }

    @Test
    void tellsThatWhatIsComputedCanBeNull() throws Exception {
        execute(connection, List.of("CREATE TABLE t (a INT)", "INSERT INTO t VALUES (NULL)"));
        String wanted = "CREATE TABLE t (a INT, b INT NOT NULL AS (a + 1) STORED)";
        assertThat(losses(wanted)).containsExactly("can fail where t.b is computed to be NULL");
        assertThatThrownBy(() -> leadTo(wanted)).isInstanceOf(MigrationFailedException.class);
        assertThat(rows("SELECT count(*) FROM t")).containsExactly("1");
    }

    @Test
    void tellsWhatSqliteHasNoStatementFor() {
        Snapshot empty = Snapshot.empty("sqlite", "");
        Table table = new Table(
                "t",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of("engine", "InnoDB"),
                "a comment");
        Snapshot told = new Snapshot(
                "sqlite",
                "",
                List.of(table),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of("collation", "de"));
        SchemaWriter writer = Ledger.of(connection).schemaWriter().orElseThrow();
        assertThat(writer.script(empty, told).unwritten())
                .containsExactly(
                        "the schema: SQLite has no statement for collation",
                        "table t: SQLite has no statement for all that is told of it",
                        "table t: SQLite has no statement for engine");
        assertThat(writer.script(told, empty).unwritten())
                .isEqualTo(writer.script(empty, told).unwritten());
        assertThat(writer.script(told, told).unwritten()).isEmpty();
    }

    @Test
    void namesAreQuotedInRenames() {
        SchemaWriter writer = Ledger.of(connection).schemaWriter().orElseThrow();
        assertThat(writer.renameTable("order", "orders").sql()).isEqualTo("ALTER TABLE \"order\" RENAME TO orders");
        assertThat(writer.renameColumn("t", "a b", "from").sql())
                .isEqualTo("ALTER TABLE t RENAME COLUMN \"a b\" TO \"from\"");
    }
}
