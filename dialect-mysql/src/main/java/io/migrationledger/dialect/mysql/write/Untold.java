package io.migrationledger.dialect.mysql.write;

import io.migrationledger.spi.schema.Routine;
import io.migrationledger.spi.schema.ScheduledEvent;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.Sequence;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.schema.View;
import io.migrationledger.spi.support.Unwritten;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What snapshots can hold and this writer has no words for. */
final class Untold {
    private Untold() {}

    static void between(Snapshot from, Snapshot to, boolean mariadb, Unwritten gaps) {
        List<String> before = of(from, to, mariadb);
        List<String> after = of(to, from, mariadb);
        after.stream().filter(line -> !before.contains(line)).forEach(gaps::add);
        before.stream().filter(line -> !after.contains(line)).forEach(line -> gaps.add("no longer: " + line));
        if (!from.options().isEmpty()) {
            to.options().forEach((name, value) -> {
                if (!value.equals(from.options().get(name))) {
                    gaps.add("the database's " + name + " is " + from.options().getOrDefault(name, "not told")
                            + ", not " + value + ": ALTER DATABASE is not written");
                }
            });
        }
    }

    /** Of what is the same on both sides nothing is to be told. */
    private static List<String> of(Snapshot snapshot, Snapshot other, boolean mariadb) {
        Unwritten gaps = new Unwritten();
        Set<SchemaItem> same = new HashSet<>(other.items().toList());
        snapshot.items().filter(item -> !same.contains(item)).forEach(item -> tell(item, mariadb, gaps));
        return gaps.lines();
    }

    private static void tell(SchemaItem item, boolean mariadb, Unwritten gaps) {
        if (item instanceof Table table) {
            Columns columns = new Columns(table, mariadb);
            table.columns().forEach(column -> columns.tell(column, gaps));
            new Parts(table, mariadb).tell(gaps);
            TableOptions.tell(table, gaps);
            Partitions.tell(table, gaps);
            table.triggers().forEach(trigger -> Programs.tell(table.name(), trigger, gaps));
        } else if (item instanceof View view) {
            Views.tell(view, gaps);
        } else if (item instanceof Routine routine) {
            Programs.tell(routine, gaps);
        } else if (item instanceof ScheduledEvent event) {
            Programs.tell(event, gaps);
        } else if (item instanceof Sequence sequence) {
            Sequences.tell(sequence, gaps);
        } else {
            gaps.add(item.kind() + " " + item.identity());
        }
    }
}
