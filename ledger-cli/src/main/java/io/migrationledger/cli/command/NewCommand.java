package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.LedgerException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.NewDocument;
import io.migrationledger.migration.NewFile;
import io.migrationledger.migration.NewMigration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ledger new}. */
@Command(
        name = "new",
        sortOptions = false,
        description = {
            "Creates the next migration from a template, numbered and named as the others are.",
            "In another tool's layout it is written as that tool would write it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger new \"add user avatar\"           migrations/0043_add_user_avatar.sql",
            "  ledger new \"add user avatar\" --down    with a down script",
            "  ledger new \"add user avatar\" --layout goose    in a directory that is still empty",
            "  ledger new \"add invoices\" --namespace billing    in the directory of that namespace",
            "  ledger new \"fill slugs\" --java --registry com.example.ShopMigrations    a class, entered in the registry"
        })
public final class NewCommand extends Verb {
    @Parameters(index = "0", paramLabel = "NAME", description = "What the migration does, in a few words.")
    String description = "";

    @Option(names = "--down", description = "With a script that rolls it back.")
    boolean down;

    @Option(
            names = "--java",
            description = "A migration in Java, or in Kotlin where the registry is: writes a class beside the registry"
                    + " (--registry CLASS), and enters it there.")
    boolean java;

    @Option(
            names = "--sources",
            paramLabel = "DIR",
            description =
                    "The root of the Java or Kotlin sources, for --java. Default: src/main/java or src/main/kotlin")
    @Nullable
    String sources;

    @Override
    public String name() {
        return "new";
    }

    @Override
    public boolean isComplete() {
        return !description.isEmpty();
    }

    @Override
    public Exit run(Invocation invocation) {
        NewMigration wanted =
                new NewMigration(description.strip(), NewName.words(description), down, Clock.systemUTC());
        Path directory = invocation.configuration().directoryForNew().path();
        List<Path> created = new ArrayList<>();
        try {
            if (java) {
                created.addAll(NewJava.in(invocation, sources).create(wanted, existing(directory)));
            } else {
                Optional<List<NewFile>> ofLayout = invocation.sourceForNew().create(wanted);
                for (NewFile file :
                        ofLayout.isPresent() ? ofLayout.get() : asTheOthers(invocation, directory, wanted)) {
                    created.add(create(directory, file));
                }
            }
        } catch (IOException e) {
            throw new LedgerException(
                    ErrorCode.UNREADABLE_FILE,
                    "the migration cannot be written in " + directory + " (" + e + ")",
                    LedgerException.NOTHING_CHANGED,
                    "Check that this user may write there.",
                    e);
        }
        if (invocation.isJson()) {
            NewDocument.print(invocation.out(), created);
        } else {
            created.forEach(file -> invocation.out().line("Created " + file));
            if (java) {
                invocation
                        .out()
                        .line("Write what it does, build the program, and run 'ledger migrate --classpath CLASSES'.");
            }
        }
        return Exit.DONE;
    }

    private List<NewFile> asTheOthers(Invocation invocation, Path directory, NewMigration wanted) throws IOException {
        List<String> existing = new ArrayList<>(existing(directory));
        if (!invocation.configuration().registries().isEmpty()) {
            existing.addAll(NewJava.in(invocation, sources).versions()); // scripts and classes share one order
        }
        NewName.Scripts names = NewName.next(existing, wanted);
        NewFile up = new NewFile(names.up(), wanted.upText());
        return wanted.withDown() ? List.of(up, new NewFile(names.down(), wanted.downText())) : List.of(up);
    }

    private static List<String> existing(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (var files = Files.walk(directory)) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.endsWith(".sql"))
                    .toList();
        }
    }

    private static Path create(Path directory, NewFile file) throws IOException {
        int slash = file.path().lastIndexOf('/');
        Files.createDirectories(
                slash < 0 ? directory : directory.resolve(file.path().substring(0, slash)));
        return Files.writeString(directory.resolve(file.path()), file.text(), StandardOpenOption.CREATE_NEW);
    }
}
