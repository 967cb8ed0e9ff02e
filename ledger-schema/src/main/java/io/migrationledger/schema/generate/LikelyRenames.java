package io.migrationledger.schema.generate;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was perhaps renamed, and only a person knows: something is gone, and something alike is new. */
final class LikelyRenames {
    private LikelyRenames() {}

    /**
     * Returns each with at most one answer.
     *
     * @param decided tables ({@code people}) and columns ({@code people.mail}) that a person has spoken of
     */
    static List<Rename> between(Snapshot from, Snapshot to, Set<String> decided) {
        List<Rename> likely = new ArrayList<>();
        List<Table> added = new ArrayList<>(without(to.tables(), from.tables()));
        for (Table gone : without(from.tables(), to.tables())) {
            if (decided.contains(gone.name())) {
                continue;
            }
            Optional<Table> alike =
                    added.stream().filter(table -> alike(gone, table)).findFirst();
            alike.ifPresent(table -> {
                added.remove(table);
                likely.add(new Rename(gone.name(), Optional.empty(), table.name()));
            });
        }
        for (Table table : from.tables()) {
            to.tables().stream()
                    .filter(after -> after.name().equals(table.name()))
                    .forEach(after -> columns(table, after, decided, likely));
        }
        return likely;
    }

    private static List<Table> without(List<Table> tables, List<Table> others) {
        Set<String> names = new LinkedHashSet<>();
        others.forEach(table -> names.add(table.name()));
        return tables.stream().filter(table -> !names.contains(table.name())).toList();
    }

    /** Half of the columns, of the wider of the two tables, have the same name and type. */
    private static boolean alike(Table gone, Table added) {
        long same = gone.columns().stream()
                .filter(column -> added.column(column.name())
                        .filter(other -> other.type().equals(column.type()))
                        .isPresent())
                .count();
        return same > 0
                && 2 * same >= Math.max(gone.columns().size(), added.columns().size());
    }

    private static void columns(Table before, Table after, Set<String> decided, List<Rename> likely) {
        List<Column> added = new ArrayList<>(after.columns());
        added.removeIf(column -> before.column(column.name()).isPresent());
        for (Column gone : before.columns()) {
            if (after.column(gone.name()).isPresent() || decided.contains(before.name() + "." + gone.name())) {
                continue;
            }
            Optional<Column> alike = added.stream()
                    .filter(column -> column.type().equals(gone.type())
                            && column.generated().equals(gone.generated()))
                    .findFirst();
            alike.ifPresent(column -> {
                added.remove(column);
                likely.add(new Rename(before.name(), Optional.of(gone.name()), column.name()));
            });
        }
    }
}
