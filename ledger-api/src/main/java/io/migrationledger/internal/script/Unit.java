package io.migrationledger.internal.script;

import io.migrationledger.event.Direction;
import io.migrationledger.internal.connect.DatabaseErrors;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.Precondition;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.util.List;
import java.util.Optional;

/** One thing that a migration executes: a statement of a script, or a whole migration in Java. */
public sealed interface Unit {

    /** Returns its number in the migration, counted from 1. */
    int number();

    /** Returns how it is run. */
    StatementKind kind();

    /** Returns whether it changes only the session, so that a run which resumes after it runs it again. */
    default boolean ofSession() {
        return kind() == StatementKind.SESSION || kind() == StatementKind.SESSION_ALONE;
    }

    /** Returns the line in the file, or 0 where there is none. */
    int line();

    /** Returns its text as it runs, for the listener and for checksums. */
    String text();

    /** Returns its text without values that are others in every run, which tells whether it is still the same. */
    default String lasting() {
        return text();
    }

    /** Reads the data that follow it in the script, and returns what tells them apart; the empty string where none do. */
    default String data() {
        return "";
    }

    /** Returns its text as it stands in the script, placeholders and all: what the ledger keeps. */
    String written();

    /** Runs it. */
    void execute(DialectSession session) throws SQLException;

    /**
     * A statement.
     *
     * @param lasting its text without values that are others in every run
     */
    record Sql(SqlStatement statement, String written, String lasting, StatementKind kind) implements Unit {
        @Override
        public int number() {
            return statement.number();
        }

        @Override
        public int line() {
            return statement.line();
        }

        @Override
        public String text() {
            return statement.text();
        }

        @Override
        public String data() {
            return statement.copyData().map(data -> "\n" + CopyDigest.of(data)).orElse("");
        }

        @Override
        public void execute(DialectSession session) throws SQLException {
            session.execute(statement);
        }
    }

    /** A query whose answer decides whether the statements after it run. */
    record Check(SqlStatement statement, String written, String lasting, Precondition condition) implements Unit {
        @Override
        public int number() {
            return statement.number();
        }

        @Override
        public StatementKind kind() {
            return StatementKind.TRANSACTIONAL;
        }

        @Override
        public int line() {
            return statement.line();
        }

        @Override
        public String text() {
            return statement.text();
        }

        /**
         * Asks.
         *
         * @throws PreconditionUnmet where the answer is another one, or the database refuses the query
         * @throws SQLException where the query was not answered for another reason, which says nothing of it: it was
         *     cancelled, it waited for a lock, the transaction or the connection is gone
         */
        @Override
        public void execute(DialectSession session) throws SQLException {
            List<Optional<String>> answers;
            try {
                answers = session.ask(statement, 2);
            } catch (SQLException e) {
                if (isOfTheMoment(session, e)) {
                    throw e;
                }
                Exception shown = Redaction.of(session, e, Optional.of(this));
                throw new PreconditionUnmet((SQLException) shown, condition.ifError());
            }
            compare(answers);
        }

        private static boolean isOfTheMoment(DialectSession session, SQLException error) {
            return error instanceof SQLTransactionRollbackException
                    || session.isConnectionLost(error)
                    || session.isSerializationFailure(error)
                    || session.isLockTimeout(error)
                    || error instanceof SQLTimeoutException
                    || DatabaseErrors.isCancelled(error.getSQLState(), error.getErrorCode(), session.words(error))
                    || DatabaseErrors.isCut(error.getSQLState());
        }

        private void compare(List<Optional<String>> answers) throws PreconditionUnmet {
            if (answers.size() != 1) {
                throw unmet(
                        "has to answer one row, and answers " + (answers.isEmpty() ? "none" : "more"),
                        condition.ifError());
            }
            String answer = answers.get(0).orElse("null"); // as Liquibase compares it
            if (!answer.equals(condition.expected())) {
                String told = Redaction.isSecret(this)
                        ? "is not met; its answer is not shown, as it may hold a password"
                        : "is not met: expected " + condition.expected() + ", found " + answer;
                throw unmet(told, condition.ifNot());
            }
        }

        private static PreconditionUnmet unmet(String what, Precondition.Otherwise otherwise) {
            return new PreconditionUnmet("the precondition " + what, otherwise);
        }
    }

    /** Code. */
    record Code(JavaMigration code, Direction direction, StatementKind kind) implements Unit {
        @Override
        public int number() {
            return 1;
        }

        @Override
        public int line() {
            return 0;
        }

        @Override
        public String text() {
            return code.getClass().getName() + (direction == Direction.UP ? ".up" : ".down");
        }

        @Override
        public String written() {
            return text();
        }

        @Override
        public void execute(DialectSession session) throws SQLException {
            session.beforeCode();
            boolean savepoints = !session.declined().contains(Capability.SAVEPOINTS);
            try (CodeConnection guarded =
                    new CodeConnection(session.connection(), savepoints, session.codeStatements())) {
                if (direction == Direction.UP) {
                    code.up(guarded.connection());
                } else {
                    code.down(guarded.connection());
                }
            } catch (SQLException | RuntimeException e) {
                throw e;
            } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
                // Code may throw what it does not declare: a missing class, another language's checked exception.
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                throw new IllegalStateException(e.toString(), e);
            }
        }
    }
}
