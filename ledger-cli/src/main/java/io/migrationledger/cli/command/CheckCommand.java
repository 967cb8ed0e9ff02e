package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.json.CheckDocument;
import io.migrationledger.cli.settings.Configuration;
import io.migrationledger.cli.settings.ThisVersion;
import io.migrationledger.cli.terminal.Secrets;
import io.migrationledger.cli.text.CheckText;
import io.migrationledger.cli.text.OtherSchemas;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.schema.check.CheckFinding;
import io.migrationledger.schema.check.CheckJunit;
import io.migrationledger.schema.check.CheckResult;
import io.migrationledger.schema.check.CheckSarif;
import io.migrationledger.schema.check.MigrationCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ledger check}. */
@Command(
        name = "check",
        sortOptions = false,
        description = {
            "Tries all migrations on a scratch database, from nothing: for pull requests.",
            "Each migration runs; each down script leads back to the schema before it; each migration runs again and builds"
                    + " the same. Your own database is not touched. Exits with 3 where it finds something."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger check                                      on SQLite, in memory",
            "  ledger check --scratch-url jdbc:postgresql://localhost/postgres",
            "  ledger check --declared schema.sql                and the result is what schema.sql builds",
            "  ledger check --against env:production             and nothing that is in effect there was edited",
            "  ledger check --format junit > target/check.xml    for the build server"
        })
public final class CheckCommand extends Verb {
    @Option(names = "--scratch-url", paramLabel = "URL", description = ScratchUrl.DESCRIPTION)
    @Nullable
    String scratchUrl;

    @Option(
            names = "--declared",
            paramLabel = "SCHEMA",
            description = "What the migrations have to build: a file of SQL, a directory of such, a JDBC address, or"
                    + " env:NAME.")
    @Nullable
    String declared;

    @Option(
            names = "--against",
            paramLabel = "LEDGER",
            description =
                    "Where migrations are in effect that have to be here unchanged: env:NAME, a JDBC address, or a"
                            + " file that 'ledger export' wrote.")
    @Nullable
    String against;

    @Override
    public String name() {
        return "check";
    }

    @Override
    public List<String> formats() {
        return List.of("text", "json", "junit", "sarif");
    }

    @Override
    public Exit run(Invocation invocation) {
        String scratch = ScratchUrl.of(invocation, name(), scratchUrl);
        MigrationCheck check = MigrationCheck.on(scratch, ScratchUrl.login(invocation, scratch), invocation::on);
        if (declared != null) {
            check = check.declared(DeclaredSide.read(invocation, "--declared", declared));
        }
        if (against != null) {
            check = check.appliedElsewhere(
                    against, DiffSide.read(invocation, against).state());
        }
        CheckResult result = withPaths(invocation, check.run());
        OtherSchemas.notCompared(invocation, result.otherSchemas());
        Exit exit = result.isGood() ? Exit.DONE : Exit.CHECK;
        switch (invocation.format()) {
            case "json" -> CheckDocument.print(invocation.out(), exit, result);
            case "junit" -> invocation.out().stream().print(CheckJunit.of(hidden(invocation, result)));
            case "sarif" ->
                invocation.out().stream().print(CheckSarif.of(hidden(invocation, result), ThisVersion.number()));
            default -> CheckText.print(invocation.out(), result);
        }
        return exit;
    }

    /** What is escaped is hidden before: afterwards a password may be written in another way. */
    private static CheckResult hidden(Invocation invocation, CheckResult result) {
        Secrets secrets = invocation.out().secrets();
        List<CheckFinding> findings = result.findings().stream()
                .map(found -> new CheckFinding(
                        found.rule(),
                        found.id().map(id -> hidden(secrets, id)),
                        secrets.hide(found.file()),
                        found.line(),
                        secrets.hide(found.what()),
                        found.details().stream().map(secrets::hide).toList(),
                        secrets.hide(found.next())))
                .toList();
        List<MigrationId> migrations =
                result.migrations().stream().map(id -> hidden(secrets, id)).toList();
        return new CheckResult(result.database(), migrations, result.rolledBack(), findings, result.otherSchemas());
    }

    private static MigrationId hidden(Secrets secrets, MigrationId id) {
        return MigrationId.of(secrets.hide(id.namespace()), secrets.hide(id.value()));
    }

    /** Findings name files as a person sees them from the working directory. */
    private static CheckResult withPaths(Invocation invocation, CheckResult result) {
        List<CheckFinding> findings = result.findings().stream()
                .map(found -> new CheckFinding(
                        found.rule(),
                        found.id(),
                        path(invocation, found.file()),
                        found.line(),
                        found.what(),
                        found.details(),
                        found.next()))
                .toList();
        return new CheckResult(
                result.database(), result.migrations(), result.rolledBack(), findings, result.otherSchemas());
    }

    private static String path(Invocation invocation, String file) {
        Path working = invocation.surroundings().workingDirectory();
        for (Configuration.Directory directory : invocation.configuration().directories()) {
            Path path = directory.path().resolve(file);
            if (!file.isEmpty() && Files.isRegularFile(path)) {
                return path.startsWith(working) ? working.relativize(path).toString() : path.toString();
            }
        }
        return file;
    }

    @Override
    public boolean take(String option, String value) {
        return switch (option) {
            case "--scratch-url" -> scratchUrl == null && (scratchUrl = value) != null;
            case "--declared" -> declared == null && (declared = value) != null;
            case "--against" -> against == null && (against = value) != null;
            default -> super.take(option, value);
        };
    }
}
