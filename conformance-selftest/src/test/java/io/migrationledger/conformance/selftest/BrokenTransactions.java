package io.migrationledger.conformance.selftest;

import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.MigrationScope;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.support.Question;
import io.migrationledger.sql.SqlStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can go wrong with transactions and with failures. Public with public constructors, as child processes make them, too. */
public final class BrokenTransactions {

    private BrokenTransactions() {}

    /** Commits each statement by itself instead of beginning a transaction: marks apart from effects. */
    public static final class BeginsNoTransaction extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return switch (call.method().getName()) {
                case "begin", "commit", "rollback" -> null;
                default -> call.proceed();
            };
        }
    }

    /** Commits after each statement, and begins again. */
    public static final class CommitsEachStatement extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            Object result = call.proceed();
            if (call.is("execute") && call.session().inTransaction()) {
                call.session().commit();
                call.session().begin();
            }
            return result;
        }
    }

    /** Commits a migration only when it is over, whatever the ledger asks for. */
    public static final class CommitsAtTheEnd extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            DialectSession session = call.session();
            return switch (call.method().getName()) {
                case "begin" -> session.inTransaction() ? null : call.proceed();
                case "commit" -> null;
                case "afterMigration" -> {
                    if (session.inTransaction()) {
                        session.commit();
                    }
                    yield call.proceed();
                }
                default -> call.proceed();
            };
        }
    }

    /** Marks before it applies: what it is to execute in a transaction it executes after the commit. */
    public static final class MarksBeforeItApplies extends BrokenFixture {
        private static final Map<DialectSession, List<SqlStatement>> LATER =
                Collections.synchronizedMap(new IdentityHashMap<>());

        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            List<SqlStatement> later =
                    Objects.requireNonNull(LATER.computeIfAbsent(call.session(), session -> new ArrayList<>()));
            switch (call.method().getName()) {
                case "execute" -> {
                    if (!call.session().inTransaction()) {
                        return call.proceed();
                    }
                    later.add(call.statement());
                    return 0L;
                }
                case "commit" -> {
                    Object result = call.proceed();
                    List<SqlStatement> now = List.copyOf(later);
                    later.clear();
                    for (SqlStatement statement : now) {
                        run(call.session(), statement.text());
                    }
                    return result;
                }
                case "rollback" -> later.clear();
                case "close" -> LATER.remove(call.session());
                default -> {}
            }
            return call.proceed();
        }
    }

    /** Runs what commits by itself inside the transaction, without an intent. */
    public static final class ForgetsTheIntent extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (call.is("classify") && vacuum(call)) {
                return StatementClass.TRANSACTIONAL;
            }
            if (call.is("execute") && vacuum(call)) {
                call.session().commit();
                call.proceed();
                call.session().begin();
                return 0L;
            }
            return call.proceed();
        }

        private static boolean vacuum(Call call) {
            return call.statement().text().startsWith("VACUUM");
        }
    }

    /** Lets a script commit that says so in small letters. */
    public static final class AllowsCommit extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            boolean control = call.is("classify") && call.statement().text().startsWith("commit");
            return control ? StatementClass.TRANSACTIONAL : call.proceed();
        }
    }

    /** Thinks that a transaction is always open. */
    public static final class IsAlwaysInATransaction extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("inTransaction") ? true : call.proceed();
        }
    }

    /** Gives the connection back with auto-commit switched off. */
    public static final class LeavesAutoCommitOff extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            Object result = call.proceed();
            if (call.is("close") && !call.session().connection().isClosed()) {
                call.session().connection().setAutoCommit(false);
            }
            return result;
        }
    }

    /** Gives the connection back with another isolation level where something failed. */
    public static final class KeepsItsSettings extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            Object result = call.proceed();
            if (call.is("rollback")) {
                call.session().connection().setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
            }
            return result;
        }
    }

    /** Loses the event that says that an attempt failed. */
    public static final class LosesTheFailedEvent extends BrokenFixture {
        @Override
        Optional<LedgerTap> tap() {
            return Optional.of(new LedgerTap() {
                @Override
                boolean writes(List<String> events) {
                    return !events.contains("FAILED") || !events.contains("ERROR");
                }
            });
        }
    }

    /** Goes on after a statement that fails. */
    public static final class SwallowsAnError extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (!call.is("execute")) {
                return call.proceed();
            }
            try {
                return call.proceed();
            } catch (SQLException swallowed) {
                return 0L;
            }
        }
    }

    /** Takes no notice of how long a statement may run. */
    public static final class KnowsNoTimeLimit extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (!call.is("beforeMigration")) {
                return call.proceed();
            }
            MigrationScope scope = (MigrationScope) call.argument();
            return call.proceedWith(
                    new MigrationScope(scope.hoisted(), scope.transactional(), scope.lockTimeout(), Optional.empty()));
        }
    }

    /** Sends queries on the connection as they are, past its own limits. */
    public static final class AsksPastItsSession extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (!call.is("ask")) {
                return call.proceed();
            }
            try (Statement asking = call.session().connection().createStatement()) {
                return Question.answers(asking, call.statement().text(), 2);
            }
        }
    }

    /** Takes a transaction for rolled back although its ROLLBACK has failed. */
    public static final class SendsARollbackOnce extends BrokenFixture {
        private static final Set<DialectSession> FORGOTTEN =
                Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            switch (call.method().getName()) {
                case "rollback" -> {
                    if (FORGOTTEN.contains(call.session())) {
                        return null;
                    }
                    try {
                        return call.proceed();
                    } catch (SQLException e) {
                        FORGOTTEN.add(call.session());
                        throw e;
                    }
                }
                case "inTransaction" -> {
                    return !FORGOTTEN.contains(call.session()) && (boolean) Objects.requireNonNull(call.proceed());
                }
                case "close" -> FORGOTTEN.remove(call.session());
                default -> {}
            }
            return call.proceed();
        }
    }
}
