package io.migrationledger.cli;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.LedgerException;
import io.migrationledger.cli.arguments.Arguments;
import io.migrationledger.cli.arguments.Overview;
import io.migrationledger.cli.arguments.QuickArguments;
import io.migrationledger.cli.command.Verbs;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.invocation.ProgramClasses;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.settings.Configuration;
import io.migrationledger.cli.settings.Keys;
import io.migrationledger.cli.settings.Presentation;
import io.migrationledger.cli.settings.Settings;
import io.migrationledger.cli.settings.Surroundings;
import io.migrationledger.cli.terminal.ArgumentText;
import io.migrationledger.cli.terminal.Secrets;
import io.migrationledger.cli.text.ErrorReport;
import io.migrationledger.cli.text.Interruption;
import java.util.Optional;
import java.util.function.Consumer;

/** From arguments to an exit code: everything but the process. */
public final class Dispatch {

    private Dispatch() {}

    /** Runs a command in a process of its own; every error has been reported when it returns. */
    public static int run(Surroundings surroundings, String... args) {
        return run(surroundings, Logs::begin, args);
    }

    /**
     * Runs a command in a process that is somebody else's.
     *
     * @param logs says what becomes of logs before the first logger is made
     * @return what a process would exit with; every error has been reported
     */
    public static int run(Surroundings surroundings, Consumer<Presentation> logs, String... args) {
        Secrets secrets = new Secrets();
        Presentation presentation = Presentation.guess(args, surroundings, secrets);
        String command = args.length == 0 ? "" : args[0];
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            Optional<Verb> verb = Verbs.of(command);
            if (verb.isEmpty()) {
                return whole(presentation, Overview.run(presentation, args), Optional.empty());
            }
            if (!QuickArguments.parse(verb.get(), args)) {
                verb = Verbs.of(command);
                if (!Arguments.parse(verb.orElseThrow(), args, presentation)) {
                    return whole(presentation, Exit.DONE, Optional.empty());
                }
            }
            Settings settings = Settings.of(verb.get().common, surroundings);
            secrets.add(settings.get(Keys.PASSWORD, verb.get().common.password));
            secrets.addUrl(settings.get(Keys.URL, verb.get().common.url).orElse(""));
            presentation = Presentation.of(verb.get().common, verb.get().formats(), settings, surroundings, secrets);
            logs.accept(presentation);
            Configuration configuration = Configuration.of(verb.get().common, settings, surroundings);
            secrets.add(configuration.password());
            try (Invocation invocation = new Invocation(surroundings, presentation, configuration)) {
                return whole(presentation, verb.get().run(invocation), invocation.head());
            }
        } catch (RuntimeException | Error e) {
            if (Interruption.isUnderWay()) {
                return Exit.FAILED.code(); // it has been said, and the process ends with its signal
            }
            return failed(presentation, ArgumentText.shown(command), e);
        } finally {
            ProgramClasses.leave(before);
        }
    }

    private static int whole(Presentation presentation, Exit exit, Optional<String> head) {
        LostOutput.check(presentation.out().stream(), exit, head);
        return exit.code();
    }

    private static int failed(Presentation presentation, String command, Throwable error) {
        return ErrorReport.print(
                presentation, command, error instanceof LedgerException known ? known : defect(presentation, error));
    }

    private static LedgerException defect(Presentation presentation, Throwable e) {
        return new LedgerException(
                ErrorCode.DEFECT,
                "the ledger itself failed: " + e,
                "What is recorded in the ledger is in effect; '"
                        + presentation.err().command("ledger status") + "' shows it.",
                "Run the same command again with -v, and report what it prints.",
                e);
    }
}
