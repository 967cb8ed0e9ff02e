package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Sequence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lets a new sequence go on behind the numbers that rows have already. It would begin at its start, and the next INSERT
 * would meet a number that is taken.
 */
final class Numbers {
    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");
    private static final Pattern START = Pattern.compile("START WITH (-?\\d+) INCREMENT BY (-?\\d+)");

    private static final Pattern BOUNDS = Pattern.compile("MINVALUE (-?\\d+) MAXVALUE (-?\\d+)");

    private Numbers() {}

    /** Returns whether a sequence may stand where it cannot stand any more: a bound comes nearer. */
    static boolean isNarrower(String from, String to) {
        Matcher before = BOUNDS.matcher(from);
        Matcher after = BOUNDS.matcher(to);
        return before.find()
                && after.find()
                && (Long.parseLong(after.group(1)) > Long.parseLong(before.group(1))
                        || Long.parseLong(after.group(2)) < Long.parseLong(before.group(2)));
    }

    /** Returns the statement for a column that is there and has got an identity; empty where its type has no numbers. */
    static Optional<SchemaStatement> ofIdentity(String table, Column column) {
        String sequence = "pg_get_serial_sequence(" + Sql.text(Sql.name(table)) + ", " + Sql.text(column.name()) + ")";
        Matcher counting = START.matcher(column.options().getOrDefault("sequence", ""));
        return counting.find()
                ? goOn(table, column, sequence, counting.group(1), counting.group(2))
                : goOn(table, column, sequence, "1", "1");
    }

    /** Returns the statement for a sequence that is new, and that one column takes its values from since. */
    static Optional<SchemaStatement> ofDefault(Sequence sequence, Collection<TableChange> changes) {
        List<Map.Entry<String, Column>> columns = new ArrayList<>();
        String next = SequenceRenames.next(sequence);
        for (TableChange change : changes) {
            for (Column column : change.getDefault(next)) {
                columns.add(Map.entry(change.to().name(), column));
            }
        }
        if (columns.size() != 1) {
            return Optional.empty();
        }
        return goOn(
                columns.get(0).getKey(),
                columns.get(0).getValue(),
                Sql.text(Sql.name(sequence.name())),
                sequence.options().getOrDefault("start", "1"),
                sequence.options().getOrDefault("increment", "1"));
    }

    private static Optional<SchemaStatement> goOn(
            String table, Column column, String sequence, String start, String increment) {
        boolean up = !increment.startsWith("-");
        String last = (up ? "max(" : "min(") + Sql.name(column.name()) + ")";
        return Optional.of(column)
                .filter(one -> INTEGERS.contains(one.type()))
                .map(one -> SchemaStatement.of("SELECT setval(" + sequence + ", " + last + ") FROM " + Sql.name(table)
                        + " HAVING " + last + (up ? " >= " : " <= ") + start));
    }
}
