package io.migrationledger.cli;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads {@code ledger.properties}. A key that nobody knows is an error: a setting must not be lost to a slip. */
final class PropertiesFile {
    static final String NAME = "ledger.properties";

    private PropertiesFile() {}

    /** Returns the file's settings; none where there is no such file. */
    static Map<String, String> read(Path workingDirectory) {
        Path file = workingDirectory.resolve(NAME);
        if (!Files.exists(file)) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new LedgerException(
                    ErrorCode.BAD_OPTION,
                    NAME + " cannot be read (" + e.getMessage() + ")",
                    LedgerException.NOTHING_CHANGED,
                    "Check that it is a UTF-8 file of lines such as url=jdbc:sqlite:ledger.db.",
                    e);
        }
        Map<String, String> settings = new TreeMap<>();
        for (String key : new TreeMap<>(properties).keySet().toArray(String[]::new)) {
            check(key);
            settings.put(key, properties.getProperty(key).strip());
        }
        return settings;
    }

    private static void check(String key) {
        boolean placeholder = key.startsWith(Keys.PLACEHOLDER) && key.length() > Keys.PLACEHOLDER.length();
        if (placeholder || Keys.ALL.contains(key)) {
            return;
        }
        throw LedgerException.input(
                ErrorCode.BAD_OPTION,
                NAME + ": unknown key '" + key + "'",
                NearMatch.of(key, Keys.ALL)
                        .map(near -> "Did you mean '" + near + "'?")
                        .orElse("Known keys: " + String.join(", ", Keys.ALL) + ", placeholder.NAME."));
    }
}
