package io.migrationledger.cli.text;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.json.EventDocument;
import io.migrationledger.cli.terminal.Readable;
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
        return Readable.word(event.type()) + ", " + Readable.word(event.origin());
    }
}
