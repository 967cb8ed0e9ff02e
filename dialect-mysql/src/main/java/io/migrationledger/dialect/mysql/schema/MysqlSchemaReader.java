package io.migrationledger.dialect.mysql.schema;

import io.migrationledger.dialect.mysql.server.Server;
import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.spi.schema.SchemaReader;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.support.CatalogRow;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads INFORMATION_SCHEMA: ten queries, and on a server without sequences nine; and {@link StoredTexts}. */
public final class MysqlSchemaReader implements SchemaReader {
    private final JdbcSql sql;
    private final Server server;
    private final String database;
    private final Predicate<String> own;

    /**
     * Reads on this connection.
     *
     * @param database the connection's own
     * @param own whether a table is the ledger's, which is left out
     */
    public MysqlSchemaReader(JdbcSql sql, Server server, String database, Predicate<String> own) {
        this.sql = sql;
        this.server = server;
        this.database = database;
        this.own = own;
    }

    @Override
    public Snapshot read() throws SQLException {
        TextSettings settings = new TextSettings(sql);
        try {
            if (server.mariadb()) {
                settings.fix(); // MySQL's catalogue does not depend on them
            }
            return snapshot(new StoredTexts(sql, server.mariadb(), settings));
        } finally {
            settings.restore();
        }
    }

    private Snapshot snapshot(StoredTexts stored) throws SQLException {
        Queries queries = new Queries(server);
        List<CatalogRow> relations = rows(queries.relations(), "name");
        boolean defaults =
                queries.mayTellDefaults() && sql.row(queries.tellsDefaults()).isPresent();
        return new Assembly(
                        server.mariadb(),
                        database,
                        relations,
                        rows(queries.columns(), "owner"),
                        rows(queries.indexes(), "owner"),
                        stored.ofTexts(sql.named(queries.texts()).stream()
                                .filter(row -> !own.test(row.getOrDefault("owner", "")))
                                .toList()))
                .constraints(
                        rows(queries.foreignKeyColumns(), "owner"),
                        rows(queries.foreignKeyRules(), "owner"),
                        rows(queries.checks(), "owner"))
                .partitions(rows(queries.partitions(), "owner"))
                .snapshot(
                        server.product() + " " + server.ownVersion(),
                        stored.ofRoutines(sql.named(queries.routines(defaults))),
                        sequences(relations));
    }

    private List<CatalogRow> rows(String query, String table) throws SQLException {
        return CatalogRow.of(sql, query).stream()
                .filter(row -> !own.test(row.text(table)))
                .toList();
    }

    /** What a sequence does only the sequence tells (https://mariadb.com/kb/en/sequence-overview/): one query for all. */
    private List<CatalogRow> sequences(List<CatalogRow> relations) throws SQLException {
        List<String> names = relations.stream()
                .filter(row -> row.text("kind").equals("SEQUENCE"))
                .map(row -> row.text("name"))
                .toList();
        if (names.isEmpty()) {
            return List.of();
        }
        String query = names.stream()
                .map(name -> "SELECT '" + name.replace("\\", "\\\\").replace("'", "''") + "' AS name,"
                        + " start_value AS `o: start`, increment AS `o: increment`, minimum_value AS `o: minimum`,"
                        + " maximum_value AS `o: maximum`, cache_size AS `o: cache`,"
                        + " IF(cycle_option, 'true', NULL) AS `o: cycle` FROM " + Name.quote(name))
                .collect(Collectors.joining(" UNION ALL "));
        return CatalogRow.of(sql, query);
    }
}
