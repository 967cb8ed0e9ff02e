package io.migrationledger.conformance.selftest;

import io.migrationledger.spi.Capability;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.Scratch;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.support.NoLock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** What can go wrong with what a driver says that it can do. Public with public constructors, as child processes make them, too. */
public final class BrokenCapabilities {

    private BrokenCapabilities() {}

    /** Says that it has no transactional DDL, and classifies DDL as if it had. */
    public static final class LiesAboutTransactionalDdl extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("declined") ? EnumSet.of(Capability.SCHEMAS, Capability.TRANSACTIONAL_DDL) : call.proceed();
        }
    }

    /** Declines its triggers, and returns no warning. */
    public static final class DeclinesWithoutAWord extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("declined")
                    ? EnumSet.of(Capability.SCHEMAS, Capability.APPEND_ONLY_TRIGGERS)
                    : call.proceed();
        }
    }

    /** Declines to keep scripts, and makes their table all the same. */
    public static final class DeclinesScriptsAndMakesTheirTable extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (call.is("declined")) {
                return EnumSet.of(Capability.SCHEMAS, Capability.KEPT_SCRIPTS);
            }
            if (call.is("createLedgerTable")) {
                call.session().createScriptTable();
            }
            return call.proceed();
        }
    }

    /** Declines to keep scripts, as a driver may. */
    public static final class DeclinesScripts extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("declined") ? EnumSet.of(Capability.SCHEMAS, Capability.KEPT_SCRIPTS) : call.proceed();
        }
    }

    /** Declines savepoints, and lets scripts set them. */
    public static final class DeclinesSavepointsAndRunsThem extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("declined") ? EnumSet.of(Capability.SCHEMAS, Capability.SAVEPOINTS) : call.proceed();
        }
    }

    /** Declines a second process, and serves it. */
    public static final class DeclinesOtherProcessesAndServesThem extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("declined")
                    ? EnumSet.of(Capability.SCHEMAS, Capability.CONCURRENT_PROCESSES)
                    : call.proceed();
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

    /** Leaves something of a DDL statement behind that failed. */
    public static final class LeavesAHalf extends BrokenFixture {
        private static final Set<DialectSession> FAILED =
                Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (call.is("execute") && call.statement().text().startsWith("CREATE")) {
                try {
                    return call.proceed();
                } catch (SQLException e) {
                    FAILED.add(call.session());
                    throw e;
                }
            }
            Object result = call.proceed();
            if (call.is("rollback") && FAILED.remove(call.session())) {
                run(call.session(), "CREATE TABLE half (id INTEGER)");
            }
            return result;
        }
    }

    /** Refuses savepoints in scripts, and does not decline them. */
    public static final class RefusesSavepoints extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("classify") && call.statement().text().startsWith("SAVEPOINT")
                    ? StatementClass.refused("leave it out")
                    : call.proceed();
        }
    }

    /** Cannot set a savepoint through JDBC, and does not decline them. */
    public static final class HasNoJavaSavepoints extends BrokenFixture {
        @Override
        protected DialectSession open(Dialect real, Connection connection, SessionOptions options) throws SQLException {
            Connection without = (Connection) Proxy.newProxyInstance(
                    BrokenCapabilities.class.getClassLoader(),
                    new Class<?>[] {Connection.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("setSavepoint")) {
                            throw new SQLFeatureNotSupportedException("no savepoints");
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
            return real.open(without, options);
        }
    }

    /** Lets one process in at a time, and does not decline others. */
    public static class ServesOneProcess extends BrokenFixture {
        /** Child processes make one, too. */
        public ServesOneProcess() {
            try {
                OneProcess.register();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected String address(Path file) {
            return OneProcess.address(file);
        }

        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            linger(call);
            return call.proceed();
        }
    }

    /** No fault: lets one process in at a time, and says so. */
    public static final class DeclinesOtherProcesses extends ServesOneProcess {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("declined")
                    ? EnumSet.of(Capability.SCHEMAS, Capability.CONCURRENT_PROCESSES)
                    : call.proceed();
        }
    }

    /** No fault: has no lock that ends with its session, and says so. The ledger's key keeps order. */
    public static final class DeclinesTheLock extends BrokenFixture {
        private static final Map<DialectSession, NoLock> LOCKS = Collections.synchronizedMap(new WeakHashMap<>());

        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            linger(call);
            NoLock lock = LOCKS.computeIfAbsent(call.session(), session -> new NoLock());
            return switch (call.method().getName()) {
                case "declined" -> EnumSet.of(Capability.SCHEMAS, Capability.SESSION_LOCK);
                case "tryLock" -> lock.tryLock();
                case "holdsLock" -> lock.isHeld();
                case "unlock" -> {
                    lock.unlock();
                    yield null;
                }
                default -> call.proceed();
            };
        }
    }

    /** Makes no scratch database, and hands out the one that the address names. */
    public static final class ScratchesTheDatabaseItself extends BrokenFixture {
        @Override
        protected Optional<Scratch> scratch(Dialect real, String url, Scratch.Opener opener) throws SQLException {
            return Optional.of(Scratch.ofConnection(opener.open(url)));
        }
    }

    /** Takes a scratch database for one that was left, though its program is still there. */
    public static final class RemovesScratchInUse extends BrokenFixture {
        private Optional<Scratch> last = Optional.empty();

        @Override
        protected Optional<Scratch> scratch(Dialect real, String url, Scratch.Opener opener) throws SQLException {
            if (last.isPresent()) {
                last.get().close();
            }
            last = real.scratch(url, opener);
            return last;
        }
    }
}
