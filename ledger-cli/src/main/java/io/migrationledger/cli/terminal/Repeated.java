package io.migrationledger.cli.terminal;

import java.util.List;

/**
 * What a person typed that chooses the database and the migrations. A command that is advised repeats it, so that the line
 * can be copied as it stands and is about the same database.
 */
public final class Repeated {
    /** Nothing was typed: all comes from files and the environment, which the next command reads as well. */
    public static final Repeated NOTHING = new Repeated(List.of(), List.of());

    /** What every shell leaves as it is, beside letters and digits. The mark … stands for what a person has to write. */
    private static final String PLAIN = "_@%+=:,./…-";

    /** What means something to a shell also between double quotes. */
    private static final String SPECIAL = "\"$`\\!";

    private static final String REASON = " --reason";

    private final List<String> database;
    private final List<String> files;

    /**
     * Keeps the options, no secret among them.
     *
     * @param database options, and their values, that say which database it is, and how to reach it
     * @param files those that say which files the migrations are
     */
    public Repeated(List<String> database, List<String> files) {
        this.database = List.copyOf(database);
        this.files = List.copyOf(files);
    }

    /** Returns the same without the files: for what is to be done with others than those that were named. */
    Repeated withoutFiles() {
        return new Repeated(database, List.of());
    }

    /** Returns the command with these options: at its end, or before the reason, which a person writes anyway. */
    public String in(String command) {
        int reason = command.indexOf(REASON);
        int end = reason < 0 ? command.length() : reason;
        StringBuilder whole = new StringBuilder(command.substring(0, end));
        database.forEach(word -> whole.append(' ').append(quoted(word)));
        files.forEach(word -> whole.append(' ').append(quoted(word)));
        return whole.append(command, end, command.length()).toString();
    }

    /** Returns a word as a POSIX shell reads it back. Double quotes where they do: commands stand between single ones. */
    public static String quoted(String word) {
        if (!word.isEmpty() && word.chars().allMatch(Repeated::isPlain)) {
            return word;
        }
        return word.chars().anyMatch(c -> Character.isISOControl(c) || SPECIAL.indexOf(c) >= 0)
                ? "'" + word.replace("'", "'\\''") + "'"
                : '"' + word + '"';
    }

    private static boolean isPlain(int c) {
        return Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0;
    }
}
