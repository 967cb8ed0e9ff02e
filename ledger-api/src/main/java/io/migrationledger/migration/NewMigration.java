package io.migrationledger.migration;

import java.math.BigInteger;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * A migration that a person wants to write, and that has no files yet.
 *
 * @param description what it does, as a person wrote it
 * @param words the same as a file's name has it: lower case, joined by underscores
 * @param withDown whether a script is wanted that takes it back
 * @param clock the time of versions that are a time
 * @param up what the script does, where it is known already: statements, each with the mark that ends it; otherwise empty
 * @param down the same of the script that takes it back
 */
public record NewMigration(String description, String words, boolean withDown, Clock clock, String up, String down) {
    private static final int TIMESTAMP = "yyyyMMddHHmmss".length();

    /** Creates one whose statements a person will write. */
    public NewMigration(String description, String words, boolean withDown, Clock clock) {
        this(description, words, withDown, clock, "", "");
    }

    /** Returns the script that applies: a comment, and its statements or an empty line. */
    public String upText() {
        return "-- description: " + oneLine() + "\n" + below(up);
    }

    /** Returns the script that takes back: a comment, and its statements or an empty line. */
    public String downText() {
        return "-- Undoes: " + oneLine() + "\n" + below(down);
    }

    private static String below(String statements) {
        return statements.startsWith("-- ledger:") ? statements : "\n" + statements;
    }

    /** Returns the description in one line, so that a comment holds all of it. */
    public String oneLine() {
        return description.strip().replaceAll("\\s+", " ");
    }

    /**
     * Returns the version that comes after others, which are digits: one more than the highest, as wide as the widest; the
     * time where the highest is one. Empty where there are no others.
     */
    public Optional<String> versionAfter(Collection<String> versions) {
        if (versions.isEmpty()) {
            return Optional.empty();
        }
        String highest = highest(versions);
        if (highest.length() == TIMESTAMP) {
            return Optional.of(timeAfter(versions));
        }
        int width = versions.stream().mapToInt(String::length).max().orElse(1);
        String next = next(highest);
        return Optional.of("0".repeat(Math.max(0, width - next.length())) + next);
    }

    /**
     * Returns the time in UTC as a version, {@code yyyyMMddHHmmss}; where one of the others, which are digits, has this
     * version or a later one, one more than the highest.
     */
    public String timeAfter(Collection<String> versions) {
        return after(
                DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(clock.instant()),
                versions);
    }

    /** Returns the same of the time in milliseconds since 1970. */
    public String millisAfter(Collection<String> versions) {
        return after(Long.toString(clock.millis()), versions);
    }

    private static String after(String time, Collection<String> versions) {
        String highest = highest(versions);
        boolean taken = highest.length() == time.length() && highest.compareTo(time) >= 0;
        return taken ? next(highest) : time;
    }

    private static String next(String version) {
        return new BigInteger(version).add(BigInteger.ONE).toString();
    }

    /** Returns the highest without leading zeros, or 0. */
    private static String highest(Collection<String> versions) {
        return versions.stream()
                .map(BigInteger::new)
                .max(BigInteger::compareTo)
                .orElse(BigInteger.ZERO)
                .toString();
    }
}
