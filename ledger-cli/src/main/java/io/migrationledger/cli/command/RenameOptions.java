package io.migrationledger.cli.command;

import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.schema.generate.Rename;
import io.migrationledger.schema.generate.SchemaGeneration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What a person says of names that are gone. */
final class RenameOptions {
    @Option(
            names = "--rename",
            paramLabel = "OLD:NEW",
            description = "A table (people:persons) or a column (people.mail:email) got another name."
                    + " May be given several times.")
    List<String> renames = new ArrayList<>();

    @Option(
            names = "--dropped",
            paramLabel = "OLD",
            description =
                    "A table (people) or a column (people.mail) is gone, and was not renamed. May be given several"
                            + " times.")
    List<String> dropped = new ArrayList<>();

    /** Tells it. */
    SchemaGeneration told(SchemaGeneration generation) {
        SchemaGeneration told = generation;
        for (String text : renames) {
            told = told.renamed(rename(text));
        }
        for (String name : dropped) {
            told = told.dropped(name);
        }
        return told;
    }

    private static Rename rename(String text) {
        try {
            return Rename.parse(text);
        } catch (IllegalArgumentException e) {
            throw UsageError.of(
                    "--rename " + text + " does not say what is renamed: " + e.getMessage(),
                    "Write --rename people:persons for a table, --rename people.mail:email for a column.");
        }
    }
}
