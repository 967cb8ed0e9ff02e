package io.migrationledger.dialect.sqlite;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.spi.LedgerColumn;
import io.migrationledger.spi.LedgerPlace;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.spi.support.ObjectName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The other ledgers that a connection reaches: tables of other names, and those of the files that the caller has attached. */
final class SqliteOtherLedgers {
    private static final Set<String> COLUMNS =
            Arrays.stream(LedgerColumn.values()).map(LedgerColumn::columnName).collect(Collectors.toUnmodifiableSet());

    private final JdbcSql sql;
    private final String table;

    SqliteOtherLedgers(JdbcSql sql, String table) {
        this.sql = sql;
        this.table = table;
    }

    /** Returns them: first those of the main file. */
    List<LedgerPlace> find() throws SQLException {
        List<LedgerPlace> places = new ArrayList<>();
        for (List<String> database : sql.rows("SELECT name, file FROM pragma_database_list WHERE name <> 'temp'")) {
            String schema = database.get(0);
            for (String name : tables(schema)) {
                String rows = new ObjectName(schema, name).quoted();
                if (!schema.equals("main")) {
                    String file = database.get(1).isEmpty() ? "in memory" : database.get(1);
                    places.add(new LedgerPlace(
                            rows,
                            "table " + name + " in " + file + ", which is attached as " + schema,
                            Advice.of("that file in ", Action.ADDRESS)));
                } else if (!name.equalsIgnoreCase(table)) { // https://www.sqlite.org/lang_naming.html
                    places.add(new LedgerPlace(rows, "table " + name, Advice.of(Action.TABLE.about(name))));
                }
            }
        }
        return places;
    }

    /** Looks at the text first: the columns of a virtual table cannot be asked for where its module is missing. */
    private List<String> tables(String schema) throws SQLException {
        List<String> tables = new ArrayList<>();
        for (String name : sql.values("SELECT name FROM " + ObjectName.quote(schema)
                + ".sqlite_schema WHERE type = 'table' AND sql LIKE '%applied_digest%' ORDER BY name")) {
            Set<String> columns = sql.values("SELECT name FROM pragma_table_info(?, ?)", name, schema).stream()
                    .map(column -> column.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            if (columns.containsAll(COLUMNS)) {
                tables.add(name);
            }
        }
        return tables;
    }
}
