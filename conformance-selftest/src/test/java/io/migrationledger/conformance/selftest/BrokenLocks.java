package io.migrationledger.conformance.selftest;

import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.Verdict;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can go wrong with locks, with crashes and with doubts. Public with public constructors, as child processes make them, too. */
public final class BrokenLocks {

    private BrokenLocks() {}

    /** Says nothing of a commit that fails. */
    public static final class SwallowsAFailedCommit extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (!call.is("commit")) {
                return call.proceed();
            }
            try {
                return call.proceed();
            } catch (SQLException swallowed) {
                return null;
            }
        }
    }

    /** Takes a transaction that met another one for one that failed. */
    public static final class TakesConflictsForFailures extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("isSerializationFailure") ? false : call.proceed();
        }
    }

    /** Always says that it holds the lock. */
    public static final class BelievesInItsLock extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("holdsLock") ? true : call.proceed();
        }
    }

    /** Says of every statement in question that it happened. */
    public static final class GuessesThatItHappened extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("probe") ? new Verdict.Happened() : call.proceed();
        }
    }

    /** Asks a person about what the database has refused. */
    public static final class AsksAboutRefusals extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("nothingWasDone") ? false : call.proceed();
        }
    }

    /** Takes every error for a refusal. */
    public static final class TakesErrorsForRefusals extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("nothingWasDone") ? true : call.proceed();
        }
    }

    /** Takes every lock at once. */
    public static final class IgnoresTheLock extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            linger(call);
            return switch (call.method().getName()) {
                case "tryLock" -> Optional.empty();
                case "holdsLock" -> true;
                case "unlock" -> null;
                default -> call.proceed();
            };
        }
    }

    /** Takes every lock at once, and lets a sequence number be taken twice. */
    public static final class HasNeitherLockNorKey extends BrokenAppends.ReusesASequence {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            linger(call);
            return switch (call.method().getName()) {
                case "tryLock" -> Optional.empty();
                case "holdsLock" -> true;
                case "unlock" -> null;
                default -> super.answer(call);
            };
        }
    }

    /** Has a lock that is a row: whoever dies keeps it. */
    public static final class LocksWithARow extends BrokenFixture {
        private static final Set<DialectSession> HOLDERS =
                Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            DialectSession session = call.session();
            return switch (call.method().getName()) {
                case "tryLock" -> tryLock(session);
                case "holdsLock" -> HOLDERS.contains(session);
                case "unlock" -> unlock(session);
                case "schemaObjects" -> List.of(); // its table is no user's, and the rules that it breaks need no other
                case "close" -> {
                    Object result = call.proceed();
                    yield session.connection().isClosed() ? result : unlock(session);
                }
                default -> call.proceed();
            };
        }

        private static Optional<LockHolder> tryLock(DialectSession session) throws SQLException {
            try {
                run(session, "PRAGMA busy_timeout = 1");
                run(session, "CREATE TABLE IF NOT EXISTS migration_ledger_runner (id INTEGER PRIMARY KEY)");
                run(session, "INSERT INTO migration_ledger_runner VALUES (1)");
                HOLDERS.add(session);
                return Optional.empty();
            } catch (SQLException taken) {
                return Optional.of(new LockHolder("another runner", Optional.empty()));
            } finally {
                run(session, "PRAGMA busy_timeout = 3000");
            }
        }

        private static @Nullable Object unlock(DialectSession session) throws SQLException {
            if (HOLDERS.remove(session)) {
                run(session, "DELETE FROM migration_ledger_runner");
            }
            return null;
        }
    }

    /** Has one lock for all databases. */
    public static final class LocksAllDatabases extends BrokenFixture {
        private static @Nullable DialectSession holder;

        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return switch (call.method().getName()) {
                case "tryLock" -> tryLock(call);
                case "unlock", "close" -> {
                    forget(call.session());
                    yield call.proceed();
                }
                default -> call.proceed();
            };
        }

        private static synchronized @Nullable Object tryLock(Call call) throws Throwable {
            if (holder != null
                    && holder != call.session()
                    && !holder.connection().isClosed()) {
                return Optional.of(new LockHolder("somebody", Optional.empty()));
            }
            Object result = call.proceed();
            if (Optional.empty().equals(result)) {
                holder = call.session();
            }
            return result;
        }

        private static synchronized void forget(DialectSession session) {
            if (holder == session) {
                holder = null;
            }
        }
    }
}
