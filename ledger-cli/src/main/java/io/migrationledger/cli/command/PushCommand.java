package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.Problem;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.PushDocument;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.cli.text.GenerateText;
import io.migrationledger.cli.text.HeadText;
import io.migrationledger.cli.text.OtherSchemas;
import io.migrationledger.cli.text.RunNarrator;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import io.migrationledger.migration.NewMigration;
import io.migrationledger.schema.declared.DeclaredSchema;
import io.migrationledger.schema.generate.GeneratedScripts;
import io.migrationledger.schema.generate.SchemaGeneration;
import io.migrationledger.spi.schema.Snapshot;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger push}. */
@Command(
        name = "push",
        sortOptions = false,
        description = {
            "Changes a database of development at once to what is declared. No file is written.",
            "The statements are tried in a scratch database, and shown first. The ledger records them in the namespace"
                    + " 'push'. Refused on a database that its ledger calls production, and where migrations are pending, or ran that are not"
                    + " here."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger push --to schema.sql               shows the statements, and asks",
            "  ledger push --to schema.sql --yes         does not ask",
            "  ledger push --to schema.sql --dry-run     shows the statements, changes nothing"
        })
public final class PushCommand extends Verb {
    /** The namespace in which pushes are recorded. */
    static final String NAMESPACE = "push";

