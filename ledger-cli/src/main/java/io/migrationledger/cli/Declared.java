package io.migrationledger.cli;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.json.EventDocument;
import io.migrationledger.event.LedgerEvent;
import java.util.List;

/** Says what was recorded after a person declared something. */
final class Declared {
    private Declared() {}

    static Exit print(Invocation invocation, String command, List<LedgerEvent> events) {
        if (invocation.isJson()) {
            EventDocument.print(invocation.out(), command, events);
        } else {
            for (LedgerEvent event : events) {
                invocation
                        .out()
                        .line("Recorded as event " + event.sequence() + ": migration " + event.id() + " "
                                + Readable.word(event.type()) + ", " + Readable.word(event.origin()) + ".");
            }
        }
        return Exit.DONE;
    }
}
