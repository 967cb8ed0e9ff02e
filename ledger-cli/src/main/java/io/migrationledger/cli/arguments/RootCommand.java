package io.migrationledger.cli.arguments;

import io.migrationledger.cli.command.Verbs;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;

/** What {@code ledger --help} shows. */
@Command(
        name = "ledger",
        description = "Applies schema migrations, each exactly once, and keeps an append-only ledger of them in the"
                + " database.",
        subcommands = {HelpCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        footerHeading = "%nTo begin:%n",
        footer = {
            "  ledger new \"create users\"        write migrations/0001_create_users.sql, and edit it",
            "  ledger migrate                   apply what is pending to ledger.db, an SQLite file",
            "  ledger status                    see where every migration stands",
            "  ledger help migrate              see what a command can do",
            "  ledger help options              see the options that all commands have",
            "",
            "Another database: --url jdbc:postgresql://host/name --user app, or LEDGER_URL and LEDGER_USER,",
            "or url=… and user=… in ledger.properties. Flags win over the environment, that over the file.",
            "--config names another file; --env staging adds ledger.staging.properties.",
            "",
            "Exit codes: 0 done; 1 a migration, or the command itself, failed; 2 wrong usage; 3 a check found",
            "something; 4 a statement is in doubt and waits for a person; 5 the lock was not obtained in time."
        })
public final class RootCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version.")
    boolean version;

    /** Returns the whole command, all verbs included. */
    static CommandLine commandLine() {
        CommandLine root = new CommandLine(new RootCommand());
        root.addSubcommand(new VersionCommand());
        root.addSubcommand(new CompletionCommand());
        // Before help, version and completion, which picocli lists as they were added.
        CommandLine ordered = new CommandLine(new RootCommand());
        Verbs.NAMES.forEach(name -> ordered.addSubcommand(name, Verbs.of(name).orElseThrow()));
        root.getSubcommands().forEach((name, line) -> {
            if (!name.equals("help")) {
                ordered.addSubcommand(name, line.getCommand());
            }
        });
        return ordered;
    }
}
