package io.migrationledger.event;

import java.util.Optional;

/**
 * What an event says of the text of the scripts that its attempt runs.
 *
 * @param hash the hash by which that text is kept, or empty where it is not
 * @param leftOut why it is not kept although texts are, or empty
 */
public record ScriptMark(Optional<String> hash, Optional<String> leftOut) {
    /** No text is kept: the migration has no script, or texts are not kept at all. */
    public static final ScriptMark NONE = new ScriptMark(Optional.empty(), Optional.empty());

    /** Returns the mark of a text that is kept by this hash. */
    public static ScriptMark of(String hash) {
        return new ScriptMark(Optional.of(hash), Optional.empty());
    }

    /** Returns the mark of a text that is not kept. */
    public static ScriptMark leftOut(String why) {
        return new ScriptMark(Optional.empty(), Optional.of(why));
    }
}
