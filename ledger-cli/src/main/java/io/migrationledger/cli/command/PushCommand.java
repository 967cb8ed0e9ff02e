package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.PlannedMigration;
import io.migrationledger.Problem;
import io.migrationledger.StatusReport;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.ValidationException;
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
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.schema.declared.DeclaredSchema;
import io.migrationledger.schema.generate.GeneratedScripts;
import io.migrationledger.schema.generate.SchemaGeneration;
import io.migrationledger.spi.schema.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
                    + " here. A push that stopped part-way is finished by running it again: what took effect stays, and what is left is compared anew."
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
        refuseProduction(invocation, reader.ledger());
        Optional<UnfinishedPush> unfinished = UnfinishedPush.in(reader);
        if (dryRun || unfinished.isEmpty() || unfinished.get().isSettled()) {
            return compare(invocation, reader, unfinished, Optional.empty());
        }
        Optional<LedgerEvent> before = reader.ledger().head();
        try {
            Optional<UnfinishedPush> settled = unfinished.get().settled(invocation, reader);
            return compare(invocation, reader, settled, newer(reader.ledger(), before));
        } catch (MigrationFailedException e) {
            throw e; // with the head of its run
        } catch (LedgerException e) {
            try {
                HeadText.print(invocation, newer(reader.ledger(), before));
            } catch (LedgerException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    /** Returns the newest event where it is not the one that was the newest before. */
    private static Optional<LedgerEvent> newer(Ledger ledger, Optional<LedgerEvent> before) {
        return ledger.head().filter(now -> !before.equals(Optional.of(now)));
    }

    /**
     * Compares, and changes what differs.
     *
     * @param unfinished the push that this one finishes
     * @param settled the event that says how far that one came, where it was recorded now
     */
    private Exit compare(
            Invocation invocation,
            Migrator reader,
            Optional<UnfinishedPush> unfinished,
            Optional<LedgerEvent> settled) {
        unfinished.ifPresent(push -> invocation.note(push.told()));
        refuseUnlessAllIsInEffect(invocation, reader, unfinished);
        Snapshot present = reader.ledger().snapshot();
        String scratch = ScratchUrl.of(invocation, name(), scratchUrl);
        SchemaGeneration generation = renames.toldOfRest(
                SchemaGeneration.on(scratch, ScratchUrl.login(invocation, scratch), present), present);
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
        String asDeclared = "The schema is what " + to + " declares.";
        boolean ends =
                text.isEmpty() && unfinished.filter(UnfinishedPush::isPartWay).isPresent();
        if (dryRun || (text.isEmpty() && !ends)) {
            return nothing(invocation, scripts, text.isEmpty() ? asDeclared : "Nothing was changed.", settled);
        }
        if (!allowLoss && !scripts.losses().isEmpty()) {
            throw GenerateCommand.loses(scripts.losses());
        }
        PushScript script = script(reader.ledger(), unfinished, text);
        if (ends) {
            // Nothing is left to run: that the push has ended is all that is recorded.
            if (shown) {
                invocation.out().line(asDeclared);
            }
        } else {
            prove(generation, scripts, script.source());
            if (!isMeant(invocation, scripts.up().statements().size())) {
                return nothing(invocation, scripts, "Nothing was changed.", settled);
            }
        }
        PushScript whole = unfinished.isPresent() ? unfinished.get().before(script, invocation) : script;
        return push(invocation, scripts, whole.source());
    }

    private static void refuseProduction(Invocation invocation, Ledger ledger) {
        Optional<String> environment = ledger.environment()
                .flatMap(LedgerEvent.Noted::environment)
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(PRODUCTION));
        if (environment.isPresent()) {
            throw LedgerException.input(
                    ErrorCode.NOT_IN_PRODUCTION,
                    "this database is " + environment.get() + ", as its ledger says",
                    "Write a migration ('ledger generate'). If it is not: '"
                            + invocation.command("ledger environment development") + "'.");
        }
    }

    private static void refuseUnlessAllIsInEffect(
            Invocation invocation, Migrator present, Optional<UnfinishedPush> unfinished) {
        Migrator reader = present;
        List<Problem> problems = reader.validate();
        if (unfinished.isPresent() && problems.stream().anyMatch(problem -> isOf(problem, unfinished.get()))) {
            // There is a directory for the namespace, and its files are told from this push by the text of that.
            reader = invocation.reader(unfinished.get().source());
            problems = reader.validate();
        }
        if (!problems.isEmpty()) {
            Problem first = problems.get(0);
            throw new LedgerException(first.code(), first.what(), LedgerException.NOTHING_CHANGED, first.advice());
        }
        List<StatusReport.Line> lines = reader.status().lines();
        refuseWhatOthersBuilt(invocation, lines);
        long pending = reader.plan(MigrateOptions.ALL).migrations().stream()
                .map(PlannedMigration::migration)
                .filter(migration -> !isPlannedEachTime(migration, lines))
                .map(Migration::id)
                .filter(id -> unfinished.filter(push -> push.id().equals(id)).isEmpty())
                .count();
        if (pending > 0) {
            String migrate = "'" + invocation.command("ledger migrate") + "'";
            throw LedgerException.input(
                    ErrorCode.PENDING,
                    Readable.count(pending, "migration") + (pending == 1 ? " is" : " are") + " pending",
                    pushed(reader)
                            ? "Where these migrations were generated out of what was pushed here, this database has it"
                                    + " already: make it anew, and run " + migrate + ". Otherwise run " + migrate
                                    + " first."
                            : "Run " + migrate + " first: push compares with a database that is up to date.");
        }
    }

    /** What runs in every run is planned each time; it waits for a run only where there was none yet. */
    private static boolean isPlannedEachTime(Migration migration, List<StatusReport.Line> lines) {
        return migration.runs() == Migration.Runs.ALWAYS
                && lines.stream()
                        .anyMatch(line -> line.id().equals(migration.id()) && line.standing() == Standing.APPLIED);
    }

    /** A newer version of the program, or another branch, has run: what its migrations made is not declared, and would go. */
    private static void refuseWhatOthersBuilt(Invocation invocation, List<StatusReport.Line> lines) {
        if (invocation.configuration().ignoreMissing()) {
            return;
        }
        Set<String> here = lines.stream()
                .filter(line -> line.migration().isPresent())
                .map(line -> line.id().namespace())
                .filter(namespace -> !namespace.equals(NAMESPACE))
                .collect(Collectors.toSet());
        Optional<StatusReport.Line> future = lines.stream()
                .filter(line -> line.standing() == Standing.FUTURE
                        && here.contains(line.id().namespace()))
                .findFirst();
        if (future.isPresent()) {
            String description = future.get().description();
            throw LedgerException.input(
                    ErrorCode.MISSING_FILE,
                    "migration " + future.get().id() + (description.isEmpty() ? "" : " (" + description + ")")
                            + " is in effect and its file is not here",
                    "Take the newest files: without them, what that migration made would be dropped. If that is meant:"
                            + " --ignore-missing.");
        }
    }

    private static boolean isOf(Problem problem, UnfinishedPush push) {
        return problem.id().equals(Optional.of(push.id()));
    }

    private static boolean pushed(Migrator reader) {
        return reader.ledger().state().migrations().stream()
                .anyMatch(known -> known.id().namespace().equals(NAMESPACE));
    }

    private PushScript script(Ledger ledger, Optional<UnfinishedPush> unfinished, String text) {
        if (unfinished.isPresent()) {
            return PushScript.again(unfinished.get().id(), to, text);
        }
        List<MigrationId> before = ledger.state().migrations().stream()
                .map(MigrationState::id)
                .filter(id -> id.namespace().equals(NAMESPACE))
                .toList();
        return PushScript.of(to, before, text);
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

    private static Exit nothing(
            Invocation invocation, GeneratedScripts scripts, String why, Optional<LedgerEvent> settled) {
        if (invocation.isJson()) {
            PushDocument.print(invocation.out(), scripts, false, settled);
        } else {
            invocation.out().line(why);
            HeadText.print(invocation, settled);
        }
        return Exit.DONE;
    }

    private static Exit push(Invocation invocation, GeneratedScripts scripts, MigrationSource source) {
        MigrateResult result;
        try (RunNarrator narrator = new RunNarrator(invocation)) {
            result = invocation.migrator(narrator, source).migrate();
        } catch (MigrationFailedException e) {
            HeadText.print(invocation, e);
            throw PushAdvice.in(e);
        } catch (ValidationException e) {
            HeadText.print(invocation, e);
            throw e;
        }
        if (invocation.isJson()) {
            PushDocument.print(invocation.out(), scripts, true, result.head());
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
