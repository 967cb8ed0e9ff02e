package io.migrationledger.cli;

import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.LedgerException;
import io.migrationledger.cli.terminal.AnswerStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

/** An answer that did not arrive: a full disk must not make half a document of it that looks like a whole. */
final class LostOutput {
    private LostOutput() {}

    /**
     * Looks whether all that a command has printed was written.
     *
     * @param exit what the command would end with
     * @param head the line of the last event that it recorded
     * @throws LedgerException where it was not
     */
    static void check(PrintStream out, Exit exit, Optional<String> head) {
        Optional<IOException> failure = AnswerStream.failure(out);
        if (failure.isPresent()) {
            throw new LedgerException(
                    ErrorCode.UNREADABLE_FILE,
                    "standard output cannot be written: " + failure.get().getMessage(),
                    state(exit, head),
                    "Check where standard output goes, and the room on that disk.",
                    failure.get());
        }
    }

    private static String state(Exit exit, Optional<String> head) {
        String end = exit == Exit.DONE
                ? "The command itself succeeded"
                : "The command itself came to its end, with exit code " + exit.code();
        return end + head.map(line -> ", and what it did is recorded. " + line).orElse("; its answer is not whole.");
    }
}
