package io.migrationledger.schema.generate;

import io.migrationledger.schema.difference.SchemaChange;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Snapshot;
import java.util.List;
import java.util.stream.Stream;

/**
 * The statements that lead from what the migrations build to what is declared, and back.
 *
 * @param questions what was perhaps renamed, and only a person knows; where there are some, there are no statements
 * @param renamed what a person said was renamed, in the order in which it is
 * @param changes what differs beyond that, on the way to what is declared; empty where nothing does
 * @param up the statements there; those of {@code unwritten} are missing
 * @param down the statements back; those of {@code unwritten} are missing
 * @param notes what is not quite as it was wanted and does no harm: the order of columns
 * @param after what the way there leads to: what is declared, where nothing is missing
 * @param back what the way back leads to: what the migrations build, where nothing is missing
 * @param otherSchemas in which other schemas the migrations or what is declared make something; nobody compared it
 */
public record GeneratedScripts(
        List<Rename> questions,
        List<Rename> renamed,
        List<SchemaChange> changes,
        SchemaScript up,
        SchemaScript down,
        List<String> notes,
        Snapshot after,
        Snapshot back,
        List<String> otherSchemas) {

    /** Makes it immutable. */
    public GeneratedScripts {
        questions = List.copyOf(questions);
        renamed = List.copyOf(renamed);
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
        otherSchemas = List.copyOf(otherSchemas);
    }

    /** Returns what was renamed and what differs beyond that, one line each, in words for people. */
    public List<String> differences() {
        return Stream.concat(
                        renamed.stream().map(Rename::done), changes.stream().map(SchemaChange::toString))
                .toList();
    }

    /** Returns what rows, values or rights the way there can lose, or why it can fail where there are rows. */
    public List<String> losses() {
        return up.statements().stream().flatMap(one -> one.loss().stream()).toList();
    }

    /** Returns whether both scripts are whole. */
    public boolean isWhole() {
        return up.unwritten().isEmpty() && down.unwritten().isEmpty();
    }

    /** Returns the text of the script there, as a migration in the ledger's own layout has it. */
    public String upText() {
        return text(up);
    }

    /** Returns the text of the script back. */
    public String downText() {
        return text(down);
    }

    private static String text(SchemaScript script) {
        StringBuilder text = new StringBuilder();
        if (script.statements().stream().anyMatch(SchemaStatement::alone)) {
            text.append("-- ledger: transaction=none\n");
        }
        if (script.statements().stream().anyMatch(one -> one.sql().contains("${"))) {
            text.append("-- ledger: placeholders=none\n");
        }
        for (SchemaStatement statement : script.statements()) {
            text.append(text.isEmpty() ? "" : "\n");
            statement
                    .loss()
                    .ifPresent(loss ->
                            text.append("-- Loss: ").append(oneLine(loss)).append('\n'));
            text.append(statement.sql().strip()).append(";\n");
        }
        for (String missing : script.unwritten()) {
            text.append("\n-- Not written: ").append(oneLine(missing)).append('\n');
        }
        return text.toString();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
