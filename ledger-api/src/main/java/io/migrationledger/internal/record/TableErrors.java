package io.migrationledger.internal.record;

import static io.migrationledger.ErrorCode.LEDGER_CHANGED;
import static io.migrationledger.ErrorCode.LEDGER_GONE;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.LedgerException;
import io.migrationledger.migration.SqlScript;
import io.migrationledger.spi.DialectSession;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a ledger table that was there and is not as it was: dropped, renamed or altered by something that could not be read
 * before it ran, or by somebody else. Confined to one thread.
 */
public final class TableErrors {
    /**
     * No such column (https://www.postgresql.org/docs/current/errcodes-appendix.html,
     * https://dev.mysql.com/doc/mysql-errors/8.0/en/server-error-reference.html), another type, a generated column, no table.
     */
    private static final Set<String> STATES = Set.of("42703", "42S22", "42804", "428C9", "42809", "55000");

    /** Values that do not fit, constraints, a view's condition, errors that a trigger raises: none comes of the ledger's own table. */
    private static final Set<String> CLASSES = Set.of("22", "23", "44", "45", "P0");

    private static final String STATE =
            "What had committed by then stays as it is, and an open transaction was rolled back."
                    + " Nothing more was recorded.";

    private final DialectSession session;
    private boolean begun;
    private SqlScript.@Nullable Place running;

    TableErrors(DialectSession session) {
        this.session = session;
    }

    /** The ledger has events: from now on its table must be there. */
    void begun() {
        begun = true;
    }

    /** Notes what runs now; its words are made where they are needed, as this is called for each statement. */
    void running(SqlScript.Place place) {
        running = place;
    }

    /**
     * Explains an error of a query.
     *
     * @throws SQLException the error itself, where it says anything but that there is no table
     * @throws LedgerException where the table was there before, or has other columns
     */
    void ofQuery(SQLException error) throws SQLException {
        if (session.isMissingTable(error)) {
            if (begun) {
                throw gone(error, session.ledgerTable());
            }
            return;
        }
        if (STATES.contains(state(error)) || session.isTableChanged(error)) {
            throw changed(session.ledgerTable(), "cannot be read as one: " + session.words(error), error);
        }
        throw error;
    }

    /**
     * Returns what an error of an INSERT into this table, or into one of these, means for the ledger; the error itself where it
     * is no matter of the table.
     */
    Exception ofInsert(SQLException error, String table) {
        if (session.isMissingTable(error)) {
            return gone(error, table);
        }
        String state = state(error);
        boolean changed = STATES.contains(state)
                || (state.length() == 5 && CLASSES.contains(state.substring(0, 2)))
                || session.isTableChanged(error);
        return changed ? changed(table, "does not take what the ledger writes: " + session.words(error), error) : error;
    }

    /** @throws LedgerException where fewer rows were written than were sent, or more */
    void check(int sent, int written) {
        if (written >= 0 && written != sent) { // a client that does not count says so by a negative number
            throw changed(
                    session.ledgerTable(),
                    "took " + written + " of " + sent + (sent == 1 ? " row" : " rows")
                            + " without an error: a trigger or a rule on it swallows what is written",
                    null);
        }
    }

    private LedgerException gone(SQLException error, String table) {
        return new LedgerException(
                LEDGER_GONE,
                "the ledger's table " + table + " is gone: " + suspects("dropped, renamed or moved it"),
                STATE,
                Advice.of(
                        "Look first whether it is there now: what a migration did in a transaction was rolled back, and then"
                                + " only the statement has to go out of the script. Where it was renamed or moved, put it"
                                + " back; where it was dropped, restore it from a backup. '",
                        Action.VERIFY,
                        "' says whether it is whole; then run ",
                        Action.SAME,
                        " again. What ran after the last event that it holds is not in it: '",
                        Action.STATUS,
                        "' shows that migration; say with '",
                        Action.RESOLVE,
                        "' how it stands."),
                error);
    }

    private LedgerException changed(String table, String how, @Nullable SQLException error) {
        return new LedgerException(
                LEDGER_CHANGED,
                "the ledger's table " + table + " " + how + "\n" + suspects("changed the table"),
                STATE,
                Advice.of(
                        "Take the change of that table out of the script, or undo it by hand: the columns are as docs/SPEC.md"
                                + " lists them, and nothing else hangs on the table but the ledger's own triggers. Then run ",
                        Action.SAME,
                        " again."),
                error);
    }

    private String suspects(String did) {
        SqlScript.Place place = running;
        if (place == null) {
            return "something or somebody else " + did;
        }
        // code has no lines
        String at = place.line() == 0 ? place.location() : place.toString();
        return "noticed at " + at + "; that statement, what ran before it or somebody else " + did;
    }

    private static String state(SQLException error) {
        return error.getSQLState() == null ? "" : error.getSQLState();
    }
}
