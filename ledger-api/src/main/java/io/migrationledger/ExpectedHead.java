package io.migrationledger;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event that a runner remembers from an earlier run: the ledger must still have it. Immutable.
 *
 * @param sequence the event's number, counted from 1
 * @param hash its hash, as 64 hexadecimal digits in lower case
 */
public record ExpectedHead(long sequence, String hash) {
    private static final Pattern FORM = Pattern.compile("(?:Head: )?([1-9][0-9]{0,17})[: ]([0-9a-fA-F]{64})");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException where the number is not positive, or the hash is none
     */
    public ExpectedHead {
        if (sequence < 1 || !hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("no head of a ledger: " + sequence + ":" + hash);
        }
    }

    /** Returns the head that a text names as {@code SEQUENCE:HASH}, or as the line {@code Head: …} of a run; empty for others. */
    public static Optional<ExpectedHead> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(new ExpectedHead(
                        Long.parseLong(matcher.group(1)), matcher.group(2).toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    /** Returns it as {@code SEQUENCE:HASH}. */
    @Override
    public String toString() {
        return sequence + ":" + hash;
    }
}
