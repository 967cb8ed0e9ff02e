package io.migrationledger.dialect.mysql.write;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Partitioning;
import io.migrationledger.spi.schema.SchemaPart;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.support.Unwritten;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table that becomes another one, in as few statements as can be; its foreign keys and triggers apart. */
final class TableChange {
    private final Table from;
    private final Table to;
    private final boolean mariadb;
    private final Columns before;
    private final Columns after;
    private final Parts parts;
    private final Set<String> replaced = new TreeSet<>();
    /**
     * Columns that go, and that others are computed from: MySQL drops them only where those are gone, or computed in another way,
     * before the statement (error 3108). In the order in which they can go.
     */
    private final List<String> computedFrom = new ArrayList<>();

    TableChange(Table from, Table to, boolean mariadb) {
        this.from = from;
        this.to = to;
        this.mariadb = mariadb;
        this.before = new Columns(from, mariadb);
        this.after = new Columns(to, mariadb);
        this.parts = new Parts(to, mariadb);
        for (Column column : to.columns()) {
            from.column(column.name())
                    .filter(old -> isReplaced(old, column))
                    .ifPresent(old -> replaced.add(column.name()));
        }
        if (!mariadb) {
            Set<String> mentioned = new TreeSet<>();
            from.columns()
                    .forEach(column -> column.generated()
                            .ifPresent(generated -> mentioned.addAll(mentioned(generated.expression()))));
            for (Column column : from.columns()) {
                if (mentioned.contains(column.name())
                        && to.column(column.name()).isEmpty()) {
                    // What is computed may be computed from columns that stand before it, and is dropped before them.
                    computedFrom.add(column.generated().isPresent() ? 0 : computedFrom.size(), column.name());
                }
            }
        }
    }

    /** Whether a column is computed when it is read cannot be changed; nor whether it is an edge of a version's time. */
    private static boolean isReplaced(Column from, Column to) {
        boolean virtual = from.generated().filter(one -> !one.stored()).isPresent();
        boolean becomesVirtual = to.generated().filter(one -> !one.stored()).isPresent();
        return virtual != becomesVirtual || !Columns.period(from).equals(Columns.period(to));
    }

    Table from() {
        return from;
    }

    Table to() {
        return to;
    }

    /** Returns the names of columns whose values are kept in another way, which no foreign key bears. */
    Set<String> retyped() {
        Set<String> names = new TreeSet<>(replaced);
        for (Column column : from.columns()) {
            Optional<Column> other = to.column(column.name());
            if (other.isEmpty()
                    || !other.get().type().equals(column.type())
                    || !after.collation(other.get()).equals(before.collation(column))
                    || !other.get().generated().equals(column.generated())
                    || other.get().nullable() != column.nullable()) {
                names.add(column.name());
            }
        }
        return names;
    }

    /** Returns whether an index is there before and after that serves a foreign key by these columns. */
    boolean keepsIndexOf(List<String> columns) {
        Stream<List<String>> keys =
                from.keys().stream().filter(key -> to.keys().contains(key)).map(Key::columns);
        Stream<List<String>> indexes = from.indexes().stream()
                .filter(index -> to.indexes().contains(index))
                .map(index -> index.parts().stream()
                        .map(part -> part.options().isEmpty() ? part.column() : "")
                        .toList());
        return Stream.concat(keys, indexes)
                .anyMatch(key -> key.size() >= columns.size()
                        && key.subList(0, columns.size()).equals(columns));
    }

