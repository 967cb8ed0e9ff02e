package io.migrationledger.cli.command;

import io.migrationledger.PlannedStatement;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import io.migrationledger.migration.NewMigration;
import io.migrationledger.spi.StatementKind;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The script of a push, as a migration. One that goes on after another has that one's id, and begins with the statements that
 * are in effect, just as they ran: so the run goes on behind them, and the ledger has one script of all that took effect.
 *
 * @param id of the namespace of pushes
 * @param description what it is a push of
 * @param statements the statements, each with the mark that ends it, below directives where there are some
 */
record PushScript(MigrationId id, String description, String statements) {
    /** How the descriptions of pushes begin. */
    static final String DESCRIPTION = "push of ";

    private static final String DIRECTIVE = "-- ledger:";

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /**
     * Returns a new push.
     *
     * @param to what is declared
     * @param before the ids of the namespace that there are
     */
    static PushScript of(String to, Collection<MigrationId> before, String statements) {
        List<String> versions = before.stream()
                .map(MigrationId::value)
                .filter(value -> NUMBER.matcher(value).matches())
                .toList();
        String version = migration(DESCRIPTION + to, "").timeAfter(versions);
        return new PushScript(new MigrationId(PushCommand.NAMESPACE, version), DESCRIPTION + to, statements);
    }

    /**
     * Returns a push that goes on under the id of one that did not end.
     *
     * @param to what is declared
     */
    static PushScript again(MigrationId id, String to, String statements) {
        return new PushScript(id, DESCRIPTION + to, statements);
    }

    /**
     * Returns this script behind the statements of the earlier one that are in effect.
     *
     * @param earlier all statements of the earlier one
     * @param directives how it was run, as it stands behind {@code -- ledger:}
     */
    PushScript behind(List<PlannedStatement> earlier, String directives) {
        StringBuilder text = new StringBuilder();
        Set<String> all = new LinkedHashSet<>(words(directives));
        int begin = 0;
        while (statements.startsWith(DIRECTIVE, begin)) {
            int end = statements.indexOf('\n', begin);
            all.addAll(words(statements.substring(begin + DIRECTIVE.length(), end)));
            begin = end + 1;
        }
        all.forEach(word -> text.append(DIRECTIVE).append(' ').append(word).append('\n'));
        boolean session = earlier.stream().anyMatch(one -> one.done() && isOfSession(one));
        for (PlannedStatement statement : earlier) {
            // What the done ones changed in the session is changed again by a run that goes on. The changes behind them
            // set it
            // back to what the new statements were written for; they do nothing else.
            if (statement.done() || (session && isOfSession(statement))) {
                text.append(text.isEmpty() ? "" : "\n").append(statement.text()).append(";\n");
            }
        }
        String added = statements.substring(begin).strip();
        if (!added.isEmpty()) {
            text.append(text.isEmpty() ? "" : "\n").append(added).append('\n');
        }
        return new PushScript(id, description, text.toString());
    }

    private static List<String> words(String directives) {
        return Arrays.stream(directives.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static boolean isOfSession(PlannedStatement statement) {
        return statement.kind() == StatementKind.SESSION || statement.kind() == StatementKind.SESSION_ALONE;
    }

    /** Returns the name of the file that it would be in. */
    static String file(MigrationId id) {
        return id.value() + "_push.sql";
    }

    /** Returns the one migration that it is. */
    MigrationSource source() {
        return Migrations.scripts(
                PushCommand.NAMESPACE,
                Map.of(file(id), migration(description, statements).upText()));
    }

    private static NewMigration migration(String description, String statements) {
        return new NewMigration(description, "push", false, Clock.systemUTC(), statements, "");
    }
}
