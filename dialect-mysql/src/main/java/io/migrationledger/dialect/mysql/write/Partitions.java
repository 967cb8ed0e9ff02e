package io.migrationledger.dialect.mysql.write;

import io.migrationledger.spi.schema.Partition;
import io.migrationledger.spi.schema.Partitioning;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.support.Unwritten;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How a table is divided, as SQL. */
final class Partitions {
    private Partitions() {}

    /** Returns {@code PARTITION BY …}. */
    static String of(Partitioning partitioning) {
        List<Partition> parts = partitioning.partitions();
        String by = "PARTITION BY " + Sql.expression(partitioning.by());
        boolean plain = IntStream.range(0, parts.size())
                .allMatch(i -> parts.get(i).bound().isEmpty()
                        && parts.get(i).name().equals("p" + i)
                        && parts.get(i).subpartitions().isEmpty()
                        && parts.get(i).comment().isEmpty());
        return plain ? by + " PARTITIONS " + parts.size() : by + " " + list(partitioning.by(), parts);
    }

    private static String list(String by, List<Partition> parts) {
        return parts.stream().map(part -> "  " + part(by, part)).collect(Collectors.joining(",\n", "(\n", "\n)"));
    }

    private static String part(String by, Partition part) {
        String bound = Sql.expression(part.bound());
        String values = bound.isEmpty()
                ? ""
                : by.startsWith("LIST")
                        ? bound.equals("DEFAULT") ? " DEFAULT" : " VALUES IN (" + bound + ")"
                        : !by.startsWith("RANGE")
                                ? " " + bound
                                : bound.equals("MAXVALUE") && !by.startsWith("RANGE COLUMNS")
                                        ? " VALUES LESS THAN MAXVALUE"
                                        : " VALUES LESS THAN (" + bound + ")";
        String comment = part.comment().isEmpty() ? "" : " COMMENT = " + Sql.text(part.comment());
        String subparts = part.subpartitions().isEmpty()
                ? ""
                : part.subpartitions().stream()
                        .map(name -> "SUBPARTITION " + Sql.name(name))
                        .collect(Collectors.joining(", ", " (", ")"));
        return "PARTITION " + Sql.name(part.name()) + values + comment + subparts;
    }

    /** Returns the statement that changes the parts of a table; the two differ, and both have some. */
    static SchemaStatement change(Table table, Partitioning from, Partitioning to) {
        String alter = "ALTER TABLE " + Sql.name(table.name()) + " ";
        List<Partition> before = from.partitions();
        List<Partition> after = to.partitions();
        boolean bounded = Stream.concat(before.stream(), after.stream())
                        .noneMatch(part -> part.bound().isEmpty())
                && (to.by().startsWith("RANGE") || to.by().startsWith("LIST"));
        if (bounded && from.by().equals(to.by())) {
            int size = before.size();
            if (after.size() > size && after.subList(0, size).equals(before)) {
                return SchemaStatement.of(alter + "ADD PARTITION " + list(to.by(), after.subList(size, after.size())));
            }
            if (before.containsAll(after)
                    && before.stream().filter(after::contains).toList().equals(after)) {
                List<String> gone = before.stream()
                        .filter(part -> !after.contains(part))
                        .map(Partition::name)
                        .toList();
                return SchemaStatement.losing(
                        alter + "DROP PARTITION " + Sql.names(gone),
                        gone.stream()
                                .map(name -> "drops partition " + name + " of " + table.name() + " with its rows")
                                .collect(Collectors.joining("; ")));
            }
        }
        return whole(table, to);
    }

    /** Returns the statement that divides a table anew. */
    static SchemaStatement whole(Table table, Partitioning to) {
        String sql = "ALTER TABLE " + Sql.name(table.name()) + "\n" + of(to);
        return SchemaStatement.losing(sql, "can fail where a row of " + table.name() + " fits no partition");
    }

    static void tell(Table table, Unwritten gaps) {
        table.partitioning().ifPresent(partitioning -> {
            String where = "table " + table.name() + ", partition ";
            partitioning
                    .partitions()
                    .forEach(part -> gaps.options(where + part.name(), part.options(), java.util.Set.of()));
            if (partitioning.by().startsWith("SYSTEM_TIME")) {
                gaps.add("table " + table.name() + ": partitions by " + partitioning.by());
            }
        });
    }
}
