package io.migrationledger.cli.arguments;

import io.migrationledger.cli.invocation.Verb;

/**
 * Reads plain arguments, {@code --name value} and {@code --name=value}, without picocli. Its classes are of a format that
 * no archive takes (Java 5), and its model costs more than a run with nothing to do: 90 ms of processor time to 10. What
 * is not plain, wrong arguments and help among it, is left to picocli, which decides alone what it means.
 */
public final class QuickArguments {
    private QuickArguments() {}

    /** Reads the arguments after the first; returns false where that has to be begun again, on a new verb. */
    public static boolean parse(Verb verb, String[] args) {
        for (int i = 1; i < args.length; i++) {
            String arg = args[i];
            if (!arg.startsWith("-")) {
                return false;
            }
            if (verb.takeSwitch(arg)) {
                continue;
            }
            int equals = arg.indexOf('=');
            String name = equals < 0 ? arg : arg.substring(0, equals);
            if (equals < 0) {
                i++;
            }
            String value = equals >= 0 ? arg.substring(equals + 1) : i < args.length ? args[i] : "";
            // Quotes and dashes at the beginning mean something to picocli.
            if (value.isEmpty() || "-\"'@".indexOf(value.charAt(0)) >= 0 || !verb.take(name, value)) {
                return false;
            }
        }
        return verb.isComplete();
    }
}
