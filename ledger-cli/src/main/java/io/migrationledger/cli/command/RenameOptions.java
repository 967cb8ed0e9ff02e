package io.migrationledger.cli.command;

import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.schema.generate.Rename;
import io.migrationledger.schema.generate.SchemaGeneration;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
        return told(generation, all());
    }

    /** Tells what is left to do in a schema in which some of it is done: the same command ran before, or a part of it did. */
    SchemaGeneration toldOfRest(SchemaGeneration generation, Snapshot present) {
        Map<String, Table> tables =
                present.tables().stream().collect(Collectors.toMap(Table::name, Function.identity()));
        List<Rename> left = new ArrayList<>();
        Map<String, String> renamed = new HashMap<>();
        for (Rename rename : all()) {
            if (rename.column().isEmpty() && isDone(tables.keySet(), rename.table(), rename.name())) {
                renamed.put(rename.table(), rename.name());
            } else {
                left.add(rename);
            }
        }
        return told(
                generation,
                left.stream()
                        .map(rename -> new Rename(
                                renamed.getOrDefault(rename.table(), rename.table()), rename.column(), rename.name()))
                        .filter(rename -> !isDone(tables, rename))
                        .toList());
    }

    private static boolean isDone(Map<String, Table> tables, Rename rename) {
        Table table = tables.get(rename.table());
        return table != null
                && rename.column().isPresent()
                && isDone(columns(table), rename.column().get(), rename.name());
    }

    private static boolean isDone(Set<String> names, String before, String after) {
        return !names.contains(before) && names.contains(after);
    }

    private static Set<String> columns(Table table) {
        return table.columns().stream().map(Column::name).collect(Collectors.toSet());
    }

    private List<Rename> all() {
        return renames.stream().map(RenameOptions::rename).toList();
    }

    private SchemaGeneration told(SchemaGeneration generation, List<Rename> all) {
        SchemaGeneration told = generation;
        for (Rename rename : all) {
            told = told.renamed(rename);
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
