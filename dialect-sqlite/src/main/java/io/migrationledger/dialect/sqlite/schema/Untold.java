package io.migrationledger.dialect.sqlite.schema;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.schema.Trigger;
import io.migrationledger.spi.schema.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a snapshot holds and no statement of SQLite says. The reader tells nothing of this kind; a snapshot of a newer version,
 * or one that somebody made, can.
 */
final class Untold {
    private final List<String> lines = new ArrayList<>();

    private Untold() {}

    /** @param settled what is said of the schema itself and has no need of a statement */
    static List<String> of(Snapshot snapshot, Map<String, String> settled) {
        Untold untold = new Untold();
        untold.options(
                "the schema",
                snapshot.options(),
                option -> snapshot.options().getOrDefault(option, "").equals(settled.get(option)));
        snapshot.items().forEach(untold::item);
        return untold.lines;
    }

    private void item(SchemaItem item) {
        String name = item.kind() + " " + item.identity();
        if (item instanceof Table table) {
            table(name, table);
        } else if (item instanceof View view) {
            same(
                    name,
                    view,
                    new View(
                            view.name(),
                            false,
                            view.definition(),
                            List.of(),
                            List.of(),
                            view.triggers(),
                            List.of(),
                            Map.of(),
                            ""));
            view.triggers().forEach(trigger -> trigger(name, trigger));
        } else if (!item.kind().equals("virtual table")) {
            lines.add(name + ": SQLite has no such object");
        }
    }

    private void table(String name, Table table) {
        same(
                name,
                table,
                new Table(
                        table.name(),
                        table.columns(),
                        table.keys(),
                        table.foreignKeys(),
                        table.checks(),
                        table.indexes(),
                        table.triggers(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        table.options(),
                        ""));
        options(name, table.options(), List.of("strict", "without rowid", "definition")::contains);
        for (Column column : table.columns()) {
            options(
                    name + ", column " + column.name(),
                    column.options(),
                    List.of("not null on conflict", "not null constraint", "default constraint")::contains);
            comment(name + ", column " + column.name(), column.comment());
            column.identity()
                    .filter(identity -> !identity.equals("autoincrement"))
                    .ifPresent(identity -> lines.add(name + ", column " + column.name() + ": identity " + identity));
        }
        for (Key key : table.keys()) {
            options(
                    name + ", key " + key.name(),
                    key.options(),
                    option -> option.equals("on conflict")
                            || option.equals(TableText.NOT_THE_ROWID)
                            || option.startsWith("order of ")
                            || option.startsWith("collation of "));
            comment(name + ", key " + key.name(), key.comment());
        }
        for (ForeignKey key : table.foreignKeys()) {
            options(name + ", foreign key " + key.name(), key.options(), List.of("match", "deferrable")::contains);
            comment(name + ", foreign key " + key.name(), key.comment());
        }
        for (Check check : table.checks()) {
            options(name + ", check " + check.name(), check.options(), List.of("on conflict")::contains);
            comment(name + ", check " + check.name(), check.comment());
        }
        for (Index index : table.indexes()) {
            String of = name + ", index " + index.name();
            same(
                    of,
                    index,
                    new Index(
                            index.name(),
                            index.unique(),
                            "",
                            index.parts(),
                            List.of(),
                            index.predicate(),
                            true,
                            index.options(),
                            ""));
            options(of, index.options(), List.of("definition")::contains);
            index.parts().forEach(part -> options(of, part.options(), List.of("collation")::contains));
        }
        table.triggers().forEach(trigger -> trigger(name, trigger));
    }

    private void trigger(String name, Trigger trigger) {
        same(
                name + ", trigger " + trigger.name(),
                trigger,
                new Trigger(trigger.name(), trigger.definition(), Map.of(), ""));
    }

    private void same(String name, Record told, Record written) {
        if (!told.equals(written)) {
            lines.add(name + ": SQLite has no statement for all that is told of it");
        }
    }

    private void comment(String name, String comment) {
        if (!comment.isEmpty()) {
            lines.add(name + ": SQLite keeps no comments");
        }
    }

    private void options(String name, Map<String, String> options, Predicate<String> known) {
        options.keySet().stream()
                .filter(known.negate())
                .forEach(option -> lines.add(name + ": SQLite has no statement for " + option));
    }
}
