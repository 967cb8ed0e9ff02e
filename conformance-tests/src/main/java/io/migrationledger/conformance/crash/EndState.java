package io.migrationledger.conformance.crash;

import io.migrationledger.Ledger;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.event.LedgerEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The end of an undisturbed run, which every other run must reach. */
public final class EndState {
    private static final int SHOWN = 60;

    private final CrashSubject subject;
    private final List<String> facts;
    private final int migrations;

    private EndState(CrashSubject subject, List<String> facts, int migrations) {
        this.subject = subject;
        this.facts = facts;
        this.migrations = migrations;
    }

    /** Reads the end of a run, and checks its ledger. */
    public static EndState of(CrashSubject subject, CrashDatabase database, int migrations, String context)
            throws SQLException {
        try (Connection connection = database.connect()) {
            EndState end = new EndState(subject, subject.dump(connection), migrations);
            end.check(connection, context);
            return end;
        }
    }

    /** Fails with what is missing, what is too much and what the ledger says, where a database is not so. */
    public void judge(CrashDatabase database, String context) throws SQLException {
        try (Connection connection = database.connect()) {
            List<String> found = subject.dump(connection);
            if (!found.equals(facts)) {
                throw new AssertionError(context + ": the end is not that of an undisturbed run"
                        + "\n  missing: " + without(facts, found)
                        + "\n  too much: " + without(found, facts)
                        + "\n  the ledger: " + told(ledger(connection).events()));
            }
            check(connection, context);
        }
    }

    private void check(Connection connection, String context) {
        Ledger ledger = ledger(connection);
        LedgerRules.check(ledger, migrations, context);
        if (subject.keepsSnapshots()) {
            LedgerRules.checkSnapshot(ledger, context);
        }
    }

    private Ledger ledger(Connection connection) {
        return subject.dialect().map(dialect -> Ledger.of(connection, dialect)).orElseGet(() -> Ledger.of(connection));
    }

    private static List<String> without(List<String> facts, List<String> others) {
        List<String> left = new ArrayList<>(facts);
        others.forEach(left::remove);
        return left;
    }

    private static String told(List<LedgerEvent> events) {
        StringBuilder text = new StringBuilder();
        for (LedgerEvent event : events) {
            text.append("\n    ")
                    .append(event.sequence())
                    .append(' ')
                    .append(event.type())
                    .append(' ')
                    .append(event.origin())
                    .append(' ')
                    .append(event.id())
                    .append(", done ")
                    .append(event.header().done())
                    .append(", ")
                    .append(shortened(event.header().detail()));
        }
        return text.toString();
    }

    /** Returns the beginning of a text, in one line. */
    static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 1) + "…";
    }
}
