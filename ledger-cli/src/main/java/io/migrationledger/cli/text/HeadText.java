package io.migrationledger.cli.text;

import io.migrationledger.LedgerException;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.ValidationException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.event.LedgerEvent;
import java.util.List;
import java.util.Optional;

/** The line that a deploy log keeps: with it, {@code ledger verify --head} tells later whether the history was changed. */
public final class HeadText {
    private HeadText() {}

    /** Prints the line after what changed the ledger; nothing where nothing was recorded, and nothing beside JSON. */
    public static void print(Invocation invocation, Optional<LedgerEvent> head) {
        if (head.isPresent()) {
            String line = line(head.get().sequence(), head.get().header().hash());
            invocation.recorded(line);
            if (!invocation.isJson()) {
                invocation.out().line(line);
            }
        }
    }

    /** Prints the line of a run that ended with an error; nothing where it recorded nothing. */
    public static void print(Invocation invocation, LedgerException error) {
        if (error instanceof MigrationFailedException failed) {
            print(invocation, failed.result().head());
        } else if (error instanceof ValidationException refused) {
            print(invocation, refused.head());
        }
    }

    /** Prints the line for the last of the events that were recorded. */
    static void print(Invocation invocation, List<LedgerEvent> recorded) {
        print(invocation, recorded.isEmpty() ? Optional.empty() : Optional.of(recorded.get(recorded.size() - 1)));
    }

    /** Returns the line. */
    public static String line(long sequence, String hash) {
        return "Head: " + sequence + " " + hash;
    }
}
