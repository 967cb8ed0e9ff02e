package io.migrationledger.internal.record;

import static io.migrationledger.ErrorCode.LEDGER_ELSEWHERE;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.event.LedgerState;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.LedgerPlace;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Ledgers of this database at another place than the one that the options name. Looked for only where that place has none:
 * something moved it out of sight, a changed search path for instance, and a second ledger would run everything twice.
 */
public final class OtherLedgers {
    private static final int SHOWN = 5;

    private OtherLedgers() {}

    /** Returns the problem that there is a ledger elsewhere; empty where there is none, or where that is wanted. */
    public static Optional<Problem> problem(DialectSession session, boolean newLedger) throws SQLException {
        if (newLedger) {
            return Optional.empty();
        }
        List<Found> found = new ArrayList<>();
        for (LedgerPlace place : session.otherLedgers()) {
            read(session, place).ifPresent(events -> found.add(new Found(place, events)));
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String more = found.size() > SHOWN ? "; and " + (found.size() - SHOWN) + " more" : "";
        String ledgers = found.stream().limit(SHOWN).map(Found::toString).collect(Collectors.joining("; "));
        Advice ways = Advice.join(
                ", or ", found.stream().limit(SHOWN).map(one -> one.place.way()).toList());
        return Optional.of(new Problem(
                LEDGER_ELSEWHERE,
                Optional.empty(),
                "there is no ledger at " + session.ledgerTable() + ", and this database has one already: " + ledgers
                        + more,
                Advice.of(
                        "To go on with it, name it: ",
                        ways,
                        ". Something moved it out of sight: a changed search path, another user or address, a table that was"
                                + " renamed. Only if these migrations are to have a ledger of their own beside it, run once"
                                + " with ",
                        Action.NEW_LEDGER,
                        ": ALL migrations then run AGAIN in this database.")));
    }

    /**
     * Stops what would begin a ledger, or would say that there is none, where one is elsewhere.
     *
     * @throws LedgerException naming it
     */
    public static void check(DialectSession session, boolean newLedger) throws SQLException {
        Optional<Problem> problem = problem(session, newLedger);
        if (problem.isPresent()) {
            throw LedgerException.input(
                    LEDGER_ELSEWHERE, problem.get().what(), problem.get().advice());
        }
    }

    /** Does what {@link #check} does where the ledger that was read has no event. */
    public static void check(DialectSession session, LedgerState read, boolean newLedger) throws SQLException {
        if (read.head().isEmpty()) {
            check(session, newLedger);
        }
    }

    private record Found(LedgerPlace place, String events) {
        @Override
        public String toString() {
            return place.place() + " (" + events + ")";
        }
    }

    /**
     * Says what a ledger holds. Empty where it holds no event: nothing ever ran by it. A table that this user may not read
     * counts all the same.
     */
    private static Optional<String> read(DialectSession session, LedgerPlace place) {
        String newest = session.firstRows(
                "SELECT sequence, event, namespace, migration, recorded_at FROM " + place.rows()
                        + " ORDER BY sequence DESC",
                1);
        try (PreparedStatement select = session.connection().prepareStatement(newest);
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return Optional.empty();
            }
            long events = row.getLong(1);
            return Optional.of(events + (events == 1 ? " event" : " events, the newest") + ": " + row.getString(2) + " "
                    + row.getString(3) + ":" + row.getString(4) + " at " + row.getString(5));
        } catch (SQLException e) {
            return Optional.of("which cannot be read: " + e.getMessage());
        }
    }
}
