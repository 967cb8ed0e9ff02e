package io.migrationledger.cli.arguments;

import io.migrationledger.LedgerException;
import io.migrationledger.cli.invocation.Verb;
import io.migrationledger.cli.settings.CommonOptions;
import io.migrationledger.cli.settings.NearMatch;
import io.migrationledger.cli.settings.Presentation;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.terminal.ArgumentText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads a command's arguments into its fields. */
public final class Arguments {

    /** What picocli says of a value that is no number, or too large for one. */
    private static final Pattern NO_NUMBER =
            Pattern.compile("Invalid value for option '(--[a-z-]+)'.*: '(.*)' is not an? (int|long)");

    private static final String PASSWORD = "--password";

    private Arguments() {}

    /**
     * Reads the arguments.
     *
     * @return whether the command is to run; otherwise its help was asked for, and has been shown
     * @throws LedgerException where they are wrong
     */
    public static boolean parse(Verb verb, String[] args, Presentation presentation) {
        CommandLine line = new CommandLine(verb).setCommandName("ledger " + verb.name());
        try {
            line.parseArgs(asking(Arrays.copyOfRange(args, 1, args.length), line));
        } catch (ParameterException e) {
            throw wrong(e, args, "ledger help " + verb.name());
        }
        if (line.isUsageHelpRequested()) {
            Overview.usage(line, presentation);
            return false;
        }
        return true;
    }

    /**
     * Has a bare {@code --password} ask where an option or nothing follows: picocli takes for the password what is no option
     * that it knows, {@code --dri} too.
     *
     * @throws LedgerException where what follows begins as an option does and is none. It may be a password: it is not told
     */
    private static String[] asking(String[] args, CommandLine line) {
        Set<String> known = line.getCommandSpec().optionsMap().keySet();
        String[] asking = args.clone();
        for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
            String next = i + 1 < args.length ? args[i + 1] : "--";
            if (!args[i].equals(PASSWORD) || !next.startsWith("-")) {
                continue;
            }
            if (!next.equals("--") && !known.contains(next.split("=", 2)[0])) {
                throw UsageError.of(
                        "the word after " + PASSWORD + " begins with a dash, and is no option of '"
                                + line.getCommandName() + "'",
                        "If it is the password, write " + PASSWORD + "=VALUE. Otherwise check the option's name.");
            }
            asking[i] = PASSWORD + "=" + CommonOptions.ASK;
        }
        return asking;
    }

    /** What is missing was perhaps given under a wrong name. */
    private static Optional<String> unknown(String[] args, CommandLine line) {
        Set<String> known = line.getCommandSpec().optionsMap().keySet();
        return Arrays.stream(args)
                .takeWhile(arg -> !arg.equals("--"))
                .filter(arg -> arg.startsWith("--"))
                .map(arg -> arg.split("=", 2)[0])
                .filter(arg -> !known.contains(arg))
                .findFirst();
    }

    /** What follows an option that is unknown may be its value. */
    private static String words(List<String> arguments) {
        return arguments.stream()
                .takeWhile(argument -> !argument.startsWith("-"))
                .map(ArgumentText::shown)
                .collect(Collectors.joining(" "));
    }

    /** Returns the error in three parts. */
    static LedgerException wrong(ParameterException e, String[] args, String help) {
        String next = "See '" + help + "'.";
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> arguments = unmatched.getUnmatched();
            String first = ArgumentText.shown(arguments.get(0));
            Optional<String> near = NearMatch.of(
                    first,
                    new TreeSet<>(
                            e.getCommandLine().getCommandSpec().optionsMap().keySet()));
            String what = first.startsWith("-")
                    ? "unknown option '" + first + "'"
                    : "unexpected argument '" + words(arguments) + "'";
            return UsageError.of(
                    what, near.map(option -> "Did you mean '" + option + "'? ").orElse("") + next);
        }
        String what = String.valueOf(e.getMessage()).replaceFirst("(?i)option (option )", "$1");
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            Optional<String> unknown = unknown(args, e.getCommandLine());
            if (unknown.isPresent()) {
                return wrong(new UnmatchedArgumentException(e.getCommandLine(), List.of(unknown.get())), args, help);
            }
            what = "missing " + missing.getMissing().get(0).paramLabel();
            if (missing.getMissing().get(0).isOption()) {
                what = "missing "
                        + ((CommandLine.Model.OptionSpec) missing.getMissing().get(0)).longestName() + " "
                        + missing.getMissing().get(0).paramLabel();
            }
        }
        Matcher number = NO_NUMBER.matcher(what);
        if (number.matches()) {
            String value = number.group(2);
            return UsageError.of(
                    number.group(1) + " " + value
                            + (value.matches("[0-9]+") ? " is too large" : " is not a whole number"),
                    "Give a whole number"
                            + (number.group(3).equals("int") ? " up to " + Integer.MAX_VALUE + "." : "."));
        }
        return UsageError.of(what, next);
    }
}