    List<SchemaStatement> statements(Unwritten gaps) {
        Losses losses = new Losses();
        List<String> clauses = new ArrayList<>();
        boolean gainsHistory = !TableOptions.isVersioned(from) && TableOptions.isVersioned(to);
        boolean losesHistory = TableOptions.isVersioned(from) && !TableOptions.isVersioned(to);
        drops(clauses);
        columns(clauses, losses);
        additions(clauses, losses);
        if (TableCreation.period(from).isPresent() && TableCreation.period(to).isEmpty()) {
            clauses.add(0, "DROP PERIOD FOR SYSTEM_TIME");
        }
        if (losesHistory) {
            clauses.add(0, "DROP SYSTEM VERSIONING");
            losses.add("drops the history of the rows of " + to.name());
        }
        TableCreation.period(to)
                .filter(period -> TableCreation.period(from).isEmpty())
                .ifPresent(period -> clauses.add("ADD " + period));
        if (gainsHistory) {
            clauses.add("ADD SYSTEM VERSIONING");
        }
        clauses.addAll(TableOptions.changes(from, to, gaps));
        List<SchemaStatement> statements = new ArrayList<>();
        Optional<Partitioning> divided = from.partitioning();
        boolean anew = !divided.map(Partitioning::by).equals(to.partitioning().map(Partitioning::by));
        String alter = "ALTER TABLE " + Sql.name(to.name());
        if (divided.isPresent() && anew && (to.partitioning().isEmpty() || !clauses.isEmpty())) {
            statements.add(SchemaStatement.of(alter + " REMOVE PARTITIONING"));
            divided = Optional.empty();
        }
        if (!clauses.isEmpty()) {
            statements.add(
                    losses.statement(alter + (clauses.size() == 1 ? " " : "\n  ") + String.join(",\n  ", clauses)));
        }
        for (String name : computedFrom) {
            Losses loss = new Losses();
            loss.add("drops column " + to.name() + "." + name);
            statements.add(loss.statement(alter + " DROP COLUMN " + Sql.name(name)));
        }
        if (to.partitioning().isPresent() && !to.partitioning().equals(divided)) {
            Partitioning wanted = to.partitioning().get();
            statements.add(divided.map(old -> Partitions.change(to, old, wanted))
                    .orElseGet(() -> Partitions.whole(to, wanted)));
        }
        if (TableOptions.isVersioned(from) && !statements.isEmpty()) {
            statements.add(0, SchemaStatement.of("SET SESSION system_versioning_alter_history = KEEP"));
            statements.add(SchemaStatement.of("SET SESSION system_versioning_alter_history = DEFAULT"));
        }
        return statements;
    }

    private void drops(List<String> clauses) {
        from.keys().stream()
                .filter(key -> isRemade(key, to.keys(), key.columns()))
                .forEach(key -> clauses.add(key.primary() ? "DROP PRIMARY KEY" : "DROP KEY " + Sql.name(key.name())));
        from.indexes().stream()
                .filter(index -> isRemade(index, to.indexes(), columnsOf(index))
                        && shown(index).isEmpty())
                .forEach(index -> clauses.add("DROP KEY " + Sql.name(index.name())));
        from.checks().stream()
                .filter(check -> !Columns.isOfColumn(check)
                        && isRemade(check, to.checks(), mentioned(check.expression()))
                        && enforced(check).isEmpty())
                .forEach(check -> clauses.add(parts.dropCheck(check)));
    }

    private void additions(List<String> clauses, Losses losses) {
        for (Key key : to.keys()) {
            if (isRemade(key, from.keys(), key.columns())) {
                clauses.add("ADD " + parts.key(key));
                unique(losses, String.join(", ", key.columns()));
            }
        }
        for (Index index : to.indexes()) {
            if (!isRemade(index, from.indexes(), columnsOf(index))) {
                continue;
            }
            Optional<Index> other = shown(index);
            if (other.isPresent()) {
                clauses.add("ALTER INDEX " + Sql.name(index.name()) + visibility(index, other.get()));
                continue;
            }
            clauses.add("ADD " + parts.index(index));
            if (index.unique()) {
                unique(losses, String.join(", ", columnsOf(index)));
            }
        }
        for (Check check : to.checks()) {
            if (Columns.isOfColumn(check) || !isRemade(check, from.checks(), mentioned(check.expression()))) {
                continue;
            }
            boolean off = check.options().containsKey("not enforced");
            clauses.add(
                    enforced(check).isPresent()
                            ? "ALTER CHECK " + Sql.name(check.name()) + (off ? " NOT" : "") + " ENFORCED"
                            : "ADD " + parts.check(check));
            if (!off) {
                losses.add("can fail where a row of " + to.name() + " breaks the check " + check.name());
            }
        }
    }

    private void unique(Losses losses, String columns) {
        losses.add("can fail where rows of " + to.name() + " have the same (" + columns + ")");
    }

    private <T extends SchemaPart> boolean isRemade(T part, List<T> others, Set<String> columns) {
        return !others.contains(part) || columns.stream().anyMatch(replaced::contains);
    }

    private <T extends SchemaPart> boolean isRemade(T part, List<T> others, List<String> columns) {
        return isRemade(part, others, Set.copyOf(columns));
    }

    private Set<String> columnsOf(Index index) {
        Set<String> names = new TreeSet<>();
        for (Index.Part part : index.parts()) {
            if (part.column().isEmpty()) {
                names.addAll(mentioned(part.expression()));
            } else {
                names.add(part.column());
            }
        }
        return names;
    }