    /** What the names of such environments begin with: prod, production, prod-eu. */
    private static final String PRODUCTION = "prod";

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
            description = "Run it, too, where rows or values can be lost, or rows can be in its way.")
    boolean allowLoss;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask. Needed where there is no terminal.")
    boolean yes;

    @Option(
            names = {"--dry-run", "--pretend"},
            description = "Show the statements, and change nothing.")
    boolean dryRun;

    @Override
    public String name() {
        return "push";
    }

    @Override
    public boolean isComplete() {
        return !to.isEmpty();
    }

    @Override
    public Exit run(Invocation invocation) {
        Migrator reader = invocation.reader();
        refuseProduction(reader.ledger());
        refuseUnlessAllIsInEffect(reader);
        Snapshot present = reader.ledger().snapshot();
        String scratch = ScratchUrl.of(invocation, name(), scratchUrl);
        SchemaGeneration generation =
                renames.told(SchemaGeneration.on(scratch, ScratchUrl.login(invocation, scratch), present));
        DeclaredSchema declared = DeclaredSide.read(invocation, "--to", to);
        GeneratedScripts scripts = RenameQuestions.decided(invocation, generation, declared);
        OtherSchemas.notCompared(invocation, scripts.otherSchemas());
        boolean shown = !invocation.isJson();
        if (shown) {
            GenerateText.differences(invocation.out(), scripts);
        }
        if (!scripts.up().unwritten().isEmpty()) {
            throw LedgerException.input(
                    ErrorCode.NO_SCHEMA_WRITER,
                    "there is no statement for: "
                            + String.join("; ", scripts.up().unwritten()),
                    "Write a migration by hand.");
        }
        String text = scripts.upText();
        if (shown && !text.isEmpty()) {
            invocation.out().line("");
            invocation.out().line(text.stripTrailing());
            invocation.out().line("");
        }
        if (text.isEmpty() || dryRun) {
            return nothing(
                    invocation,
                    scripts,
                    text.isEmpty() ? "The schema is what " + to + " declares." : "Nothing was changed.");
        }
        if (!allowLoss && !scripts.losses().isEmpty()) {
            throw GenerateCommand.loses(scripts.losses());
        }
        MigrationSource source = source(reader.ledger(), text);
        prove(generation, scripts, source);
        if (!isMeant(invocation, scripts.up().statements().size())) {
            return nothing(invocation, scripts, "Nothing was changed.");
        }
        return push(invocation, scripts, source);
    }

    private static void refuseProduction(Ledger ledger) {
        Optional<String> environment = ledger.environment()
                .flatMap(LedgerEvent.Noted::environment)
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(PRODUCTION));
        if (environment.isPresent()) {
            throw LedgerException.input(
                    ErrorCode.NOT_IN_PRODUCTION,
                    "this database is " + environment.get() + ", as its ledger says",
                    "Write a migration ('ledger generate'). If it is not: 'ledger environment development'.");
        }
    }

    private static void refuseUnlessAllIsInEffect(Migrator reader) {
        List<Problem> problems = reader.validate();
        if (!problems.isEmpty()) {
            Problem first = problems.get(0);
            throw new LedgerException(first.code(), first.what(), LedgerException.NOTHING_CHANGED, first.advice());
        }
        int pending = reader.plan(MigrateOptions.ALL).migrations().size();
        if (pending > 0) {
            throw LedgerException.input(
                    ErrorCode.PENDING,
                    Readable.count(pending, "migration") + (pending == 1 ? " is" : " are") + " pending",
                    pushed(reader)
                            ? "Where these migrations were generated out of what was pushed here, this database has it"
                                    + " already: make it anew, and run 'ledger migrate'. Otherwise run 'ledger migrate' first."
                            : "Run 'ledger migrate' first: push compares with a database that is up to date.");
        }
    }

    private static boolean pushed(Migrator reader) {
        return reader.ledger().state().migrations().stream()
                .anyMatch(known -> known.id().namespace().equals(NAMESPACE));
    }

    private MigrationSource source(Ledger ledger, String text) {
        List<String> before = ledger.state().migrations().stream()
                .map(MigrationState::id)
                .filter(id -> id.namespace().equals(NAMESPACE))
                .map(MigrationId::value)
                .toList();
        NewMigration push = new NewMigration("push of " + to, "push", false, Clock.systemUTC(), text, "");
        return Migrations.scripts(NAMESPACE, Map.of(push.timeAfter(before) + "_push.sql", push.upText()));
    }

    private static void prove(SchemaGeneration generation, GeneratedScripts scripts, MigrationSource source) {
        List<String> wrong = generation.prove(
                scripts,
                connection -> Migrator.of(connection)
                        .source(source)
                        .onExisting(OnExisting.RUN)
                        .build());
        if (!wrong.isEmpty()) {
            throw LedgerException.input(
                    ErrorCode.DEFECT,
                    "the statements were tried and do not hold: " + String.join("; ", wrong),
                    "Write a migration by hand, and report the two schemas: this should not happen.");
        }
    }

    private boolean isMeant(Invocation invocation, int statements) {
        if (yes) {
            return true;
        }
        if (invocation.isJson() || invocation.surroundings().terminal().isEmpty()) {
            throw UsageError.of(
                    "push changes " + invocation.url() + " at once, and there is no terminal to ask at",
                    "Add --yes if that is meant.");
        }
        Page page = invocation.err();
        page.line(
                "Run " + Readable.count(statements, "statement") + " on " + invocation.url() + "? Type yes to go on:");
        return invocation.surroundings().terminal().get().get().strip().equalsIgnoreCase("yes");
    }

    private static Exit nothing(Invocation invocation, GeneratedScripts scripts, String why) {
        if (invocation.isJson()) {
            PushDocument.print(invocation.out(), scripts, Optional.empty());
        } else {
            invocation.out().line(why);
        }
        return Exit.DONE;
    }

    private static Exit push(Invocation invocation, GeneratedScripts scripts, MigrationSource source) {
        MigrateResult result;
        RunNarrator narrator = new RunNarrator(invocation);
        try {
            result = invocation.migrator(narrator, source).migrate();
        } finally {
            narrator.close();
        }
        if (invocation.isJson()) {
            PushDocument.print(invocation.out(), scripts, Optional.of(result));
        } else {
            invocation
                    .out()
                    .line(
                            "This database is ahead of the migrations now. When the schema is right, let 'ledger generate' write"
                                    + " it, and make this database anew.");
            HeadText.print(invocation, result.head());
        }
        return Exit.DONE;
    }
}
