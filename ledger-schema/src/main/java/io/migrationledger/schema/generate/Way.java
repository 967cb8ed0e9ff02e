package io.migrationledger.schema.generate;

import io.migrationledger.schema.difference.SchemaChange;
import io.migrationledger.schema.difference.SchemaDifference;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Statements that have led a scratch database from one schema to another. What a statement does beside its words (MySQL
 * makes an index for a foreign key) is seen in the database and made good by further ones.
 */
final class Way {
    private static final int ROUNDS = 3;

    private final Connection connection;
    private final Supplier<Snapshot> present;
    private final SchemaWriter writer;
    private final List<SchemaStatement> statements = new ArrayList<>();
    private final Set<String> unwritten = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();

    Way(Connection connection, Supplier<Snapshot> present, SchemaWriter writer) {
        this.connection = connection;
        this.present = present;
        this.writer = writer;
    }

    /** Returns whether it ran. */
    boolean run(SchemaStatement one) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false); // in a name, too, a client may take {fn} for its own
            statement.execute(one.sql());
        } catch (SQLException e) {
            unwritten.add("a statement fails: " + e.getMessage() + "\n" + one.sql());
            return false;
        }
        statements.add(one);
        return true;
    }

    /** Leads to that schema, or as near as there are statements. Returns what is reached. */
    Snapshot leadTo(Snapshot to) {
        Snapshot at = present.get();
        List<String> told = List.of();
        for (int round = 0; round < ROUNDS && !SchemaDifference.between(at, to).isEmpty(); round++) {
            SchemaScript script = writer.script(at, to);
            told = script.unwritten();
            if (script.statements().isEmpty() || !script.statements().stream().allMatch(this::run)) {
                break;
            }
            at = present.get();
        }
        List<SchemaChange> left = new ArrayList<>(SchemaDifference.between(present.get(), to));
        left.stream().filter(SchemaChange::isOrderOfColumns).forEach(this::note);
        left.removeIf(SchemaChange::isOrderOfColumns);
        if (left.isEmpty()) {
            // It is reached, whatever could not be done on the way: before a column has its name back, no trigger that
            // names it can be made.
            unwritten.clear();
        } else {
            unwritten.addAll(told);
            left.forEach(change -> unwritten.add(change.toString()));
        }
        return present.get();
    }

    private void note(SchemaChange order) {
        notes.add("the columns of " + order.object() + " will stand in another order: this database cannot move them");
    }

    /** Returns what is not quite as it was wanted, and does no harm. */
    Set<String> notes() {
        return notes;
    }

    SchemaScript script() {
        return new SchemaScript(statements, List.copyOf(unwritten));
    }
}
