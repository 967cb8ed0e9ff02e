package io.migrationledger.dialect.mysql.server;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.spi.LedgerColumn;
import io.migrationledger.spi.LedgerPlace;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The other ledgers that are likely meant: tables of other names in the same database, and those of databases whose name
 * differs in case only. Where names are case-sensitive, {@code shop} and {@code Shop} are two databases
 * (https://dev.mysql.com/doc/refman/8.0/en/identifier-case-sensitivity.html), and one of them is a slip. A ledger in a database
 * of another name is another tenant's.
 */
public final class OtherLedgers {
    private static final int COLUMNS = LedgerColumn.values().length;

    private static final String DATABASES =
            "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE LOWER(SCHEMA_NAME) = LOWER(?) ORDER BY 1";

    private static final String TABLES = "SELECT TABLE_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ?"
            + " AND LOWER(COLUMN_NAME) IN (" + names() + ") GROUP BY TABLE_NAME HAVING COUNT(*) = " + COLUMNS
            + " ORDER BY 1";

    private OtherLedgers() {}

    /** Returns them in the order of their names. */
    public static List<LedgerPlace> of(JdbcSql sql, String database, String table, boolean ignoreCase)
            throws SQLException {
        List<LedgerPlace> places = new ArrayList<>();
        for (String other : sql.values(DATABASES, database)) {
            boolean here = same(other, database, ignoreCase);
            for (String name : sql.values(TABLES, other)) {
                if (here && same(name, table, ignoreCase)) {
                    continue;
                }
                String rows = new Name(other, name).sql();
                places.add(
                        here
                                ? new LedgerPlace(rows, "table " + name, Advice.of(Action.TABLE.about(name)))
                                : new LedgerPlace(
                                        rows,
                                        "table " + name + " in database " + other,
                                        Advice.of("the database " + other + " in ", Action.ADDRESS)));
            }
        }
        return places;
    }

    private static boolean same(String one, String other, boolean ignoreCase) {
        return ignoreCase ? one.equalsIgnoreCase(other) : one.equals(other);
    }

    private static String names() {
        return Arrays.stream(LedgerColumn.values())
                .map(column -> "'" + column.columnName() + "'")
                .collect(Collectors.joining(", "));
    }
}