    private Set<String> mentioned(String expression) {
        return Mentions.in(Sql.expression(expression), mariadb);
    }

    /** Returns the index of this name on the other side, where only whether it is used differs. */
    private Optional<Index> shown(Index index) {
        List<Index> others = from.indexes().contains(index) ? to.indexes() : from.indexes();
        return others.stream()
                .filter(other -> other.name().equals(index.name()) && !other.equals(index))
                .filter(other -> used(other).equals(used(index)))
                .filter(other -> columnsOf(index).stream().noneMatch(replaced::contains))
                .findFirst();
    }

    private static Index used(Index index) {
        Map<String, String> options = new HashMap<>(index.options());
        options.remove("invisible");
        options.remove("ignored");
        return new Index(
                index.name(),
                index.unique(),
                index.method(),
                index.parts(),
                index.included(),
                index.predicate(),
                index.valid(),
                options,
                index.comment());
    }

    private static String visibility(Index to, Index from) {
        return to.options().containsKey("invisible")
                ? " INVISIBLE"
                : to.options().containsKey("ignored")
                        ? " IGNORED"
                        : from.options().containsKey("invisible") ? " VISIBLE" : " NOT IGNORED";
    }

    private Optional<Check> enforced(Check check) {
        List<Check> others = from.checks().contains(check) ? to.checks() : from.checks();
        return others.stream()
                .filter(other -> other.name().equals(check.name())
                        && !other.equals(check)
                        && other.expression().equals(check.expression())
                        && !Columns.isOfColumn(other)
                        && mentioned(check.expression()).stream().noneMatch(replaced::contains))
                .findFirst();
    }

    private void columns(List<String> clauses, Losses losses) {
        boolean collated = !Optional.ofNullable(from.options().get("collation"))
                .equals(Optional.ofNullable(to.options().get("collation")));
        Function<Column, String> definition = collated ? after::whole : after::definition;
        for (Column column : from.columns()) {
            boolean gone = to.column(column.name()).isEmpty() && !computedFrom.contains(column.name());
            if (gone || replaced.contains(column.name())) {
                clauses.add("DROP COLUMN " + Sql.name(column.name()));
                losses.add("drops column " + to.name() + "." + column.name());
            }
        }
        Set<String> resting = Moves.resting(
                from.columns().stream().map(Column::name).filter(this::isKept).toList(),
                to.columns().stream().map(Column::name).filter(this::isKept).toList());
        List<Column> wanted = to.columns();
        for (int i = 0; i < wanted.size(); i++) {
            Column column = wanted.get(i);
            String place =
                    i == 0 ? " FIRST" : " AFTER " + Sql.name(wanted.get(i - 1).name());
            if (!isKept(column.name())) {
                boolean last = wanted.subList(i, wanted.size()).stream().noneMatch(one -> resting.contains(one.name()));
                clauses.add("ADD COLUMN " + definition.apply(column) + (last ? "" : place));
                losses.added(to.name(), column);
                continue;
            }
            Column old = from.column(column.name()).orElseThrow();
            boolean moved = !resting.contains(column.name());
            boolean changed = !before.whole(old).equals(after.whole(column));
            if (moved || changed) {
                clauses.add("MODIFY COLUMN " + definition.apply(column) + (moved ? place : ""));
                losses.changed(to.name(), old, column, before.collation(old), after.collation(column));
                if (!before.collation(old).equals(after.collation(column))) {
                    keptKeysOf(column.name()).forEach(key -> unique(losses, key));
                }
            }
        }
    }

    /** Returns the columns of each key of a column that is there before and after: what is equal in it may change. */
    private Stream<String> keptKeysOf(String column) {
        Stream<List<String>> keys =
                to.keys().stream().filter(from.keys()::contains).map(Key::columns);
        Stream<List<String>> indexes = to.indexes().stream()
                .filter(index -> index.unique() && from.indexes().contains(index))
                .map(index -> List.copyOf(columnsOf(index)));
        return Stream.concat(keys, indexes)
                .filter(columns -> columns.contains(column))
                .map(columns -> String.join(", ", columns));
    }

    private boolean isKept(String column) {
        return from.column(column).isPresent() && to.column(column).isPresent() && !replaced.contains(column);
    }

    @Override
    public String toString() {
        return Stream.of(from, to).map(Table::name).collect(Collectors.joining(" -> "));
    }
}
