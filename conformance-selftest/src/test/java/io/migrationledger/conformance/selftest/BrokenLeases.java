package io.migrationledger.conformance.selftest;

import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.RunLock;
import io.migrationledger.spi.SchemaObject;
import io.migrationledger.spi.support.LeaseLock;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** What can go wrong with leases: SQLite with one, sound or not. Public with public constructors, as child processes make them, too. */
public final class BrokenLeases {
    private static final int BUSY = 5; // https://www.sqlite.org/rescode.html#busy

    private BrokenLeases() {}

    /** Has a lease that does what it should. */
    public static class Sound extends BrokenFixture {
        private final Map<DialectSession, RunLock> leases = Collections.synchronizedMap(new WeakHashMap<>());

        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return switch (call.method().getName()) {
                case "lease" -> Optional.of(leases.computeIfAbsent(call.session(), this::lease));
                case "schemaObjects" -> withoutLeases(call.session().schemaObjects());
                default -> call.proceed();
            };
        }

        /** The table of leases is no user's. */
        private static List<SchemaObject> withoutLeases(List<SchemaObject> objects) {
            return objects.stream()
                    .filter(object -> !object.name().endsWith(LeaseLock.SUFFIX))
                    .toList();
        }

        RunLock lease(DialectSession session) {
            return lock(session, now(), "1 = 1");
        }

        String now() {
            return "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)";
        }

        static LeaseLock lock(DialectSession session, String now, String gone) {
            String table = "migration_ledger" + LeaseLock.SUFFIX;
            return new LeaseLock(
                    session.connection(),
                    new LeaseLock.Statements(
                            table,
                            List.of(
                                    "CREATE TABLE IF NOT EXISTS " + table + " (" + LeaseLock.definitions() + ")",
                                    LeaseLock.firstRow(table) + " ON CONFLICT (id) DO NOTHING"),
                            now,
                            gone,
                            "'file'"),
                    LeaseLock.TIME,
                    error -> String.valueOf(error.getMessage()).contains("no such table"),
                    error -> error.getErrorCode() % 256 == BUSY);
        }
    }

    /** Is never taken over. */
    public static final class LastsForEver extends Sound {
        @Override
        RunLock lease(DialectSession session) {
            return lock(session, now(), "holder = ''");
        }
    }

    /** Tells the time by the client's clock. */
    public static final class TrustsTheClient extends Sound {
        @Override
        String now() {
            return Long.toString(System.currentTimeMillis());
        }
    }

    /** Answers for a lease in another way. */
    private abstract static class Otherwise implements RunLock {
        final LeaseLock sound;

        Otherwise(LeaseLock sound) {
            this.sound = sound;
        }

        @Override
        public Optional<LockHolder> tryLock() throws SQLException {
            return sound.tryLock();
        }

        @Override
        public boolean holdsLock() throws SQLException {
            return sound.holdsLock();
        }

        @Override
        public void unlock() throws SQLException {
            sound.unlock();
        }

        @Override
        public OptionalLong fence() {
            return sound.fence();
        }
    }

    /** Tells the time by the client's clock, and not in the text of a statement. */
    public static final class BindsTheClientsTime extends Sound {
        @Override
        RunLock lease(DialectSession session) {
            return new Otherwise(lock(session, now(), "1 = 1")) {
                @Override
                public Optional<LockHolder> tryLock() throws SQLException {
                    Optional<LockHolder> holder = sound.tryLock();
                    if (holder.isEmpty()) {
                        extend(session.connection());
                    }
                    return holder;
                }
            };
        }

        private static void extend(Connection connection) throws SQLException {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE migration_ledger" + LeaseLock.SUFFIX + " SET expires_at = ?")) {
                update.setLong(1, System.currentTimeMillis() + LeaseLock.TIME.toMillis());
                update.executeUpdate();
            }
        }
    }

    /** Takes it from whoever has it. */
    public static final class Robs extends Sound {
        @Override
        RunLock lease(DialectSession session) {
            return new Otherwise(lock(session, now(), "1 = 1")) {
                @Override
                public Optional<LockHolder> tryLock() throws SQLException {
                    if (sound.tryLock().isPresent()) {
                        run(session, "UPDATE migration_ledger_lease SET expires_at = 0");
                        return sound.tryLock();
                    }
                    return Optional.empty();
                }
            };
        }
    }

    /** Gives up what is another's by now. */
    public static final class GivesUpAnothers extends Sound {
        @Override
        RunLock lease(DialectSession session) {
            return new Otherwise(lock(session, now(), "1 = 1")) {
                @Override
                public void unlock() throws SQLException {
                    boolean had = sound.fence().isPresent();
                    sound.unlock();
                    if (had) {
                        run(session, "UPDATE migration_ledger_lease SET holder = '', session_id = '', expires_at = 0");
                    }
                }
            };
        }
    }

    /** Waits for its row. */
    public static final class NeedsItsRow extends Sound {
        @Override
        RunLock lease(DialectSession session) {
            return new Otherwise(lock(session, now(), "1 = 1")) {
                @Override
                public Optional<LockHolder> tryLock() throws SQLException {
                    return isEmpty(session)
                            ? Optional.of(
                                    new LockHolder("another session, which has just given it up", Optional.empty()))
                            : sound.tryLock();
                }
            };
        }

        private static boolean isEmpty(DialectSession session) throws SQLException {
            try (Statement statement = session.connection().createStatement();
                    ResultSet table = statement.executeQuery(
                            "SELECT count(*) FROM sqlite_schema WHERE name = 'migration_ledger_lease'")) {
                if (table.getInt(1) == 0) {
                    return false;
                }
            }
            try (Statement statement = session.connection().createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM migration_ledger_lease")) {
                return rows.getInt(1) == 0;
            }
        }
    }

    /** Says that it is held without asking. */
    public static final class Believes extends Sound {
        @Override
        RunLock lease(DialectSession session) {
            return new Otherwise(lock(session, now(), "1 = 1")) {
                private boolean taken;

                @Override
                public Optional<LockHolder> tryLock() throws SQLException {
                    Optional<LockHolder> holder = sound.tryLock();
                    taken = holder.isEmpty();
                    return holder;
                }

                @Override
                public boolean holdsLock() {
                    return taken;
                }
            };
        }
    }

    /** Counts no fence. */
    public static final class HasNoFence extends Sound {
        @Override
        RunLock lease(DialectSession session) {
            return new Otherwise(lock(session, now(), "1 = 1")) {
                @Override
                public OptionalLong fence() {
                    return sound.fence().isPresent() ? OptionalLong.of(1) : OptionalLong.empty();
                }
            };
        }
    }

    /** Has a lease, and lets a sequence number be taken twice. */
    public static final class HasNoKey extends Sound {
        private final BrokenAppends.ReusesASequence reuses = new BrokenAppends.ReusesASequence();

        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("createLedgerTable") ? reuses.answer(call) : super.answer(call);
        }
    }
}
