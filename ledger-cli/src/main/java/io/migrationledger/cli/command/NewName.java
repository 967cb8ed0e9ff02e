package io.migrationledger.cli.command;

import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.migration.NewMigration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Names the next migration as the others of its directory are named. */
public final class NewName {
    /** The version where there is none before. */
    static final String FIRST = "0001";

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
        telling.removeIf(word -> saysNothing(word));
        if (telling.isEmpty()) {
            throw UsageError.of(
                    "the name '" + description
                            + "' does not say what the migration does: single letters, numbers and words"
                            + " that fit any migration (update, fix, table, new …) are not enough",
                    "Status and history show this name for as long as the database lives. Say it in a few words, such as"
                            + " \"add user avatar\".");
        }
        return text;
    }

    /** One letter says nothing in Latin letters, and may be a whole word in others. */
    private static boolean saysNothing(String word) {
        return word.isEmpty()
                || (word.length() < 2 && word.charAt(0) < 0x250)
                || SAYS_NOTHING.contains(word)
                || Character.isDigit(word.charAt(0));
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
    public static Scripts next(List<String> existing, NewMigration wanted) {
        boolean golang = existing.stream().anyMatch(name -> name.endsWith(".up.sql"));
        boolean flyway = existing.stream()
                .anyMatch(name -> isFlyways(name) && !digits(name.substring(1)).isEmpty());
        String version = wanted.versionAfter(versions(existing)).orElse(FIRST);
        if (flyway) {
            String stem = version.replaceFirst("^0+(?=.)", "") + "__" + wanted.words() + ".sql";
            return new Scripts("V" + stem, "U" + stem);
        }
        // A version ends before the first underscore that no digit follows.
        String words = Character.isDigit(wanted.words().charAt(0)) ? "-" + wanted.words() : wanted.words();
        String stem = version + "_" + words;
        return new Scripts(stem + (golang ? ".up.sql" : ".sql"), stem + ".down.sql");
    }

    /** Returns the versions that names of files begin with. */
    static List<String> versions(List<String> existing) {
        List<String> versions = new ArrayList<>();
        for (String name : existing) {
            String digits = digits(isFlyways(name) ? name.substring(1) : name);
            if (!digits.isEmpty()) {
                versions.add(digits);
            }
        }
        return versions;
    }

    private static boolean isFlyways(String name) {
        return !name.isEmpty() && (name.charAt(0) == 'V' || name.charAt(0) == 'U');
    }

    private static String digits(String name) {
        int end = 0;
        while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
            end++;
        }
        return name.substring(0, end);
    }
}
