package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.cli.settings.UsageError;
import java.util.Optional;

/** Names a script that stands for others as the last of these is named. */
final class SquashName {
    private SquashName() {}

    /** The names of its files. */
    record Scripts(String up, String down) {}

    /**
     * Returns the names.
     *
     * @param file the name of the last script that it replaces
     * @param variant the dialect that it is for; empty for all
     * @throws LedgerException where files of that layout cannot be named so
     */
    static Scripts of(String file, String version, String description, Optional<String> variant) {
        String words = NewName.joined(description);
        String suffix = variant.map(name -> "." + name).orElse("");
        boolean digit = Character.isDigit(file.charAt(0));
        boolean flyway = file.length() > 1 && file.charAt(0) == 'V' && Character.isDigit(file.charAt(1));
        if (words.isEmpty()) {
            throw UsageError.of(
                    "the name '" + description + "' has no letter and no digit", "Say what the script does.");
        }
        if (flyway && variant.isEmpty()) {
            return new Scripts("V" + version + "__" + words + ".sql", "U" + version + "__" + words + ".sql");
        }
        if (!digit) {
            throw LedgerException.input(
                    ErrorCode.NOT_SQUASHABLE,
                    flyway
                            ? "the scripts are not the same for every database, and Flyway's layout has no names for that"
                            : "a script cannot be named as " + file + " is",
                    "Write the script by hand, with '-- ledger: replaces=…' at its head.");
        }
        String stem = version + "_" + words;
        return file.endsWith(".up.sql")
                ? new Scripts(stem + suffix + ".up.sql", stem + suffix + ".down.sql")
                : new Scripts(stem + suffix + ".sql", stem + suffix + ".down.sql");
    }
}
