package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.LedgerException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.GenerateDocument;
import io.migrationledger.cli.text.GenerateText;
import io.migrationledger.cli.text.OtherSchemas;
import io.migrationledger.migration.NewFile;
import io.migrationledger.migration.NewMigration;
import io.migrationledger.schema.declared.DeclaredSchema;
import io.migrationledger.schema.generate.GeneratedScripts;
import io.migrationledger.schema.generate.SchemaGeneration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ledger generate}. */
@Command(
        name = "generate",
        sortOptions = false,
        description = {
            "Writes the next migration, up and down, out of a schema that is declared.",
            "Both are built by the real database, in scratch databases. The scripts are tried there, up, down and up again,"
                    + " before a file is written. Your own database is not touched."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger generate \"add avatar\" --to schema.sql",
            "  ledger generate \"add avatar\" --to schema.sql --dry-run    print the statements, write nothing",
            "  ledger generate \"rename mail\" --to schema.sql --rename people.mail:email",
            "  ledger generate \"as in production\" --to env:production",
            "  ledger generate \"add avatar\" --to schema.sql --scratch-url jdbc:postgresql://localhost/postgres"
        })
public final class GenerateCommand extends Verb {
    @Parameters(index = "0", paramLabel = "NAME", description = "What the migration does, in a few words.")
    String description = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "SCHEMA",
            description = "What is declared: a file of SQL, a directory of such, a JDBC address, or env:NAME.")
    String to = "";

    @Option(names = "--scratch-url", paramLabel = "URL", description = ScratchUrl.DESCRIPTION)
    @Nullable
    String scratchUrl;

    @ArgGroup(validate = false)
    RenameOptions renames = new RenameOptions();

    @Option(
            names = "--allow-loss",
            description =
                    "Write it, too, where rows or values can be lost, or rows can be in its way. The file says where.")
    boolean allowLoss;

    @Option(
            names = "--partial",
            description = "Write what can be written, where something cannot. The file says what is missing.")
    boolean partial;

    @Option(
            names = {"--dry-run", "--pretend"},
            description = "Print the scripts, and write nothing.")
    boolean dryRun;

    @Override
    public String name() {
        return "generate";
    }

    @Override
    public boolean isComplete() {
        return !description.isEmpty() && !to.isEmpty();
    }

    @Override
    public Exit run(Invocation invocation) {
        String words = NewName.words(description);
        String scratch = ScratchUrl.of(invocation, name(), scratchUrl);
        SchemaGeneration generation = renames.told(
                SchemaGeneration.on(scratch, ScratchUrl.login(invocation, scratch), invocation::onTheFirst));
        DeclaredSchema declared = DeclaredSide.read(invocation, "--to", to);
        GeneratedScripts scripts = RenameQuestions.decided(invocation, generation, declared);
        OtherSchemas.notCompared(invocation, scripts.otherSchemas());
        if (scripts.up().statements().isEmpty() && scripts.isWhole()) {
            return said(invocation, Exit.DONE, scripts, List.of(), List.of(), true);
        }
        if (!scripts.isWhole() && !partial) {
            return said(invocation, Exit.CHECK, scripts, List.of(), List.of(), true);
        }
        if (!allowLoss && !dryRun && !scripts.losses().isEmpty()) {
            throw loses(scripts.losses());
        }
        Path directory = invocation.configuration().directoryForNew().path();
        List<Path> created = new ArrayList<>();
        List<NewFile> files;
        boolean down = true;
        try {
            List<String> before = NewFiles.existing(directory);
            try {
                files = NewFiles.of(invocation, wanted(words, scripts, true), null);
            } catch (LedgerException e) {
                // The layout may know no down scripts; what else is wrong is told by the second try, too.
                files = NewFiles.of(invocation, wanted(words, scripts, false), null);
                down = false;
            }
            prove(invocation, generation, scripts, directory, files);
            if (!dryRun) {
                created.addAll(NewFiles.create(directory, files, before).orElseThrow(NewFiles::taken));
            }
        } catch (IOException e) {
            throw NewFiles.cannotWrite(directory, e);
        }
        return said(invocation, scripts.isWhole() ? Exit.DONE : Exit.CHECK, scripts, files, created, down);
    }

    private NewMigration wanted(String words, GeneratedScripts scripts, boolean down) {
        return new NewMigration(
                description.strip(), words, down, Clock.systemUTC(), scripts.upText(), scripts.downText());
    }

    private static void prove(
            Invocation invocation,
            SchemaGeneration generation,
            GeneratedScripts scripts,
            Path directory,
            List<NewFile> files)
            throws IOException {
        try (DirectoryCopy copy = new DirectoryCopy(directory, files)) {
            List<String> wrong =
                    generation.prove(scripts, connection -> invocation.on(connection, directory, copy.path()));
            if (!wrong.isEmpty()) {
                throw LedgerException.input(
                        ErrorCode.DEFECT,
                        "the scripts were tried and do not hold, so nothing was written: " + String.join("; ", wrong),
                        "Write this migration by hand, and report the two schemas: this should not happen.");
            }
        }
    }

    private Exit said(
            Invocation invocation,
            Exit exit,
            GeneratedScripts scripts,
            List<NewFile> files,
            List<Path> created,
            boolean down) {
        if (invocation.isJson()) {
            GenerateDocument.print(invocation.out(), exit, scripts, files, created);
        } else {
            GenerateText.print(invocation.out(), to, scripts, files, created, down);
        }
        return exit;
    }

    static LedgerException loses(List<String> losses) {
        return new LedgerException(
                ErrorCode.LOSES_DATA,
                "this migration can lose data or fail where there are rows: " + String.join("; ", losses),
                LedgerException.NOTHING_CHANGED,
                "Look at it with --dry-run. Add --allow-loss if that is meant, or write by hand what keeps the rows.");
    }
}
