package io.migrationledger.cli.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A named environment: its file beside the common one, such as {@code ledger.staging.properties}.
 *
 * @param file the file's name
 * @param own what that file says
 * @param settings what both files say together
 */
public record NamedEnvironment(String name, String file, Map<String, String> own, Map<String, String> settings) {
    private static final String EXTENSION = ".properties";

    /**
     * Reads the environment's file.
     *
     * @param common the name of the file that holds for all environments
     * @throws io.migrationledger.LedgerException where the name is none, or its file does not exist
     */
    static NamedEnvironment read(String name, Path here, String common, Map<String, String> commonSettings) {
        if (!name.matches("[\\p{L}\\p{N}_-]+")) {
            throw UsageError.of(
                    "'" + name + "' cannot be an environment's name", "Use letters, digits and dashes: --env staging.");
        }
        String stem = common.endsWith(EXTENSION) ? common.substring(0, common.length() - EXTENSION.length()) : common;
        String file = stem + "." + name + EXTENSION;
        Map<String, String> own = PropertiesFile.read(
                here, file, "Write it, or check the environment's name '" + name + "' (--env, LEDGER_ENV).");
        Map<String, String> settings = new TreeMap<>(commonSettings);
        if (Password.isIn(own)) {
            Password.KEYS.forEach(settings::remove); // the nearer file wins, whichever of the two it says
        }
        settings.putAll(own);
        return new NamedEnvironment(name, file, own, settings);
    }

    /** Returns the variables without those of which this environment's own file decides, and without the address. */
    Map<String, String> without(Map<String, String> variables) {
        Map<String, String> left = new TreeMap<>(variables);
        left.remove(Keys.variable(Keys.URL));
        for (String key : List.of(Keys.USER, Keys.SCHEMA, Keys.TABLE)) {
            if (!own.getOrDefault(key, "").isEmpty()) {
                left.remove(Keys.variable(key));
            }
        }
        if (Password.isIn(own)) {
            Password.KEYS.forEach(key -> left.remove(Keys.variable(key)));
        }
        return left;
    }

    /**
     * Checks that the environment's own file says which database it is.
     *
     * @throws io.migrationledger.LedgerException where it does not
     */
    void checkOwnUrl() {
        if (own.getOrDefault(Keys.URL, "").isEmpty()) {
            throw UsageError.of("the environment '" + name + "' names no database", "Write url=… in " + file + ".");
        }
    }

    /**
     * Checks that the environment decides which database it is: work meant for one must not go to another.
     *
     * @param decided the address that wins over all others, where one was given
     * @throws io.migrationledger.LedgerException where no address is given, or two
     */
    void checkUrl(@Nullable String decided, @Nullable String variable) {
        if (decided != null) {
            return;
        }
        String fromVariable = variable == null ? "" : variable;
        String ownUrl = own.getOrDefault(Keys.URL, "");
        if (fromVariable.isEmpty() && ownUrl.isEmpty()) {
            throw UsageError.of(
                    "the environment '" + name + "' names no database",
                    "Write url=… in " + file + ", or give --url or LEDGER_URL.");
        }
        if (!fromVariable.isEmpty() && !ownUrl.isEmpty() && !ownUrl.equals(fromVariable)) {
            throw UsageError.of(
                    file + " and LEDGER_URL name two databases", "Unset LEDGER_URL, or say which one with --url.");
        }
    }
}
