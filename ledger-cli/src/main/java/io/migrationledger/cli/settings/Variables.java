package io.migrationledger.cli.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The environment variables of the command. One that nobody knows is an error: a setting must not be lost to a slip. */
public final class Variables {
    private static final String PREFIX = "LEDGER_";
    /**
     * {@code LEDGER_JAVA_OPTS} is the launcher's; the others are those of two accounting programs
     * (https://ledger-cli.org/doc/ledger3.html, https://hledger.org/1.40/hledger.html), which people have in their shell.
     */
    private static final List<String> NOT_OURS =
            List.of("LEDGER_JAVA_OPTS", "LEDGER_FILE", "LEDGER_INIT_FILE", "LEDGER_PRICE_DB");

    /** Of one command alone, and not in a file of settings: keys, or the names of their files. */
    private static final List<String> OF_SEALS = List.of("LEDGER_SEAL_KEY", "LEDGER_SEAL_PUBLIC_KEY");

    private Variables() {}

    /**
     * Checks the names.
     *
     * @throws io.migrationledger.LedgerException where one begins with {@code LEDGER_} and is unknown
     */
    static void check(Map<String, String> environment) {
        for (String name : environment.keySet()) {
            if (name.startsWith(PREFIX) && !name.startsWith(Keys.PLACEHOLDER_VARIABLE) && !NOT_OURS.contains(name)) {
                checkKnown(name);
            }
        }
    }

    private static void checkKnown(String name) {
        List<String> known = new ArrayList<>(List.of(Keys.variable(Keys.CONFIG), Keys.variable(Keys.ENV)));
        known.addAll(OF_SEALS);
        Keys.ALL.forEach(key -> known.add(Keys.variable(key)));
        if (known.contains(name)) {
            return;
        }
        Optional<String> near = NearMatch.of(name, known);
        throw UsageError.of(
                "unknown environment variable " + name,
                near.map(variable -> "Did you mean " + variable + "?")
                                .orElse("Known: " + String.join(", ", new TreeSet<>(known)) + ", "
                                        + Keys.PLACEHOLDER_VARIABLE + "NAME.")
                        + " If it is for another program, take it out of this command's environment.");
    }
}
