package io.migrationledger.cli.command;

import io.migrationledger.cli.settings.UsageError;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names the next migration as the others of its directory are named. */
public final class NewName {
    private static final int DIGITS = 4;
    private static final int TIMESTAMP = 14;

    /** Words that are true of any migration: a name of these alone says nothing. */
    private static final Set<String> SAYS_NOTHING = Set.of(
            "a",
            "alter",
            "and",
            "change",
            "changed",
            "changes",
            "data",
            "database",
            "db",
            "ddl",
            "fix",
            "fixed",
            "fixes",
            "migrate",
            "migration",
            "migrations",
            "misc",
            "modify",
            "more",
            "my",
            "new",
            "other",
            "patch",
            "schema",
            "script",
            "small",
            "some",
            "sql",
            "stuff",
            "table",
            "tables",
            "temp",
            "test",
            "the",
            "things",
            "tmp",
            "todo",
            "untitled",
            "update",
            "updated",
            "updates",
            "various",
            "wip");

    private NewName() {}

    /** The names of a migration's files. */
    public record Scripts(String up, String down) {}

    /**
     * Returns the words of a description as a file's name has them.
     *
     * @throws io.migrationledger.LedgerException where they say nothing
     */
    public static String words(String description) {
        String text = joined(description);
        List<String> telling = new ArrayList<>(List.of(text.split("_", -1)));
        telling.removeIf(word -> word.length() < 2 || SAYS_NOTHING.contains(word) || Character.isDigit(word.charAt(0)));
        if (telling.isEmpty()) {
            throw UsageError.of(
                    "the name '" + description + "' does not say what the migration does",
                    "Say it in a few words, such as \"add user avatar\".");
        }
        return text;
    }

    /** Returns the letters and digits of a description in lower case, joined by underscores. */
    static String joined(String description) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < description.length(); i++) {
            char c = description.charAt(i);
            boolean part = Character.isLetterOrDigit(c);
            if (part) {
                text.append(Character.toLowerCase(c));
            } else if (!text.isEmpty() && text.charAt(text.length() - 1) != '_') {
                text.append('_');
            }
        }
        while (!text.isEmpty() && text.charAt(text.length() - 1) == '_') {
            text.setLength(text.length() - 1);
        }
        return text.toString();
    }

    /** Returns the names that come after those that exist. */
    public static Scripts next(List<String> existing, String words, Clock clock) {
        boolean flyway = false;
        boolean golang = false;
        String highest = "";
        int width = existing.isEmpty() ? DIGITS : 0;
        for (String name : existing) {
            golang |= name.endsWith(".up.sql");
            boolean versioned = !name.isEmpty() && (name.charAt(0) == 'V' || name.charAt(0) == 'U');
            String digits = digits(versioned ? name.substring(1) : name);
            if (digits.isEmpty()) {
                continue;
            }
            flyway |= versioned;
            width = Math.max(width, digits.length());
            String number = digits.replaceFirst("^0+(?=.)", "");
            boolean higher = number.length() > highest.length()
                    || (number.length() == highest.length() && number.compareTo(highest) > 0);
            highest = higher ? number : highest;
        }
        String version = version(highest, flyway ? 1 : Math.max(width, highest.isEmpty() ? DIGITS : 1), clock);
        String stem = flyway ? "V" + version + "__" + words : version + "_" + words;
        if (flyway) {
            return new Scripts(stem + ".sql", "U" + stem.substring(1) + ".sql");
        }
        return new Scripts(stem + (golang ? ".up.sql" : ".sql"), stem + ".down.sql");
    }

    private static String version(String highest, int width, Clock clock) {
        if (highest.length() == TIMESTAMP) {
            return DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC)
                    .format(clock.instant());
        }
        String next = highest.isEmpty()
                ? "1"
                : new java.math.BigInteger(highest)
                        .add(java.math.BigInteger.ONE)
                        .toString();
        return "0".repeat(Math.max(0, width - next.length())) + next;
    }

    private static String digits(String name) {
        int end = 0;
        while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
            end++;
        }
        return name.substring(0, end);
    }
}
