package io.migrationledger.cli.settings;

import io.migrationledger.LedgerException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The database user's password: said, kept in a file, or asked for. Of the places of settings the nearest that has one of
 * these decides; a place that has two of them is an error.
 */
final class Password {
    /** What a file of settings can say of it. */
    static final List<String> KEYS = List.of(Keys.PASSWORD, Keys.PASSWORD_FILE);

    private static final String KEEP_ONE = "Keep one of the two.";

    private Password() {}

    /**
     * Returns it, or empty where none is configured.
     *
     * @throws LedgerException where it cannot be read or asked for, or one place says two things
     */
    static Optional<String> of(CommonOptions options, Settings settings, Surroundings surroundings) {
        checkPlaces(options, settings);
        if (options.password != null) {
            return Optional.of(options.password.equals(CommonOptions.ASK) ? asked(surroundings) : options.password);
        }
        UnaryOperator<String> read = name -> read(surroundings, name);
        return Optional.ofNullable(options.passwordFile)
                .map(read)
                .or(() -> settings.fromEnvironment(Keys.PASSWORD))
                .or(() -> settings.fromEnvironment(Keys.PASSWORD_FILE).map(read))
                .or(() -> settings.fromFile(Keys.PASSWORD))
                .or(() -> settings.fromFile(Keys.PASSWORD_FILE).map(read));
    }

    /** Returns whether these settings say something of it. */
    static boolean isIn(Map<String, String> settings) {
        return KEYS.stream().anyMatch(key -> !settings.getOrDefault(key, "").isEmpty());
    }

    /**
     * Checks a file of settings.
     *
     * @throws LedgerException where it says two things
     */
    static void checkFile(String name, Map<String, String> settings) {
        if (KEYS.stream().noneMatch(key -> settings.getOrDefault(key, "").isEmpty())) {
            throw UsageError.of(
                    name + ": '" + Keys.PASSWORD + "' and '" + Keys.PASSWORD_FILE + "' both stand there", KEEP_ONE);
        }
    }

    private static void checkPlaces(CommonOptions options, Settings settings) {
        if (options.password != null && options.passwordFile != null) {
            throw UsageError.of("--password and --password-file were both given", KEEP_ONE);
        }
        if (KEYS.stream().allMatch(key -> settings.fromEnvironment(key).isPresent())) {
            throw UsageError.of(
                    Keys.variable(Keys.PASSWORD) + " and " + Keys.variable(Keys.PASSWORD_FILE) + " are both set",
                    KEEP_ONE);
        }
    }

    private static String asked(Surroundings surroundings) {
        return surroundings
                .askPassword()
                .get()
                .orElseThrow(() -> UsageError.of(
                        "--password without a value, and no terminal to ask at",
                        "Set LEDGER_PASSWORD, or name a file that holds the password: --password-file. On the command"
                                + " line it is --password=VALUE."));
    }

    /** Reads it. An editor or {@code echo} ends the line, which is no part of it. */
    private static String read(Surroundings surroundings, String name) {
        String text;
        try {
            text = Files.readString(surroundings.workingDirectory().resolve(name));
        } catch (IOException e) {
            throw UnreadableFile.named(
                    name,
                    e,
                    "Check the name of the password's file (--password-file), and that this user may read it.");
        }
        String password = text.endsWith("\r\n")
                ? text.substring(0, text.length() - 2)
                : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (password.isEmpty()) {
            throw UsageError.of("the password's file " + name + " is empty", "Write the password into it.");
        }
        if (password.indexOf('\n') >= 0 || password.indexOf('\r') >= 0) {
            throw UsageError.of(
                    "the password's file " + name + " has more than one line", "Write the password alone into it.");
        }
        return password;
    }
}
