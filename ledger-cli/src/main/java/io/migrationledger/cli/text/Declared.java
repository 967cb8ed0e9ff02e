package io.migrationledger.cli.text;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.json.EventDocument;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.event.Direction;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Origin;
import java.util.List;

/** Says what was recorded after a person declared something. */
public final class Declared {
    private Declared() {}

    public static Exit print(Invocation invocation, String command, List<LedgerEvent> events) {
        if (invocation.isJson()) {
            EventDocument.print(invocation.out(), command, events);
        } else {
            for (LedgerEvent event : events) {
                invocation
                        .out()
                        .line("Recorded as event " + event.sequence() + ": migration " + event.id() + " "
                                + what(command, event) + ".");
            }
            HeadText.print(invocation, events);
        }
        return Exit.DONE;
    }

    private static String what(String command, LedgerEvent event) {
        if (event.origin() == Origin.FORGOTTEN) {
            return "forgotten; nothing was undone in the database";
        }
        if (command.equals("baseline") && event.type() == EventType.ROLLED_BACK) {
            return "not in effect, its baseline undone";
        }
        if (event instanceof LedgerEvent.Failed && event.origin() == Origin.RESOLVED) {
            int done = event.header().done();
            if (event.header().direction() == Direction.DOWN) {
                return done == 0
                        ? "resolved: nothing of it was rolled back, and it stands as before"
                        : "resolved: " + (done == 1 ? "statement 1" : "statements 1 to " + done)
                                + " of its down script took effect, and the next rollback goes on behind";
            }
            return done == 0
                    ? "resolved: nothing of it is in effect, and the next run begins at its first statement"
                    : "resolved: " + (done == 1 ? "statement 1 is" : "statements 1 to " + done + " are")
                            + " in effect, and the next run goes on behind";
        }
        return Readable.word(event.type()) + ", " + Readable.word(event.origin());
    }
}
