package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** The server's catalogs, read in a script's own search_path. */
final class Catalog {
    private final JdbcSql sql;
    private final Consumer<String> report;

    Catalog(JdbcSql sql, Consumer<String> report) {
        this.sql = sql;
        this.report = report;
    }

    /** Returns the first column of all rows; a NULL is an empty string. */
    List<String> lines(String query) throws SQLException {
        return sql.values(query);
    }

    /** Returns the first column of the first row, or an empty string. */
    String text(String query) throws SQLException {
        return sql.value(query);
    }

    /** Runs a statement of the driver's own. */
    void run(String statement) throws SQLException {
        sql.execute(statement);
    }

    /** Tells a person what takes so long. */
    void report(String text) {
        report.accept(text);
    }
}
