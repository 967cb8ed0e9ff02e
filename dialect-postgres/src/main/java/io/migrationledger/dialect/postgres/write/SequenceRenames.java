package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Sequence;
import io.migrationledger.spi.schema.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sequences of which nothing but the name differs: where they stand is kept. They are named after tables and columns. */
final class SequenceRenames {
    private final List<SchemaStatement> statements = new ArrayList<>();
    private Snapshot after;

    SequenceRenames(Snapshot from, Snapshot to) {
        after = from;
        for (Sequence sequence : from.sequences()) {
            if (!sequence.options().containsKey("owned by") || has(to, sequence.name())) {
                continue;
            }
            Optional<Sequence> now = to.sequences().stream()
                    .filter(other -> !has(from, other.name())
                            && other.equals(new Sequence(
                                    other.name(), sequence.type(), sequence.options(), sequence.comment())))
                    .findFirst();
            now.ifPresent(other -> rename(sequence, other));
        }
    }

    private static boolean has(Snapshot snapshot, String name) {
        return snapshot.items().anyMatch(item -> item.name().equals(name));
    }

    List<SchemaStatement> statements() {
        return statements;
    }

    Snapshot after() {
        return after;
    }

    private void rename(Sequence sequence, Sequence now) {
        statements.add(SchemaStatement.of(
                "ALTER SEQUENCE " + Sql.name(sequence.name()) + " RENAME TO " + Sql.name(now.name())));
        List<Sequence> sequences = new ArrayList<>(after.sequences());
        sequences.remove(sequence);
        sequences.add(now);
        String before = next(sequence);
        after = after.withSequences(sequences)
                .withTables(after.tables().stream()
                        .map(table -> table.withColumns(table.columns().stream()
                                .map(column -> column(column, before, next(now)))
                                .toList()))
                        .toList());
    }

    /** Returns the default that takes the next value of a sequence. */
    static String next(Sequence sequence) {
        return "nextval(" + Sql.text(Sql.name(sequence.name())) + "::regclass)";
    }

    private static Column column(Column column, String before, String now) {
        return new Column(
                column.name(),
                column.type(),
                column.nullable(),
                column.defaultValue().map(text -> text.replace(before, now)),
                column.generated(),
                column.identity(),
                column.collation(),
                column.options(),
                column.comment());
    }
}
