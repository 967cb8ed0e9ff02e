package io.migrationledger.dialect.mysql.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.sql.SqlSplitter;
import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Strings in views, triggers, events and routines say the same once they are written, whatever the catalogue shows of them. */
class StoredTextsTest {
    private static final String TEXT =
            "CONCAT('it''s', \"a'b\", 'a\\\\b', '\\\\n', 'x\\ny', '🐘 ?', '50\\%', \"q\\\"q\", 'a'' OR ''b', 'end\\\\')";

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, a VARCHAR(80)) DEFAULT CHARSET utf8mb4",
            "CREATE FUNCTION `f ``(`(`x y` INT, z ENUM('(', ')')) RETURNS VARCHAR(80) CHARSET utf8mb4 DETERMINISTIC NO SQL"
                    + " SQL SECURITY INVOKER COMMENT 'it''s\\\\ \"q\"; COMMENT' RETURN " + TEXT,
            "CREATE PROCEDURE p(OUT a VARCHAR(80) CHARSET utf8mb4) BEGIN /* it's; */ SET a = " + TEXT + "; END",
            "CREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW SET NEW.a = " + TEXT,
            "CREATE TRIGGER `FOR EACH ROW '` BEFORE INSERT ON t FOR EACH ROW FOLLOWS one BEGIN SET @x = 1;"
                    + " SET NEW.a = CONCAT(NEW.a, '🐘'); END",
            "CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE COMMENT 'DO it''s' DO SET @x = "
                    + TEXT,
            "CREATE VIEW v AS SELECT id, a FROM t WHERE a <> '🐘?' AND a <> 'it''s\\\\' WITH CHECK OPTION");

    private static final String FUNCTION =
            "CREATE FUNCTION f() RETURNS VARCHAR(80) DETERMINISTIC NO SQL RETURN 'it''s'";

    private static final Map<String, String> SHOWN = Map.of(
            "SHOW CREATE FUNCTION `f ``(`", "Create Function",
            "SHOW CREATE PROCEDURE p", "Create Procedure",
            "SHOW CREATE EVENT e", "Create Event",
            "SHOW CREATE VIEW v", "Create View",
            "SELECT `f ``(`(1, '(') AS a", "a",
            "SELECT a FROM v", "a");

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_8_0_12"})
    void areWrittenAsTheServerRunsThem(TestServers server) throws SQLException {
        for (JdbcClient client : List.of(JdbcClient.MARIADB, JdbcClient.CONNECTOR_J)) {
            List<String> before;
            Snapshot schema;
            try (TestDatabase database = server.get().newDatabase();
                    Connection connection = database.connect(client);
                    Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'");
                statement.execute("ALTER DATABASE CHARACTER SET utf8mb4");
                for (String sql : SCHEMA) {
                    statement.execute(sql);
                }
                statement.execute("INSERT INTO t (id) VALUES (1)");
                before = shown(connection);
                schema = Ledger.of(connection).snapshot();
            }
            try (TestDatabase database = server.get().newDatabase();
                    Connection connection = database.connect(client);
                    Statement statement = connection.createStatement()) {
                statement.execute("ALTER DATABASE CHARACTER SET utf8mb4");
                Ledger ledger = Ledger.of(connection);
                SchemaScript script = ledger.schemaWriter().orElseThrow().script(ledger.snapshot(), schema);
                Migrator.of(connection)
                        .source(Migrations.scripts(
                                "main",
                                Map.of(
                                        "0001_all.sql",
                                        script.statements().stream()
                                                .map(SchemaStatement::sql)
                                                .collect(Collectors.joining(";\n", "", ";\n")))))
                        .onExisting(OnExisting.RUN)
                        .build()
                        .migrate();
                statement.execute("INSERT INTO t (id) VALUES (1)");
                assertThat(shown(connection)).as(server + " " + client).isEqualTo(before);
                assertThat(ledger.snapshot()).as(server + " " + client).isEqualTo(schema);
            }
        }
    }

    /** The catalogue of MySQL 8.0.12 shows weeks in days and quarters in months, and calls them weeks and quarters. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_8_0_12"})
    void intervalsAreAsTheyWereSaid(TestServers server) throws SQLException {
        try (TestDatabase database = server.get().newDatabase();
                Connection connection = database.connect(JdbcClient.MARIADB);
                Statement statement = connection.createStatement()) {
            for (String interval : List.of("14 WEEK", "2 QUARTER", "3 MONTH", "7 DAY")) {
                statement.execute("CREATE EVENT `" + interval + "` ON SCHEDULE EVERY " + interval
                        + " STARTS '2030-01-01 00:00:00' ENDS '2031-01-01 00:00:00' DO SET @x = 1");
            }
            assertThat(Ledger.of(connection).snapshot().events())
                    .hasSize(4)
                    .allSatisfy(event -> assertThat(event.schedule())
                            .isEqualTo("EVERY " + event.name()
                                    + " STARTS '2030-01-01 00:00:00' ENDS '2031-01-01 00:00:00'"));
        }
    }

    /** The mark of the statement's end stands where it is no part of a comment. */
    @Test
    void aBodyMayEndWithAComment() {
        SchemaWriter writer = new MysqlSchemaWriter(true, new Session("", "", "SYSTEM"));
        for (String sql : List.of(
                "CREATE PROCEDURE p()\nSELECT 1 -- all",
                "CREATE FUNCTION f() RETURNS int(11)\nRETURN 1 # all",
                "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW SET NEW.b = '--'",
                "CREATE VIEW v AS select '-- ' AS `a`")) {
            String file = writer.inFile(SchemaStatement.of(sql)) + "\nSELECT 2;\n";
            List<String> statements = new ArrayList<>();
            new SqlSplitter(file, SqlSyntaxes.MARIADB, "all.sql", 1)
                    .forEachRemaining(statement -> statements.add(statement.text()));
            assertThat(statements).as(file).hasSize(2);
        }
        assertThat(writer.inFile(SchemaStatement.of("CREATE PROCEDURE p()\nSELECT 1")))
                .isEqualTo("CREATE PROCEDURE p()\nSELECT 1;");
    }

    /** An error is no reason to take another text for the right one. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_8_0_12"})
    void aQueryThatIsCancelledIsAnError(TestServers server) throws SQLException {
        try (TestDatabase database = server.get().newDatabase();
                Connection connection = database.connect(JdbcClient.MARIADB);
                Statement statement = connection.createStatement()) {
            statement.execute(FUNCTION);
            CountedCalls cancelling = failingAtTheFunction(
                    connection, new SQLException("Query execution was interrupted", "70100", 1317));
            assertThatThrownBy(() -> Ledger.of(cancelling.wrap(connection)).snapshot())
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("interrupted");
        }
    }

    /** What is gone meanwhile, or not shown to this account, is as the catalogue has it. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_8_0_12"})
    void whatIsNotShownIsNoError(TestServers server) throws SQLException {
        try (TestDatabase database = server.get().newDatabase();
                Connection connection = database.connect(JdbcClient.MARIADB);
                Statement statement = connection.createStatement()) {
            statement.execute(FUNCTION);
            Snapshot whole = Ledger.of(connection).snapshot();
            CountedCalls denying = failingAtTheFunction(connection, new SQLException("denied", "42000", 1370));
            Snapshot rest = Ledger.of(denying.wrap(connection)).snapshot();
            assertThat(rest.items().map(SchemaItem::name))
                    .isEqualTo(whole.items().map(SchemaItem::name).toList());
        }
    }

    /** Returns what wraps a connection and lets the question for the function's text fail. */
    private static CountedCalls failingAtTheFunction(Connection connection, SQLException error) {
        CountedCalls counted = CountedCalls.counting();
        Ledger.of(counted.wrap(connection)).snapshot();
        int showing = counted.calls().indexOf("SHOW CREATE FUNCTION `f`") + 1;
        assertThat(showing).isPositive();
        return new CountedCalls((point, real) -> {
            if (point.call() == showing) {
                throw error;
            }
            return true;
        });
    }

    /** Whoever wrote them, in whatever character set and mode, and whoever reads them. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_8_0_12"})
    void areTheSameInEverySession(TestServers server) throws SQLException {
        try (TestDatabase database = server.get().newDatabase()) {
            try (Connection connection = database.connect(JdbcClient.CONNECTOR_J);
                    Statement statement = connection.createStatement()) {
                statement.execute("ALTER DATABASE CHARACTER SET utf8mb4");
                statement.execute("CREATE TABLE t (id INT NOT NULL PRIMARY KEY, a VARCHAR(80))");
                statement.execute("SET character_set_client = latin1");
                statement.execute("CREATE FUNCTION f() RETURNS VARCHAR(80) DETERMINISTIC NO SQL RETURN '\u00e9''s'");
                statement.execute("SET character_set_client = utf8mb4");
                statement.execute("CREATE VIEW v AS SELECT id FROM t WHERE a <> '?'");
            }
            Snapshot first = null;
            for (JdbcClient client : List.of(JdbcClient.MARIADB, JdbcClient.CONNECTOR_J)) {
                for (String mode : List.of("", "ANSI_QUOTES")) {
                    try (Connection connection = database.connect(client);
                            Statement statement = connection.createStatement()) {
                        statement.execute("SET SESSION sql_mode = '" + mode + "', sql_quote_show_create = 0");
                        Snapshot snapshot = Ledger.of(connection).snapshot();
                        first = first == null ? snapshot : first;
                        assertThat(snapshot.text()).as(client + " " + mode).isEqualTo(first.text());
                        assertThat(snapshot.text()).doesNotContain("\ufffd");
                        try (ResultSet row = statement.executeQuery("SELECT @@sql_mode, @@sql_quote_show_create")) {
                            assertThat(row.next()).isTrue();
                            assertThat(row.getString(1)).isEqualTo(mode);
                            assertThat(row.getInt(2)).isZero();
                        }
                    }
                }
            }
        }
    }

    private static List<String> shown(Connection connection) throws SQLException {
        List<String> all = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String query : SHOWN.keySet().stream().sorted().toList()) {
                try (ResultSet row = statement.executeQuery(query)) {
                    assertThat(row.next()).isTrue();
                    // Without its head, in which types are written as the catalogue has them.
                    all.add(row.getString(SHOWN.get(query))
                            .replaceFirst("(?s)^CREATE .*?(RETURN C|BEGIN|DO S|VIEW)", "$1"));
                }
            }
        }
        return all;
    }
}
