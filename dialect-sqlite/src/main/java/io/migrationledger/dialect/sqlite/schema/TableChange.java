package io.migrationledger.dialect.sqlite.schema;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * From one definition of a table to another, where both are there. SQLite can add and drop columns under conditions (<a
 * href="https://www.sqlite.org/lang_altertable.html">ALTER TABLE</a>); for all else the table is made anew.
 */
final class TableChange {
    /** How it is done. */
    enum Way {
        NONE,
        ADD_COLUMNS,
        DROP_COLUMNS,
        REBUILD
    }

    private final Table from;
    private final Table to;
    private final Way way;

    TableChange(Table from, Table to) {
        this.from = from;
        this.to = to;
        way = wayOf();
    }

    Table from() {
        return from;
    }

    Table to() {
        return to;
    }

    Way way() {
        return way;
    }

    private Way wayOf() {
        if (!from.name().equals(to.name())
                || !from.options().equals(to.options())
                || to.options().containsKey("definition")) {
            boolean same = from.name().equals(to.name()) && from.options().equals(to.options());
            return same && sameBody() ? Way.NONE : Way.REBUILD;
        }
        if (sameBody()) {
            return Way.NONE;
        }
        if (canAdd()) {
            return Way.ADD_COLUMNS;
        }
        return canDrop() ? Way.DROP_COLUMNS : Way.REBUILD;
    }

    private boolean sameBody() {
        return from.columns().equals(to.columns())
                && from.keys().equals(to.keys())
                && from.foreignKeys().equals(to.foreignKeys())
                && from.checks().equals(to.checks());
    }

    // Adding

    private List<Column> newColumns() {
        return to.columns().subList(from.columns().size(), to.columns().size());
    }

    private boolean canAdd() {
        int kept = from.columns().size();
        return to.columns().size() > kept
                && to.columns().subList(0, kept).equals(from.columns())
                && to.keys().equals(from.keys())
                && newColumns().stream().allMatch(TableChange::canBeAdded)
                && to.checks().containsAll(from.checks())
                && to.checks().size() >= from.checks().size()
                && to.foreignKeys().containsAll(from.foreignKeys())
                && newForeignKeys().size()
                        == to.foreignKeys().size() - from.foreignKeys().size()
                && newChecks().size() == to.checks().size() - from.checks().size()
                && newForeignKeys().stream().allMatch(this::standsAtNewColumn);
    }

    /** Without a value that is there at once, an existing row could not have it; a stored one would have to be written. */
    private static boolean canBeAdded(Column column) {
        boolean constant = column.defaultValue()
                .filter(value -> value.startsWith("(") || Names.folded(value).startsWith("current_"))
                .isEmpty();
        boolean valued = column.nullable()
                || column.defaultValue()
                        .filter(value -> !value.equalsIgnoreCase("NULL"))
                        .isPresent();
        return constant
                && valued
                && column.identity().isEmpty()
                && column.generated().filter(Column.Generated::stored).isEmpty();
    }

    private boolean standsAtNewColumn(ForeignKey key) {
        return key.columns().size() == 1
                && newColumns().stream()
                        .anyMatch(column -> column.name().equals(key.columns().get(0))
                                && column.defaultValue().isEmpty());
    }

    private List<ForeignKey> newForeignKeys() {
        return to.foreignKeys().stream()
                .filter(key -> !from.foreignKeys().contains(key))
                .toList();
    }

    private List<Check> newChecks() {
        return to.checks().stream()
                .filter(check -> !from.checks().contains(check))
                .toList();
    }

    List<SchemaStatement> additions() {
        List<SchemaStatement> statements = new ArrayList<>();
        List<Column> added = newColumns();
        for (Column column : added) {
            StringBuilder text = new StringBuilder(
                    "ALTER TABLE " + Names.quoted(to.name()) + " ADD COLUMN " + TableCreation.added(column));
            for (ForeignKey key : newForeignKeys()) {
                if (key.columns().equals(List.of(column.name()))) {
                    text.append(' ')
                            .append(TableCreation.constraint(key.name()))
                            .append(TableCreation.reference(key));
                }
            }
            boolean checked =
                    column.equals(added.get(added.size() - 1)) && !newChecks().isEmpty();
            if (checked) {
                newChecks().forEach(check -> text.append(' ').append(TableCreation.check(check)));
            }
            statements.add(
                    checked
                            ? SchemaStatement.losing(
                                    text.toString(), "can fail where rows of " + to.name() + " break a check")
                            : SchemaStatement.of(text.toString()));
        }
        return statements;
    }

    // Dropping

    private boolean canDrop() {
        List<Column> kept =
                from.columns().stream().filter(to.columns()::contains).toList();
        return kept.equals(to.columns())
                && !kept.isEmpty()
                && from.keys().equals(to.keys())
                && from.foreignKeys().equals(to.foreignKeys())
                && from.checks().equals(to.checks())
                && dropped().noneMatch(this::isUsed);
    }

    private Stream<Column> dropped() {
        return from.columns().stream()
                .filter(column -> to.columns().stream().noneMatch(other -> Names.same(other.name(), column.name())));
    }

    /** In the table itself, or in an index that is there before and after. */
    private boolean isUsed(Column column) {
        String name = column.name();
        Stream<String> columns = Stream.of(
                        from.keys().stream().flatMap((Key key) -> key.columns().stream()),
                        from.foreignKeys().stream().flatMap((ForeignKey key) -> key.columns().stream()))
                .flatMap(all -> all);
        Stream<String> texts = Stream.of(
                        from.checks().stream().map(Check::expression),
                        from.columns().stream()
                                .filter(other -> !other.equals(column))
                                .flatMap(other -> other.generated().stream())
                                .map(Column.Generated::expression),
                        to.indexes().stream().map((Index index) -> IndexCreation.of(index, to)))
                .flatMap(all -> all);
        return columns.anyMatch(other -> Names.same(other, name)) || texts.anyMatch(text -> Names.mentions(text, name));
    }

    List<SchemaStatement> drops() {
        return dropped()
                .map(column -> SchemaStatement.losing(
                        "ALTER TABLE " + Names.quoted(to.name()) + " DROP COLUMN " + Names.quoted(column.name()),
                        "drops column " + to.name() + "." + column.name()))
                .toList();
    }
}
