package io.migrationledger.cli.arguments;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.LedgerException;
import io.migrationledger.cli.settings.NearMatch;
import io.migrationledger.cli.settings.Presentation;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.terminal.ArgumentText;
import java.util.List;
import java.util.Objects;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What is about the command as a whole: help, version, completion, and names that no command has. */
public final class Overview {
    private Overview() {}

    public static Exit run(Presentation presentation, String[] args) {
        CommandLine root = RootCommand.commandLine();
        if (args.length == 0) {
            usage(
                    root,
                    new Presentation("text", false, presentation.err(), presentation.err(), presentation.secrets()));
            return Exit.USAGE;
        }
        List<String> names = root.getSubcommands().keySet().stream().toList();
        if (!args[0].startsWith("-") && !names.contains(args[0])) {
            throw unknownCommand(args[0], names);
        }
        if (args[0].equals("help")) {
            return help(root, args, presentation, names);
        }
        try {
            ParseResult result = root.parseArgs(args);
            CommandLine last =
                    result.asCommandLineList().get(result.asCommandLineList().size() - 1);
            if (last.isUsageHelpRequested()) {
                usage(last, presentation);
            } else if (last.isVersionHelpRequested() || last.getCommand() instanceof VersionCommand) {
                version(presentation);
            } else if (last.getCommand() instanceof CompletionCommand) {
                presentation.out().line(AutoComplete.bash("ledger", root));
            } else {
                throw UsageError.of("a command is missing", "See 'ledger help'.");
            }
            return Exit.DONE;
        } catch (ParameterException e) {
            if (args[0].startsWith("-")) {
                throw UsageError.of(
                        "options stand after the command",
                        "Write 'ledger COMMAND " + ArgumentText.shown(args[0]) + " …'; see 'ledger help'.");
            }
            throw Arguments.wrong(e, args, "ledger help " + args[0]);
        }
    }

    private static LedgerException unknownCommand(String typed, List<String> names) {
        String command = ArgumentText.shown(typed);
        return UsageError.of(
                "unknown command '" + command + "'",
                NearMatch.of(command, names)
                        .map(near -> "Did you mean '" + near + "'?")
                        .orElse("Commands: " + String.join(", ", names) + "."));
    }

    private static Exit help(CommandLine root, String[] args, Presentation presentation, List<String> names) {
        CommandLine about = root;
        if (args.length > 1 && args[1].equals(HelpPage.OPTIONS_PAGE)) {
            CommandLine any = Objects.requireNonNull(root.getSubcommands().get("status"));
            HelpPage.printOptions(any, presentation.out().stream(), ansi(presentation));
            return Exit.DONE;
        }
        if (args.length > 1 && !args[1].startsWith("-")) {
            about = root.getSubcommands().get(args[1]);
            if (about == null) {
                throw unknownCommand(args[1], names);
            }
        }
        usage(about, presentation);
        return Exit.DONE;
    }

    private static void version(Presentation presentation) {
        if (presentation.json()) {
            io.migrationledger.cli.json.VersionDocument.print(presentation.out(), VersionCommand.number());
        } else {
            presentation.out().line(VersionCommand.text());
        }
    }

    /** Prints a command's help. */
    static void usage(CommandLine line, Presentation presentation) {
        HelpPage.print(line, presentation.out().stream(), ansi(presentation));
    }

    private static Help.Ansi ansi(Presentation presentation) {
        return presentation.out().colored() ? Help.Ansi.ON : Help.Ansi.OFF;
    }
}
