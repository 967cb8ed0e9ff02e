package io.migrationledger.conformance.selftest;

import io.migrationledger.spi.Capability;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.Verdict;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntaxes;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The faults. Public with public constructors, as child processes make them, too. */
public final class BrokenDrivers {

    private BrokenDrivers() {}

    private static SqlStatement statement(@Nullable Object @Nullable [] arguments) {
        return (SqlStatement) Objects.requireNonNull(Objects.requireNonNull(arguments)[0]);
    }

    /** Has no fault: shows that the wrapping itself breaks nothing. */
    public static final class Sound extends BrokenFixture {}

    /** Takes every lock at once. */
    public static final class IgnoresTheLock extends BrokenFixture {
        @Override
        protected @Nullable Object answer(
                DialectSession session, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "tryLock" -> Optional.empty();
                case "holdsLock" -> true;
                case "unlock" -> null;
                default -> rest(session, method, arguments);
            };
        }
    }

    /** Has one lock for all databases. */
    public static final class LocksAllDatabases extends BrokenFixture {
        private static @Nullable DialectSession holder;

        @Override
        protected @Nullable Object answer(
                DialectSession session, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            synchronized (LocksAllDatabases.class) {
                switch (method.getName()) {
                    case "tryLock" -> {
                        if (holder != null
                                && holder != session
                                && !holder.connection().isClosed()) {
                            return Optional.of(new LockHolder("somebody", Optional.empty()));
                        }
                        Object result = rest(session, method, arguments);
                        if (Optional.empty().equals(result)) {
                            holder = session;
                        }
                        return result;
                    }
                    case "unlock", "close" -> {
                        if (holder == session) {
                            holder = null;
                        }
                        return rest(session, method, arguments);
                    }
                    default -> {
                        return rest(session, method, arguments);
                    }
                }
            }
        }
    }

    /** Makes its table without a primary key. */
    public static final class ReusesASequence extends BrokenFixture {
        @Override
        protected @Nullable Object answer(
                DialectSession session, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            if (method.getName().equals("createLedgerTable")) {
                String table = session.ledgerTable();
                run(
                        session,
                        "CREATE TABLE IF NOT EXISTS " + table
                                + " (sequence INTEGER, event, origin, namespace, migration, "
                                + "direction, checksum, done INTEGER, batch INTEGER, run_id, database_user, os_user, host, "
                                + "application, recorded_at, elapsed_us INTEGER, unsettled INTEGER, applied_digest, detail, "
                                + "previous_hash, hash)");
                run(session, refusing(table, "UPDATE"));
                run(session, refusing(table, "DELETE"));
                return List.of();
            }
            return rest(session, method, arguments);
        }

        private static String refusing(String table, String event) {
            String name = "\"" + table.replace("\"", "") + "_" + event + "\"";
            return "CREATE TRIGGER IF NOT EXISTS " + name + " BEFORE " + event + " ON " + table
                    + " BEGIN SELECT RAISE(ABORT, 'no'); END";
        }
    }

    /** Does not make the triggers, and does not say so. */
    public static final class ForgetsTheTriggers extends BrokenFixture {
        @Override
        protected @Nullable Object answer(
                DialectSession session, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            Object result = rest(session, method, arguments);
            if (method.getName().equals("createLedgerTable")) {
                String table = session.ledgerTable().replace("\"", "");
                run(session, "DROP TRIGGER \"" + table + "_no_update\"");
                run(session, "DROP TRIGGER \"" + table + "_no_delete\"");
            }
            return result;
        }
    }

    /** Commits each statement by itself instead of beginning a transaction: marks apart from effects. */
    public static final class BeginsNoTransaction extends BrokenFixture {
        @Override
        protected @Nullable Object answer(
                DialectSession session, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "begin", "commit", "rollback" -> null;
                default -> rest(session, method, arguments);
            };
        }
    }

    /** Says nothing of a commit that fails. */
    public static final class SwallowsAFailedCommit extends BrokenFixture {
        @Override
        protected @Nullable Object answer(
                DialectSession session, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            if (!method.getName().equals("commit")) {
                return rest(session, method, arguments);
            }
            try {
                return rest(session, method, arguments);
            } catch (SQLException swallowed) {
                return null;
            }
        }
    }

    /** Runs what commits by itself inside the transaction, without an intent. */
    public static final class ForgetsTheIntent extends BrokenFixture {
        @Override
        protected @Nullable Object answer(
                DialectSession session, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            if (method.getName().equals("classify") && vacuum(arguments)) {
                return StatementClass.TRANSACTIONAL;
            }
            if (method.getName().equals("execute") && vacuum(arguments)) {
                session.commit();
                rest(session, method, arguments);
                session.begin();
                return 0L;
            }
            return rest(session, method, arguments);
        }

        private static boolean vacuum(@Nullable Object @Nullable [] arguments) {
            return statement(arguments).text().startsWith("VACUUM");
        }
    }

    /** Says of every statement in question that it happened. */
    public static final class GuessesThatItHappened extends BrokenFixture {
        @Override
        protected @Nullable Object answer(
                DialectSession session, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            return method.getName().equals("probe") ? new Verdict.Happened() : rest(session, method, arguments);
        }
    }

    /** Says that it has no transactional DDL, and classifies DDL as if it had. */
    public static final class LiesAboutTransactionalDdl extends BrokenFixture {
        @Override
        protected @Nullable Object answer(
                DialectSession session, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            return method.getName().equals("declined")
                    ? EnumSet.of(Capability.SCHEMAS, Capability.TRANSACTIONAL_DDL)
                    : rest(session, method, arguments);
        }
    }

    /** Declines its triggers, and returns no warning. */
    public static final class DeclinesWithoutAWord extends BrokenFixture {
        @Override
        protected @Nullable Object answer(
                DialectSession session, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            return method.getName().equals("declined")
                    ? EnumSet.of(Capability.SCHEMAS, Capability.APPEND_ONLY_TRIGGERS)
                    : rest(session, method, arguments);
        }
    }

    /** Takes no notice of a named schema. */
    public static final class IgnoresTheSchema extends BrokenFixture {
        @Override
        protected DialectSession open(Dialect real, Connection connection, SessionOptions options) throws SQLException {
            return real.open(
                    connection,
                    new SessionOptions(
                            Optional.empty(), options.table(), options.lockTimeout(), options.statementTimeout()));
        }
    }

    /** Does not know its own error for a key that is taken. */
    public static final class MissesADuplicateKey extends BrokenFixture {
        @Override
        protected @Nullable Object answer(
                DialectSession session, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            return method.getName().equals("isDuplicateKey") ? false : rest(session, method, arguments);
        }
    }

    /** Takes any error for a missing table. */
    public static final class TakesAnyErrorForAMissingTable extends BrokenFixture {
        @Override
        protected @Nullable Object answer(
                DialectSession session, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            return method.getName().equals("isMissingTable") ? true : rest(session, method, arguments);
        }
    }

    /** Splits by another database's rules. */
    public static final class SplitsByOtherRules extends BrokenFixture {
        @Override
        protected @Nullable Object answer(
                DialectSession session, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            return method.getName().equals("syntax") ? SqlSyntaxes.POSTGRESQL : rest(session, method, arguments);
        }
    }

    /** Lets a script commit. */
    public static final class AllowsCommit extends BrokenFixture {
        @Override
        protected @Nullable Object answer(
                DialectSession session, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            boolean control = method.getName().equals("classify")
                    && List.of("COMMIT", "ROLLBACK")
                            .contains(statement(arguments).text().toUpperCase(Locale.ROOT));
            return control ? StatementClass.TRANSACTIONAL : rest(session, method, arguments);
        }
    }

    /** Thinks that a transaction is always open. */
    public static final class IsAlwaysInATransaction extends BrokenFixture {
        @Override
        protected @Nullable Object answer(
                DialectSession session, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            return method.getName().equals("inTransaction") ? true : rest(session, method, arguments);
        }
    }

    /** Asks the database something whenever it is opened. */
    public static final class AsksWhenOpened extends BrokenFixture {
        @Override
        protected DialectSession open(Dialect real, Connection connection, SessionOptions options) throws SQLException {
            DialectSession session = real.open(connection, options);
            run(session, "SELECT 1");
            return session;
        }
    }

    /** Gives the connection back with auto-commit switched off. */
    public static final class LeavesAutoCommitOff extends BrokenFixture {
        @Override
        protected @Nullable Object answer(
                DialectSession session, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            Object result = rest(session, method, arguments);
            if (method.getName().equals("close") && !session.connection().isClosed()) {
                session.connection().setAutoCommit(false);
            }
            return result;
        }
    }
}
