package io.migrationledger.internal.record;

import io.migrationledger.spi.DialectSession;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One statement on the ledger table, put together from SQL and values. Where the driver writes texts as literals ({@link
 * DialectSession#ledgerText}), they and the numbers stand in the statement; elsewhere both are bound.
 */
public final class LedgerStatement {
    /** Long enough for two events: the beginning of one attempt and the end of another are written together. */
    private static final int USUAL_LENGTH = 3_072;

    private final DialectSession session;
    private final boolean writesValues;
    private final StringBuilder sql = new StringBuilder(USUAL_LENGTH);
    private final List<Object> parameters = new ArrayList<>();
    /** How many rows the query gives at most; 0 for all. */
    private int rows;

    LedgerStatement(DialectSession session) {
        this.session = session;
        this.writesValues = session.ledgerText("").isPresent();
    }

    /** Adds SQL, as it stands. */
    LedgerStatement sql(String part) {
        sql.append(part);
        return this;
    }

    /** Makes another statement of what was added until now, which has the same values in the same order. */
    LedgerStatement as(UnaryOperator<String> other) {
        String made = other.apply(sql.toString());
        sql.setLength(0);
        sql.append(made);
        return this;
    }

    /** Makes the query give its first row only, in the order that it names at its end. */
    LedgerStatement firstRow() {
        return firstRows(1);
    }

    /** Makes the query give so many rows at most, in the order that it names at its end. */
    LedgerStatement firstRows(int number) {
        rows = number;
        return this;
    }

    /** Adds a text, which reaches the database unchanged. */
    LedgerStatement text(String value) {
        Optional<String> literal = session.ledgerText(value);
        if (literal.isPresent()) {
            sql.append(literal.get());
        } else {
            parameter(value);
        }
        return this;
    }

    /** Adds a namespace, which is a word that reads the same between quotation marks everywhere. */
    LedgerStatement namespace(String value) {
        return isWord(value) ? sql("'" + value + "'") : text(value);
    }

    private static boolean isWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    /** Adds a whole number. */
    LedgerStatement number(long value) {
        if (writesValues) {
            sql.append(value);
        } else {
            parameter(value);
        }
        return this;
    }

    /** Adds a whole number of 32 bits. */
    LedgerStatement number(int value) {
        if (writesValues) {
            sql.append(value);
        } else {
            parameter(value);
        }
        return this;
    }

    private void parameter(Object value) {
        sql.append('?');
        parameters.add(value);
    }

    /** Executes the statement, which writes; returns how many rows it has written. */
    int executeUpdate() throws SQLException {
        String update = sql.toString();
        try (Statement statement = statement(update)) {
            return parameters.isEmpty()
                    ? statement.executeUpdate(update)
                    : ((PreparedStatement) statement).executeUpdate();
        }
    }

    /** Executes the query; the caller closes its rows. */
    LedgerRows query() throws SQLException {
        String query = rows == 0 ? sql.toString() : session.firstRows(sql.toString(), rows);
        Statement statement = statement(query);
        try {
            return new LedgerRows(
                    statement,
                    parameters.isEmpty()
                            ? statement.executeQuery(query)
                            : ((PreparedStatement) statement).executeQuery());
        } catch (SQLException | RuntimeException e) {
            closeAfter(e, statement);
            throw e;
        }
    }

    /** Returns a statement that is prepared where a value is to be bound. */
    private Statement statement(String text) throws SQLException {
        if (parameters.isEmpty()) {
            // A client that prepares it would look through all of it for what is to be bound.
            Statement statement = session.connection().createStatement();
            if (text.indexOf('{') >= 0) {
                statement.setEscapeProcessing(false); // braces are JDBC's own otherwise
            }
            return statement;
        }
        PreparedStatement statement = session.connection().prepareStatement(text);
        try {
            for (int i = 0; i < parameters.size(); i++) {
                bind(statement, i + 1, parameters.get(i));
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            closeAfter(e, statement);
            throw e;
        }
    }

    private static void closeAfter(Exception error, Statement statement) {
        try {
            statement.close();
        } catch (SQLException closing) {
            error.addSuppressed(closing);
        }
    }

    private static void bind(PreparedStatement statement, int index, Object value) throws SQLException {
        if (value instanceof Long number) {
            statement.setLong(index, number);
        } else if (value instanceof Integer number) {
            statement.setInt(index, number);
        } else {
            statement.setString(index, (String) value);
        }
    }
}
