package io.migrationledger.cli.command;

import io.migrationledger.cli.invocation.Verb;
import java.util.List;
import java.util.Optional;

/** The commands by name; only the one that was asked for is built. */
public final class Verbs {
    public static final List<String> NAMES = List.of(
            "migrate",
            "status",
            "plan",
            "history",
            "diff",
            "show",
            "rollback",
            "validate",
            "check",
            "generate",
            "push",
            "dump",
            "docs",
            "resolve",
            "accept",
            "baseline",
            "adopt",
            "forget",
            "verify",
            "export",
            "import",
            "seal",
            "report",
            "drift",
            "environment",
            "doctor",
            "squash",
            "convert",
            "new");

    private Verbs() {}

    public static Optional<Verb> of(String name) {
        return switch (name) {
            case "migrate" -> Optional.of(new MigrateCommand());
            case "status" -> Optional.of(new StatusCommand());
            case "plan" -> Optional.of(new PlanCommand());
            case "history" -> Optional.of(new HistoryCommand());
            case "diff" -> Optional.of(new DiffCommand());
            case "drift" -> Optional.of(new DriftCommand());
            case "environment" -> Optional.of(new EnvironmentCommand());
            case "show" -> Optional.of(new ShowCommand());
            case "rollback" -> Optional.of(new RollbackCommand());
            case "validate" -> Optional.of(new ValidateCommand());
            case "check" -> Optional.of(new CheckCommand());
            case "generate" -> Optional.of(new GenerateCommand());
            case "push" -> Optional.of(new PushCommand());
            case "dump" -> Optional.of(new DumpCommand());
            case "docs" -> Optional.of(new DocsCommand());
            case "resolve" -> Optional.of(new ResolveCommand());
            case "accept" -> Optional.of(new AcceptCommand());
            case "baseline" -> Optional.of(new BaselineCommand());
            case "adopt" -> Optional.of(new AdoptCommand());
            case "forget" -> Optional.of(new ForgetCommand());
            case "verify" -> Optional.of(new VerifyCommand());
            case "export" -> Optional.of(new ExportCommand());
            case "import" -> Optional.of(new ImportCommand());
            case "seal" -> Optional.of(new SealCommand());
            case "report" -> Optional.of(new ReportCommand());
            case "doctor" -> Optional.of(new DoctorCommand());
            case "squash" -> Optional.of(new SquashCommand());
            case "convert" -> Optional.of(new ConvertCommand());
            case "new" -> Optional.of(new NewCommand());
            default -> Optional.empty();
        };
    }
}
