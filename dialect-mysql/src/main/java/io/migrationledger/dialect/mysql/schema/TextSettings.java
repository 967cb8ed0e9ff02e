package io.migrationledger.dialect.mysql.schema;

import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.List;

/**
 * The settings of the session by which the server writes texts: it quotes names as sql_mode and {@code sql_quote_show_create}
 * say, in expressions of MariaDB's catalogue, in views and at the head of each statement. With {@code character_set_results =
 * NULL}, which Connector/J sets, SHOW CREATE answers in the character set that a text was written in.
 */
final class TextSettings {
    private final JdbcSql sql;
    private List<String> before = List.of();

    TextSettings(JdbcSql sql) {
        this.sql = sql;
    }

    /** Sets them so that texts are the same in every session; once, however often it is called. */
    void fix() throws SQLException {
        if (before.isEmpty()) {
            before = sql.row("SELECT @@sql_mode, @@character_set_results, @@sql_quote_show_create")
                    .orElseThrow();
            sql.execute("SET SESSION sql_mode = '', character_set_results = utf8mb4, sql_quote_show_create = 1");
        }
    }

    /** Sets them back to what they were. */
    void restore() throws SQLException {
        if (!before.isEmpty()) {
            String results = before.get(1);
            sql.execute("SET SESSION sql_mode = '" + before.get(0) + "', character_set_results = "
                    + (results.isEmpty() ? "NULL" : results) + ", sql_quote_show_create = " + before.get(2));
            before = List.of();
        }
    }
}
