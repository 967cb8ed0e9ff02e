package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the columns of a partition or of a child have become when its parents have changed: ALTER TABLE reaches the tables
 * below by itself, and the server refuses to add, drop or alter there what comes from above (<a
 * href="https://www.postgresql.org/docs/current/sql-altertable.html">ALTER TABLE</a>).
 */
final class Descent {
    private static final String INHERITED = "inherited";
    /** What ALTER TABLE sets in the tables below, too. */
    private static final List<String> SETTINGS = List.of("storage", "statistics");

    private final Table after;
    private final List<TableChange> parents;

    private Descent(Table after, List<TableChange> parents) {
        this.after = after;
        this.parents = parents;
    }

    /**
     * Returns what is left to be changed.
     *
     * @param parents what changes in the tables that it has as parents before and after
     */
    static TableChange rest(TableChange change, List<TableChange> parents) {
        Descent descent = new Descent(change.to(), parents);
        List<Column> columns = change.from().columns();
        for (TableChange parent : parents) {
            columns = descent.below(parent, columns);
        }
        return change.withColumnsBefore(columns);
    }

    private List<Column> below(TableChange parent, List<Column> columns) {
        List<Column> all = new ArrayList<>();
        for (Column column : columns) {
            stays(parent, column).ifPresent(all::add);
        }
        for (Column above : parent.to().columns()) {
            if (isAdded(parent, above)) {
                add(above, all);
            }
        }
        return all;
    }

    private Optional<Column> stays(TableChange parent, Column column) {
        Optional<Column> before = parent.from().column(column.name());
        if (before.isEmpty()) {
            return Optional.of(column);
        }
        if (!parent.dropped().contains(column.name())) {
            return Optional.of(parent.to()
                    .column(column.name())
                    .map(now -> changed(column, before.get(), now))
                    .orElse(column));
        }
        boolean isOfAnother = parents.stream()
                .anyMatch(other -> !other.equals(parent)
                        && other.from().column(column.name()).isPresent());
        if (isOfAnother) {
            return Optional.of(column);
        }
        return "and own".equals(column.options().get(INHERITED))
                ? Optional.of(with(column, INHERITED, Optional.empty()))
                : Optional.empty();
    }

    private static boolean isAdded(TableChange parent, Column column) {
        return parent.from().column(column.name()).isEmpty() || parent.dropped().contains(column.name());
    }

    private boolean isPartition() {
        return after.partitionOf().isPresent();
    }

    private void add(Column above, List<Column> all) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).name().equals(above.name())) {
                all.set(i, isPartition() ? all.get(i) : with(all.get(i), INHERITED, Optional.of("and own")));
                return;
            }
        }
        Map<String, String> options = new TreeMap<>();
        SETTINGS.forEach(setting -> copy(setting, above.options(), options));
        if (!isPartition()) {
            options.put(INHERITED, "true");
        }
        boolean nullable = above.nullable() || above.options().containsKey("not null no inherit");
        all.add(new Column(
                above.name(),
                above.type(),
                nullable,
                above.defaultValue(),
                above.generated(),
                isPartition() ? above.identity() : Optional.empty(),
                above.collation(),
                withNotNull(above.name(), nullable, options),
                ""));
    }

    private Column changed(Column column, Column before, Column now) {
        boolean retyped = TableChange.isRetyped(before, now);
        boolean defaultChanges = !before.defaultValue().equals(now.defaultValue())
                || retyped && now.defaultValue().isPresent();
        boolean notNullChanges =
                before.nullable() != now.nullable() || Columns.isUnchecked(before) != Columns.isUnchecked(now);
        boolean nullable = notNullChanges ? now.nullable() : column.nullable();
        Map<String, String> options = new TreeMap<>(column.options());
        for (String setting : SETTINGS) {
            if (!Objects.equals(before.options().get(setting), now.options().get(setting))) {
                copy(setting, now.options(), options);
            }
        }
        return new Column(
                column.name(),
                retyped ? now.type() : column.type(),
                nullable,
                defaultChanges ? now.defaultValue() : column.defaultValue(),
                before.generated().equals(now.generated()) ? column.generated() : now.generated(),
                isPartition() && !before.identity().equals(now.identity()) ? now.identity() : column.identity(),
                retyped ? now.collation() : column.collation(),
                notNullChanges ? withNotNull(column.name(), nullable, options) : options,
                column.comment());
    }

    /** A NOT NULL that comes from above has the name that it has there, and cannot get another. */
    private Map<String, String> withNotNull(String column, boolean nullable, Map<String, String> options) {
        options.keySet().removeIf(option -> option.startsWith("not null "));
        if (!nullable) {
            after.column(column)
                    .ifPresent(now -> now.options().forEach((name, value) -> {
                        if (name.startsWith("not null ")) {
                            options.put(name, value);
                        }
                    }));
        }
        return options;
    }

    private static void copy(String option, Map<String, String> from, Map<String, String> to) {
        to.remove(option);
        if (from.containsKey(option)) {
            to.put(option, from.getOrDefault(option, ""));
        }
    }

    private static Column with(Column column, String option, Optional<String> value) {
        Map<String, String> options = new TreeMap<>(column.options());
        options.remove(option);
        value.ifPresent(one -> options.put(option, one));
        return new Column(
                column.name(),
                column.type(),
                column.nullable(),
                column.defaultValue(),
                column.generated(),
                column.identity(),
                column.collation(),
                options,
                column.comment());
    }
}
