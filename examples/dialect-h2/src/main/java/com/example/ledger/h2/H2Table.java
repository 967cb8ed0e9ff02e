package com.example.ledger.h2;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.LedgerColumn;
import io.migrationledger.spi.SessionOptions;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The ledger table. */
final class H2Table {
    /** No such table, in three wordings, or no such schema. */
    static final Set<Integer> NOT_FOUND = Set.of(42102, 42103, 42104, 90079);

    private final H2Sql sql;
    private final Optional<String> schema;
    private final String table;

    H2Table(H2Sql sql, SessionOptions options) {
        this.sql = sql;
        this.schema = options.schema().map(H2Table::fold);
        this.table = fold(options.table());
    }

    String name() {
        return beside("");
    }

    /** Returns the name of something that stands beside the ledger table. */
    String beside(String suffix) {
        return schema.map(H2Table::quote).map(quoted -> quoted + ".").orElse("") + quote(table + suffix);
    }

    /**
     * H2's triggers are Java classes, which would have to be on the class path of whatever process opens the database.
     * FORCE makes one of a class that no process has: INSERT does not miss it; UPDATE and DELETE fail, as it cannot be
     * loaded, and the error shows its name, which is the explanation.
     */
    void create() throws SQLException {
        refuseInsensitive();
        createSchema();
        sql.execute("CREATE TABLE IF NOT EXISTS " + name() + " (" + LedgerColumn.definitions(H2Table::type) + ")");
        sql.execute("CREATE INDEX IF NOT EXISTS " + beside("_NAMESPACE") + " ON " + name() + " (namespace, sequence)");
        sql.execute("CREATE FORCE TRIGGER IF NOT EXISTS " + beside("_APPEND_ONLY") + " BEFORE UPDATE, DELETE ON "
                + name() + " CALL \"the ledger is append-only\"");
    }

    void createSchema() throws SQLException {
        if (schema.isPresent()) {
            sql.execute("CREATE SCHEMA IF NOT EXISTS " + quote(schema.get()));
        }
    }

    boolean isMissing(SQLException error) {
        String message = String.valueOf(error.getMessage());
        return NOT_FOUND.contains(error.getErrorCode())
                && (message.contains('"' + table + '"')
                        || schema.filter(name -> message.contains('"' + name + '"'))
                                .isPresent());
    }

    /** A collation and IGNORECASE are the whole database's, and no column can choose another. */
    private void refuseInsensitive() throws SQLException {
        List<String> settings = sql.values(
                "SELECT SETTING_NAME || ' ' || SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                        + " WHERE SETTING_NAME IN ('COLLATION', 'IGNORECASE') AND SETTING_VALUE NOT IN ('OFF', 'FALSE', '0')");
        if (!settings.isEmpty()) {
            throw LedgerException.input(
                    ErrorCode.UNSUITABLE_DATABASE,
                    "this database compares text by " + settings + ", which confuses ids that differ",
                    "Create it without; a migration can choose VARCHAR_IGNORECASE for its own columns.");
        }
    }

    private static String type(LedgerColumn column) {
        return switch (column.type()) {
            case INTEGER -> "INTEGER";
            case LONG -> "BIGINT";
            case ASCII -> "VARCHAR(" + column.length() + ")";
            // H2 counts an emoji as two
            case TEXT -> "VARCHAR(" + 2 * column.length() + ")";
            case LONG_TEXT -> "CHARACTER LARGE OBJECT";
        };
    }

    /** Returns the name as H2 keeps it when it is written without quotes, where it can be: in upper case. */
    private static String fold(String name) {
        boolean plain = name.chars().allMatch(c -> c == '_' || (c < 128 && Character.isLetterOrDigit(c)));
        return plain ? name.toUpperCase(Locale.ROOT) : name;
    }

    private static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
