package io.migrationledger.dialect.mysql.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows outlive what is written for their tables, run as migrations: both that change and that go back. */
class RowsStayTest {
    private static final String BEFORE = """
            CREATE TABLE parents (id INT NOT NULL PRIMARY KEY, name VARCHAR(20));
            CREATE TABLE t (id INT NOT NULL PRIMARY KEY, n INT, s VARCHAR(20), m ENUM('a', 'b', 'c'), parent INT,
                CONSTRAINT of_parent FOREIGN KEY (parent) REFERENCES parents (id))
            """;

    private static final String AFTER = """
            CREATE TABLE parents (id INT NOT NULL PRIMARY KEY, name VARCHAR(20), KEY by_name (name));
            CREATE TABLE t (s INT, id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, m ENUM('c', 'a') COMMENT 'it''s',
                n VARCHAR(30) DEFAULT 'n', parent INT, more INT NOT NULL DEFAULT 5, twice INT AS (s * 2) STORED,
                UNIQUE KEY by_s (s), CONSTRAINT of_parent FOREIGN KEY (parent) REFERENCES parents (id) ON DELETE CASCADE);
            CREATE VIEW v AS SELECT n, m FROM t
            """;

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL_8_0_12"})
    void rowsStay(TestServers server) throws SQLException {
        try (TestDatabase database = server.get().newDatabase();
                Connection connection = database.connect(JdbcClient.MARIADB)) {
            Trial trial = new Trial(connection, server == TestServers.MARIADB);
            Snapshot after = trial.build(AFTER);
            Snapshot before = trial.build(BEFORE);
            trial.execute("INSERT INTO parents VALUES (3, 'p')");
            trial.execute("INSERT INTO t VALUES (1, 7, '8', 'c', 3), (2, NULL, NULL, 'a', NULL)");
            Map<String, String> migrations = new LinkedHashMap<>();

            lead(connection, migrations, after);
            assertThat(rows(connection, "SELECT CONCAT_WS(' ', id, n, s, m, parent, more, twice) FROM t ORDER BY id"))
                    .containsExactly("1 7 8 c 3 5 16", "2 a 5");
            lead(connection, migrations, before);
            assertThat(rows(connection, "SELECT CONCAT_WS(' ', id, n, s, m, parent) FROM t ORDER BY id"))
                    .containsExactly("1 7 8 c 3", "2 a");
            assertThat(rows(connection, "SELECT name FROM parents")).containsExactly("p");
        }
    }

    private static void lead(Connection connection, Map<String, String> migrations, Snapshot to) {
        Ledger ledger = Ledger.of(connection);
        SchemaScript script = ledger.schemaWriter().orElseThrow().script(ledger.snapshot(), to);
        assertThat(script.unwritten()).isEmpty();
        migrations.put(
                "%04d_step.sql".formatted(migrations.size() + 1),
                script.statements().stream()
                        .map(SchemaStatement::sql)
                        .map(sql -> sql + ";\n")
                        .collect(Collectors.joining()));
        Migrator.of(connection)
                .source(Migrations.scripts(MigrationId.DEFAULT_NAMESPACE, migrations))
                .onExisting(OnExisting.RUN)
                .build()
                .migrate();
        assertThat(ledger.snapshot()).isEqualTo(to);
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
