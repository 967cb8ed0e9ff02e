package io.migrationledger.dialect.sqlite.schema;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Table;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Columns that are computed or compared in another way than before, and what stands on them. */
final class ChangedColumns {
    private static final String BINARY = "BINARY";

    private final Table from;
    private final Table to;
    private final Set<String> computed = new TreeSet<>();
    private final Set<String> collated = new TreeSet<>();

    ChangedColumns(Table from, Table to) {
        this.from = from;
        this.to = to;
        for (Column column : to.columns()) {
            column(from, column.name())
                    .filter(before -> !Names.same(collation(before), collation(column)))
                    .ifPresent(before -> collated.add(column.name()));
        }
        boolean more = true;
        while (more) { // what is computed from such a column is another one, too
            more = false;
            for (Column column : to.columns()) {
                more |= isComputedAnew(column) && computed.add(column.name());
            }
        }
    }

    private boolean isComputedAnew(Column column) {
        return column.generated()
                .filter(now -> column(from, column.name())
                        .filter(before -> before.generated()
                                .filter(other -> other.expression().equals(now.expression()) && !isIn(now.expression()))
                                .isEmpty())
                        .isPresent())
                .isPresent();
    }

    private static Optional<Column> column(Table table, String name) {
        return table.columns().stream()
                .filter(column -> Names.same(column.name(), name))
                .findFirst();
    }

    private static String collation(Column column) {
        return column.collation().orElse(BINARY);
    }

    boolean isComputed(String column) {
        return computed.stream().anyMatch(name -> Names.same(name, column));
    }

    /** Whether an expression names such a column. */
    boolean isIn(String expression) {
        return computed.stream().anyMatch(name -> Names.mentions(expression, name))
                || collated.stream().anyMatch(name -> Names.mentions(expression, name));
    }

    /** Whether rows that had different keys can have the same now. BINARY, the usual collation, takes no two for one. */
    boolean canJoin(Key key) {
        return from.keys().stream()
                .noneMatch(before -> before.columns().equals(key.columns())
                        && key.columns().stream()
                                .allMatch(column -> !isComputed(column)
                                        && (Names.same(collation(to, key, column), BINARY)
                                                || Names.same(
                                                        collation(to, key, column), collation(from, before, column)))));
    }

    private static String collation(Table table, Key key, String column) {
        String own = key.options().get("collation of " + column);
        return own != null
                ? own
                : column(table, column).map(ChangedColumns::collation).orElse(BINARY);
    }

    /** The same of an index that is equal before and after. */
    boolean canJoin(Index index) {
        return index.parts().stream()
                        .anyMatch(part -> part.column().isEmpty() ? isIn(part.expression()) : isComputed(part.column()))
                || index.predicate().filter(this::isIn).isPresent()
                || isIn(index.options().getOrDefault("definition", ""));
    }
}
