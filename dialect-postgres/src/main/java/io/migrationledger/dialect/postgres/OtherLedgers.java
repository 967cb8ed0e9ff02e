package io.migrationledger.dialect.postgres;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.spi.LedgerColumn;
import io.migrationledger.spi.LedgerPlace;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.spi.support.ObjectName;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The other ledgers of a database, in whatever schema and by whatever name. The catalogs tell of tables that the user may not
 * read, too (https://www.postgresql.org/docs/current/catalog-pg-class.html).
 */
final class OtherLedgers {
    private static final int COLUMNS = LedgerColumn.values().length;

    private static final String TABLES = "SELECT n.nspname, c.relname FROM pg_catalog.pg_class c"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND c.relnatts >= " + COLUMNS
            + " AND NOT (n.nspname = ? AND c.relname = ?)"
            + " AND (SELECT count(*) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped"
            + " AND a.attname IN (" + names() + ")) = " + COLUMNS + " ORDER BY 1, 2";

    private OtherLedgers() {}

    /** Returns them in the order of their names. */
    static List<LedgerPlace> of(JdbcSql sql, String schema, String table) throws SQLException {
        return sql.rows(TABLES, schema, table).stream()
                .map(row -> new ObjectName(row.get(0), row.get(1)))
                .map(other -> new LedgerPlace(
                        other.quoted(),
                        "table " + other.name() + " in schema " + other.schema(),
                        Advice.of(
                                other.schema().equals(schema) ? "" : Action.SCHEMA.about(other.schema()),
                                other.schema().equals(schema) || other.name().equals(table) ? "" : " ",
                                other.name().equals(table) ? "" : Action.TABLE.about(other.name()))))
                .toList();
    }

    private static String names() {
        return Arrays.stream(LedgerColumn.values())
                .map(column -> "'" + column.columnName() + "'")
                .collect(Collectors.joining(", "));
    }
}
