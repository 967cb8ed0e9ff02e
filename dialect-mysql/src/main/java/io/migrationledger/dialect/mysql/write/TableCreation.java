package io.migrationledger.dialect.mysql.write;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A table that is not there yet. */
final class TableCreation {
    private TableCreation() {}

    /**
     * Returns the statement that makes it.
     *
     * @param foreignKeys those whose other table is there
     * @param tables all that there are to be, by name
     */
    static SchemaStatement of(Table table, List<ForeignKey> foreignKeys, Set<String> tables, boolean mariadb) {
        Columns columns = new Columns(table, mariadb);
        Parts parts = new Parts(table, mariadb);
        List<String> lines = new ArrayList<>();
        table.columns().forEach(column -> lines.add(columns.definition(column)));
        table.keys().forEach(key -> lines.add(parts.key(key)));
        table.indexes().stream()
                .sorted(Comparator.comparing((Index index) -> !index.unique()))
                .forEach(index -> lines.add(parts.index(index)));
        table.checks().stream()
                .filter(check -> !Columns.isOfColumn(check))
                .forEach(check -> lines.add(parts.check(check)));
        foreignKeys.forEach(key -> lines.add(Parts.foreignKey(key, tables, mariadb)));
        period(table).ifPresent(lines::add);
        StringBuilder sql = new StringBuilder("CREATE TABLE " + Sql.name(table.name()) + " (\n  ")
                .append(String.join(",\n  ", lines))
                .append("\n) ")
                .append(String.join(" ", TableOptions.of(table)));
        if (TableOptions.isVersioned(table)) {
            sql.append("\nWITH SYSTEM VERSIONING");
        }
        table.partitioning().ifPresent(partitioning -> sql.append('\n').append(Partitions.of(partitioning)));
        return SchemaStatement.of(sql.toString());
    }

    /** MariaDB: the time of a row's version, where its edges are columns that were named. */
    static Optional<String> period(Table table) {
        return edge(table, "ROW START")
                .flatMap(start -> edge(table, "ROW END")
                        .map(end -> "PERIOD FOR SYSTEM_TIME (" + Sql.name(start) + ", " + Sql.name(end) + ")"));
    }

    private static Optional<String> edge(Table table, String which) {
        return table.columns().stream()
                .filter(column -> Columns.period(column).equals(Optional.of(which)))
                .map(Column::name)
                .findFirst();
    }
}
