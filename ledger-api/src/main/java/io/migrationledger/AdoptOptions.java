package io.migrationledger;

import java.util.Optional;

/**
 * Which other tool's history to take over, and how.
 *
 * @param tool the other tool, in lower case, such as {@code flyway}; empty for whichever has a table here
 * @param table the table that holds its history, where that does not have the tool's own name for it; a schema may stand
 *     before it, with a full stop between
 * @param acceptEdited why files that were edited since are accepted as they are; empty where these stop the adoption
 */
public record AdoptOptions(Optional<String> tool, Optional<String> table, Optional<String> acceptEdited) {

    /** Whichever tool has a table of the name that it gives it; edited files stop the adoption. */
    public static final AdoptOptions ANY = new AdoptOptions(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Checks the parts.
     *
     * @throws LedgerException where one of them is blank
     */
    public AdoptOptions {
        check(tool, "the tool whose history is to be adopted", Advice.of("Name it, such as flyway, or leave it out."));
        check(table, "the table of the other tool's history", Advice.of("Name it, or leave it out."));
        check(acceptEdited, "a declaration's reason", Advice.of("Say how you know: ", Action.REASON, "."));
    }

    private static void check(Optional<String> text, String what, Advice next) {
        if (text.filter(String::isBlank).isPresent()) {
            throw LedgerException.input(ErrorCode.BAD_OPTION, what + " is blank", next);
        }
    }

    /** Returns these options for one tool. */
    public AdoptOptions from(String name) {
        return new AdoptOptions(Optional.of(name), table, acceptEdited);
    }

    /** Returns these options for a history in a table of another name. */
    public AdoptOptions table(String name) {
        return new AdoptOptions(tool, Optional.of(name), acceptEdited);
    }

    /** Returns these options with edited files accepted as they are, which is recorded with the reason. */
    public AdoptOptions acceptEdited(String reason) {
        return new AdoptOptions(tool, table, Optional.of(reason));
    }
}
