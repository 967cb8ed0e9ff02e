package io.migrationledger.cli.settings;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads files of settings. A key that nobody knows is an error: a setting must not be lost to a slip. */
public final class PropertiesFile {
    static final String NAME = "ledger.properties";

    private PropertiesFile() {}

    /**
     * Returns a file's settings.
     *
     * @param name the file, as messages name it
     * @param ifMissing what to do where it does not exist
     * @throws LedgerException where it does not exist or cannot be read, or where a key is unknown or stands there twice
     */
    static Map<String, String> read(Path here, String name, String ifMissing) {
        Path file = here.resolve(name);
        if (!Files.exists(file)) {
            throw UsageError.of("the file " + name + " does not exist", ifMissing);
        }
        Lines lines = new Lines();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new LedgerException(
                    ErrorCode.BAD_OPTION,
                    name + " cannot be read (" + e.getMessage() + ")",
                    LedgerException.NOTHING_CHANGED,
                    "Check that it is a UTF-8 file of lines such as url=jdbc:sqlite:ledger.db.",
                    e);
        }
        lines.settings.keySet().forEach(key -> check(name, key));
        if (!lines.twice.isEmpty()) {
            throw UsageError.of(
                    name + ": '" + lines.twice.first() + "' stands there twice", "Keep one of the two lines.");
        }
        Password.checkFile(name, lines.settings);
        return lines.settings;
    }

    /** What stands in the lines; {@link Properties} alone would let the last of two equal keys win. */
    private static final class Lines extends Properties {
        private static final long serialVersionUID = 1L;

        private final TreeMap<String, String> settings = new TreeMap<>();
        private final TreeSet<String> twice = new TreeSet<>();

        @Override
        public synchronized @Nullable Object put(Object key, Object value) {
            String name = String.valueOf(key);
            String text = String.valueOf(value).strip();
            String before = settings.get(name);
            settings.put(name, before != null && name.equals(Keys.DIR) ? before + "," + text : text);
            if (before != null && !name.equals(Keys.DIR)) {
                twice.add(name);
            }
            return before;
        }
    }

    private static void check(String name, String key) {
        boolean placeholder = key.startsWith(Keys.PLACEHOLDER) && key.length() > Keys.PLACEHOLDER.length();
        if (placeholder || Keys.ALL.contains(key)) {
            return;
        }
        throw LedgerException.input(
                ErrorCode.BAD_OPTION,
                name + ": unknown key '" + key + "'",
                NearMatch.of(key, Keys.ALL)
                        .map(near -> "Did you mean '" + near + "'?")
                        .orElse("Known keys: " + String.join(", ", Keys.ALL) + ", placeholder.NAME."));
    }
}
