package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.schema.declared.DeclaredSchema;
import io.migrationledger.schema.generate.GeneratedScripts;
import io.migrationledger.schema.generate.Rename;
import io.migrationledger.schema.generate.SchemaGeneration;
import java.util.List;
import java.util.Locale;

/** What was perhaps renamed: asked at a terminal, and never guessed. */
final class RenameQuestions {
    private RenameQuestions() {}

    /**
     * Returns the scripts, when all is decided.
     *
     * @throws LedgerException with code {@link ErrorCode#RENAME_UNCLEAR} where nobody can be asked
     */
    static GeneratedScripts decided(Invocation invocation, SchemaGeneration generation, DeclaredSchema declared) {
        SchemaGeneration decided = generation;
        GeneratedScripts scripts = decided.to(declared);
        while (!scripts.questions().isEmpty()) {
            if (invocation.isJson() || invocation.surroundings().terminal().isEmpty()) {
                throw unclear(scripts.questions());
            }
            for (Rename question : scripts.questions()) {
                invocation.err().line(capitalized(question.question()) + ". Was it renamed? Type yes or no:");
                String typed =
                        invocation.surroundings().terminal().get().get().strip().toLowerCase(Locale.ROOT);
                switch (typed) {
                    case "y", "yes" -> decided = decided.renamed(question);
                    case "n", "no" -> decided = decided.dropped(question.before());
                    default -> throw unclear(scripts.questions());
                }
            }
            scripts = decided.to(declared);
        }
        return scripts;
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static LedgerException unclear(List<Rename> questions) {
        Rename first = questions.get(0);
        return LedgerException.input(
                ErrorCode.RENAME_UNCLEAR,
                String.join("; ", questions.stream().map(Rename::question).toList()),
                "Say for each whether it was renamed: --rename " + first + ", or --dropped " + first.before() + ".");
    }
}
