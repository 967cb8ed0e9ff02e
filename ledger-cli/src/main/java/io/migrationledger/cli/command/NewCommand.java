package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.LedgerException;
import io.migrationledger.ValidationException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.NewDocument;
import io.migrationledger.migration.NewFile;
import io.migrationledger.migration.NewMigration;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
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
    private static final int ATTEMPTS = 50;
    private static final long PAUSE_NANOS = 5_000_000;

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
        List<Path> created;
        try {
            created = java
                    ? NewJava.in(invocation, sources).create(wanted, NewFiles.existing(directory))
                    : scripts(invocation, wanted, directory);
        } catch (IOException e) {
            throw NewFiles.cannotWrite(directory, e);
        }
        if (invocation.isJson()) {
            NewDocument.print(invocation.out(), created);
        } else {
            created.forEach(file -> invocation.out().line("Created " + file));
            if (java) {
                // Maven says where the classes are, and has goals of its own.
                boolean known = invocation.surroundings().environment().containsKey("LEDGER_CLASSPATH");
                invocation
                        .out()
                        .line("Write what it does, build the program, and run "
                                + (known
                                        ? "'" + invocation.command("ledger migrate")
                                                + "', or in a Maven build 'mvn ledger:migrate'."
                                        : "'" + invocation.command("ledger migrate" + classpath(invocation)) + "'."));
            }
        }
        return Exit.DONE;
    }

    /** What is configured or was typed is known to the next command, or repeated by it. */
    private static String classpath(Invocation invocation) {
        return invocation.configuration().classpath().isEmpty() ? " --classpath CLASSES" : "";
    }

    /** Writes the scripts; where another process takes their version at the same time, those of the next. */
    private List<Path> scripts(Invocation invocation, NewMigration wanted, Path directory) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            List<String> before = NewFiles.existing(directory);
            try {
                List<NewFile> files = NewFiles.of(invocation, wanted, sources);
                Optional<List<Path>> created = created(invocation, wanted, directory, files, before);
                if (created.isPresent()) {
                    return created.get();
                }
            } catch (LedgerException e) {
                // Another process may have taken a file back that stood here just now.
                if (attempt == ATTEMPTS || !isOfFiles(e)) {
                    throw e;
                }
            }
            // Of unequal length, so that who has met does not meet again.
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(attempt * PAUSE_NANOS));
        }
        throw NewFiles.taken();
    }

    /** Files that are gone since their directory was listed are problems of a list, or the cause of one. */
    private static boolean isOfFiles(LedgerException error) {
        return error instanceof ValidationException found
                ? found.problems().stream().allMatch(problem -> problem.code() == ErrorCode.UNREADABLE_FILE)
                : error.getCause() instanceof NoSuchFileException;
    }

    /** Writes the scripts; returns empty where another process has taken their version. */
    private Optional<List<Path>> created(
            Invocation invocation, NewMigration wanted, Path directory, List<NewFile> files, List<String> before)
            throws IOException {
        try {
            return NewFiles.create(directory, files, before);
        } catch (FileAlreadyExistsException e) {
            if (NewFiles.of(invocation, wanted, sources).equals(files)) {
                throw e; // there is no version in it that could be another
            }
            return Optional.empty();
        }
    }
}
