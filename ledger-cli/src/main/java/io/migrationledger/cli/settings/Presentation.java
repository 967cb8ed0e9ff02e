package io.migrationledger.cli.settings;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Repeated;
import io.migrationledger.cli.terminal.Secrets;
import java.util.List;

/**
 * How a command shows what it says.
 *
 * @param format how the answer is written: {@code text}, {@code json}, or what else the command has
 * @param verbose whether logs and stack traces are wanted
 */
public record Presentation(String format, boolean verbose, Page out, Page err, Secrets secrets) {

    /** Returns whether the answer is one JSON document. */
    public boolean json() {
        return format.equals("json");
    }

    /** Resolves the settings. */
    public static Presentation of(
            CommonOptions options,
            List<String> formats,
            Settings settings,
            Surroundings surroundings,
            Secrets secrets) {
        String format = settings.get(Keys.FORMAT, options.format).orElse("text");
        if (!formats.contains(format)) {
            String last = formats.get(formats.size() - 1);
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "--format " + format + " is not known",
                    "Write --format " + String.join(", ", formats.subList(0, formats.size() - 1)) + " or " + last
                            + ".");
        }
        boolean plain = isPlain(settings.isOn(Keys.NO_COLOR, options.noColor), surroundings);
        boolean verbose = settings.isOn(Keys.VERBOSE, options.verbose);
        return of(format, verbose, !plain, surroundings, secrets, options.repeated());
    }

    /** Returns the same, where advised commands repeat these options: those of another database. */
    public Presentation about(CommonOptions options) {
        return new Presentation(
                format, verbose, out.repeating(options.repeated()), err.repeating(options.repeated()), secrets);
    }

    /** Guesses from the bare arguments, for what is wrong with the arguments themselves. */
    public static Presentation guess(String[] args, Surroundings surroundings, Secrets secrets) {
        boolean json = "json".equals(surroundings.environment().get(Keys.variable(Keys.FORMAT)));
        boolean verbose = false;
        boolean plain = false;
        for (int i = 0; i < args.length; i++) {
            String next = i + 1 < args.length ? args[i + 1] : "";
            switch (args[i]) {
                case "--format" -> json = next.equals("json");
                case "--format=json" -> json = true;
                case "--no-color" -> plain = true;
                case "-v", "--verbose" -> verbose = true;
                default -> {
                    // not about how things are shown
                }
            }
        }
        boolean colors = !isPlain(plain, surroundings);
        return of(json ? "json" : "text", verbose, colors, surroundings, secrets, Repeated.NOTHING);
    }

    private static Presentation of(
            String format,
            boolean verbose,
            boolean colors,
            Surroundings surroundings,
            Secrets secrets,
            Repeated repeated) {
        return new Presentation(
                format,
                verbose,
                new Page(surroundings.out(), colors && surroundings.outIsTerminal(), secrets, repeated),
                new Page(surroundings.err(), colors && surroundings.errIsTerminal(), secrets, repeated),
                secrets);
    }

    /** See https://no-color.org: set and not empty, whatever its value. */
    private static boolean isPlain(boolean noColor, Surroundings surroundings) {
        String variable = surroundings.environment().get("NO_COLOR");
        return noColor
                || (variable != null && !variable.isEmpty())
                || "dumb".equals(surroundings.environment().get("TERM"));
    }
}
