package io.migrationledger.clusters;

import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A migration whose statement runs for seconds, and would silently take effect a second time if it were repeated. */
final class SlowDdl {
    static final String STATEMENT = "ALTER TABLE big ADD INDEX (n), ALGORITHM = COPY";
    private static final int ROWS = 300_000;

    private SlowDdl() {}

    /** Makes the table that the statement copies. */
    static void prepare(Connection connection) throws SQLException {
        Rows.execute(
                connection,
                "CREATE TABLE big (id INT PRIMARY KEY AUTO_INCREMENT, n INT NOT NULL, filler CHAR(80) NOT NULL)",
                "INSERT INTO big (n, filler) VALUES (1, 'x'), (2, 'x'), (3, 'x'), (4, 'x')");
        while (Long.parseLong(Rows.first(connection, "SELECT COUNT(*) FROM big")) < ROWS) {
            Rows.execute(connection, "INSERT INTO big (n, filler) SELECT n + 7, filler FROM big LIMIT 40000");
        }
    }

    static MigrationSource migrations() {
        return Migrations.classpath("mysql-slow");
    }

    /** Returns whether a server is at work on the statement. */
    static boolean runsOn(Connection connection) throws SQLException {
        return !Rows.of(
                        connection,
                        "SELECT id FROM information_schema.processlist WHERE info LIKE 'ALTER TABLE big%'"
                                + " AND state LIKE '%copy%'")
                .isEmpty();
    }

    /** Returns the indexes that the table has. */
    static List<String> indexes(Connection connection) throws SQLException {
        return Rows.of(
                connection,
                "SELECT index_name FROM information_schema.statistics WHERE table_schema = DATABASE()"
                        + " AND table_name = 'big' ORDER BY 1");
    }
}
