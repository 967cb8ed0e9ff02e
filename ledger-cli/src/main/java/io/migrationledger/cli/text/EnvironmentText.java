package io.migrationledger.cli.text;

import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.event.LedgerEvent;
import java.util.List;
import java.util.Optional;

/** Shows what environment a database is. */
public final class EnvironmentText {
    private EnvironmentText() {}

    /** Prints it, or what was recorded just now. */
    public static void print(Invocation invocation, Optional<LedgerEvent.Noted> event, boolean recorded) {
        if (event.isEmpty()) {
            invocation.out().line("The ledger does not say what environment this database is.");
            return;
        }
        LedgerEvent.Noted noted = event.get();
        String name = noted.environment().orElse("");
        if (recorded) {
            invocation.out().line("Recorded as event " + noted.sequence() + ": this database is " + name + ".");
            HeadText.print(invocation, List.of(noted));
            return;
        }
        invocation
                .out()
                .line(name + " (event " + noted.sequence() + ", "
                        + Readable.time(noted.header().recordedAt()) + " UTC, "
                        + noted.header().actor().describe() + ")"
                        + noted.reason().map(text -> ": " + text).orElse(""));
    }
}
