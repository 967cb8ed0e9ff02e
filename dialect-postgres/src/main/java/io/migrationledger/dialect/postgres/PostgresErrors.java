package io.migrationledger.dialect.postgres;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.ScriptLineException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** SQLSTATEs (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
final class PostgresErrors {
    private static final Set<String> MISSING = Set.of("42P01", "3F000");
    /** Syntax error or access rule violation; unknown schema; feature not supported. */
    private static final Set<String> REFUSALS = Set.of("42", "3F", "0A");

    private static final String INVALID_TRANSACTION_TERMINATION = "2D000";
    private static final String ACTIVE_TRANSACTION = "25001";
    private static final String APART = "Write '-- ledger: transaction=none' at the head of the script: each of its"
            + " statements then commits by itself and has a mark of its own; if one fails, those before it stay in effect, and"
            + " the next run goes on there.";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Set<String> RETRY = Set.of(LOCK_NOT_AVAILABLE, "40P01", "40001");

    /** {@code COPY big, line 3, column id: "x"}, in the server's language. */
    private static final Pattern LINE_OF_DATA = Pattern.compile("^COPY .*?, \\D+? (\\d+)\\b", Pattern.DOTALL);

    private PostgresErrors() {}

    /**
     * Returns the error of a COPY with the line of the script, where the server says which line of the data it is about:
     * it counts those of a header and those inside quotes, too.
     *
     * @param first the line that the data begin on
     */
    static SQLException atLineOfData(PSQLException error, int first) {
        ServerErrorMessage said = error.getServerErrorMessage();
        Matcher line = LINE_OF_DATA.matcher(said == null || said.getWhere() == null ? "" : said.getWhere());
        try {
            return line.find()
                    ? new ScriptLineException(error, Math.addExact(first - 1, Integer.parseInt(line.group(1))))
                    : error;
        } catch (NumberFormatException | ArithmeticException e) {
            return error; // a line beyond what a line number can say
        }
    }

    static boolean isMissingTable(SQLException error) {
        return MISSING.contains(state(error));
    }

    /** A lock not obtained in time, a deadlock, a serialization failure: each has undone its transaction. */
    static boolean isLockTimeout(SQLException error) {
        return RETRY.contains(state(error));
    }

    /**
     * Returns whether a CALL or DO was refused before its code began to run. An error of code carries its context, the field
     * Where (https://www.postgresql.org/docs/current/protocol-error-fields.html). Without one, a position in the statement is
     * the parser's, and these classes are those of names, privileges and features; what can still come without a context, and
     * after the code has committed, is the end of its last transaction: a deferred constraint, a serialization failure.
     */
    static boolean isRaisedBeforeCode(SQLException error) {
        if (!(error instanceof PSQLException raised) || raised.getServerErrorMessage() == null) {
            return false;
        }
        ServerErrorMessage said = raised.getServerErrorMessage();
        boolean insideCode = said.getWhere() != null || said.getInternalQuery() != null;
        return !insideCode && (said.getPosition() > 0 || REFUSALS.stream().anyMatch(state(error)::startsWith));
    }

    /**
     * Returns what to do where a transaction is in the way. COMMIT is allowed in a procedure or a DO block that is called
     * outside of a transaction, and in no function (https://www.postgresql.org/docs/current/plpgsql-transactions.html).
     *
     * @param callsCode whether the statement is CALL or DO
     */
    static Optional<String> advice(SQLException error, boolean callsCode, boolean apart) {
        boolean insideCode = isInsideCode(error);
        return switch (state(error)) {
            case INVALID_TRANSACTION_TERMINATION ->
                callsCode && !apart
                        ? Optional.of("The code commits, and a transaction is in its way. " + APART)
                        : Optional.empty();
            case ACTIVE_TRANSACTION -> {
                if (insideCode) {
                    yield Optional.of(
                            "No function, procedure or DO block can execute it: write it as a statement of its"
                                    + " own in the script.");
                }
                yield apart ? Optional.empty() : Optional.of("It refuses a transaction. " + APART);
            }
            default -> Optional.empty();
        };
    }

    private static boolean isInsideCode(SQLException error) {
        return error instanceof PSQLException raised
                && raised.getServerErrorMessage() != null
                && raised.getServerErrorMessage().getWhere() != null;
    }

    static Optional<LedgerException> explain(SQLException error) {
        return switch (state(error)) {
            case "08001", "57P03", "53300" ->
                explained(
                        ErrorCode.NO_CONNECTION,
                        "the server could not be reached or takes no connections",
                        Advice.of(
                                "Check ",
                                Action.ADDRESS,
                                ", and that the server is up and has connections left; then run ",
                                Action.SAME,
                                " again."),
                        error);
            // The client says 08004 where the server wants a password and was given none (pgjdbc's
            // AuthenticationPlugin).
            case "28000", "28P01", "08004" ->
                explained(
                        ErrorCode.NO_CONNECTION,
                        "the server refused the log-in",
                        Advice.of("Check ", Action.USER, ", and the server's pg_hba.conf."),
                        error);
            // https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-IDLE-SESSION-TIMEOUT
            case "57P05" ->
                explained(
                        ErrorCode.NO_CONNECTION,
                        "the server ended the session: it was idle for longer than idle_session_timeout allows",
                        Advice.of(
                                "A run switches that limit off as soon as it has the lock, and needs some seconds until then."
                                        + " 'ALTER ROLE … SET idle_session_timeout = 0' for the account that migrates (the limit may"
                                        + " be the database's, too); then run ",
                                Action.SAME,
                                " again."),
                        error);
            case "3D000" ->
                explained(
                        ErrorCode.NO_CONNECTION,
                        "the database does not exist",
                        Advice.of("Create it ('CREATE DATABASE …' or createdb), or fix ", Action.ADDRESS, "."),
                        error);
            case "25006" ->
                explained(
                        ErrorCode.READ_ONLY,
                        "the session may only read",
                        Advice.of("Connect to the primary (targetServerType=primary in the address), or look for "
                                + "default_transaction_read_only in the settings of the role and the database."),
                        error);
            case "42501" ->
                explained(
                        ErrorCode.DATABASE_ERROR,
                        "the user lacks a privilege",
                        Advice.of(
                                "Grant it; docs/postgres.md lists what a runner and what a reader of the ledger need."),
                        error);
            default -> Optional.empty();
        };
    }

    private static Optional<LedgerException> explained(ErrorCode code, String what, Advice next, SQLException error) {
        return Optional.of(new LedgerException(
                code,
                what + " (" + words(error) + ")",
                "What is recorded in the ledger is in effect; nothing else is.",
                next,
                error));
    }

    /** The client says «The connection attempt failed.» of a name that no server has. */
    private static String words(SQLException error) {
        return error.getCause() instanceof UnknownHostException unknown
                ? "the host " + unknown.getMessage() + " is not known"
                : String.valueOf(error.getMessage());
    }

    static String state(SQLException error) {
        return error.getSQLState() == null ? "" : error.getSQLState();
    }

    /** Positions count characters from 1 (https://www.postgresql.org/docs/current/protocol-error-fields.html). */
    static OptionalInt position(SQLException error, String statement) {
        if (!(error instanceof PSQLException raised) || raised.getServerErrorMessage() == null) {
            return OptionalInt.empty();
        }
        int position = raised.getServerErrorMessage().getPosition();
        return position < 1 || position > statement.codePointCount(0, statement.length()) + 1
                ? OptionalInt.empty()
                : OptionalInt.of(statement.offsetByCodePoints(0, position - 1));
    }

    /** What a migration did to its session stays; it is applied and recorded by then, and nothing else has begun. */
    static LedgerException sessionChanged(String what) {
        return new LedgerException(
                ErrorCode.SESSION_CHANGED,
                what,
                "The next migration did not begin.",
                Advice.again(": it goes on in a new session."),
                null);
    }
}
