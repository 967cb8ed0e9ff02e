package io.migrationledger.dialect.postgres.schema;

import io.migrationledger.spi.schema.SchemaReader;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.support.CatalogRow;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the catalogues in one transaction that can only read, with a search_path that holds nothing but the schema. */
public final class PostgresSchemaReader implements SchemaReader {
    private static final Pattern NAME = Pattern.compile("(?<!:):(\\w+)");
    private static final int V14 = 140_000;
    private static final int V15 = 150_000;

    private final JdbcSql sql;
    private final int version;
    private final boolean inTransaction;
    private final Map<String, String> names;

    /**
     * Reads on this connection.
     *
     * @param version of the server, such as 180006
     * @param inTransaction whether one is open, in which it is read then
     * @param schema the one to read
     * @param tables the ledger's own (events, scripts, lease, and the one that a crash can leave of its trial), which are left out
     * @param functions those of their triggers, which are left out, too
     */
    public PostgresSchemaReader(
            JdbcSql sql,
            int version,
            boolean inTransaction,
            String schema,
            List<String> tables,
            List<String> functions) {
        this.sql = sql;
        this.version = version;
        this.inTransaction = inTransaction;
        this.names = Map.of(
                "schema", schema,
                "table", tables.get(0),
                "scripts", tables.get(1),
                "lease", tables.get(2),
                "trial", tables.get(3),
                "function", functions.get(0),
                "scriptsfunction", functions.get(1));
    }

    /** In a transaction that is open the settings end with a savepoint. */
    @Override
    public Snapshot read() throws SQLException {
        sql.execute(inTransaction ? "SAVEPOINT ledger_snapshot" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        try {
            return snapshot();
        } finally {
            sql.execute(inTransaction ? "ROLLBACK TO SAVEPOINT ledger_snapshot; RELEASE ledger_snapshot" : "ROLLBACK");
        }
    }

    @Override
    public List<String> otherSchemas() throws SQLException {
        return sql.values(Queries.OTHER_SCHEMAS, names.getOrDefault("schema", ""));
    }

    private Snapshot snapshot() throws SQLException {
        rows(Queries.SETTINGS);
        return new Assembly(
                        rows(Queries.RELATIONS),
                        rows(Queries.columns(version >= V14)),
                        new Constraints(rows(Queries.CONSTRAINTS)),
                        Indexes.of(rows(Queries.indexes(version >= V15))),
                        rows(Queries.PARTS),
                        rows(Queries.POLICIES))
                .snapshot(
                        "PostgreSQL " + version / 10_000 + "." + version % 10_000,
                        rows(Queries.TYPES),
                        rows(Queries.ROUTINES),
                        rows(Queries.OTHERS));
    }

    private List<CatalogRow> rows(String query) throws SQLException {
        List<String> values = new ArrayList<>();
        Matcher name = NAME.matcher(query);
        StringBuilder sent = new StringBuilder();
        while (name.find()) {
            values.add(names.getOrDefault(name.group(1), ""));
            name.appendReplacement(sent, "?::text");
        }
        name.appendTail(sent);
        return CatalogRow.of(sql, sent.toString(), values.toArray(String[]::new));
    }
}
