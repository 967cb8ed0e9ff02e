package io.migrationledger.conformance.selftest;

import io.migrationledger.spi.LedgerColumn;
import io.migrationledger.spi.StatementClass;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What can go wrong with what scripts do to their session. */
public final class BrokenSessions {
    private static final String PRAGMA = "PRAGMA count_changes = ON";

    private BrokenSessions() {}

    /** Executes what changes the session, and does not put it back. */
    public static final class KeepsWhatScriptsSet extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (call.is("execute") && call.statement().text().equals("PRAGMA recursive_triggers = ON")) {
                run(call.session(), call.statement().text());
                return 0L;
            }
            return call.proceed();
        }

        @Override
        public Map<String, String> sessionSettings() {
            return Map.of(
                    "PRAGMA recursive_triggers = ON", "(SELECT recursive_triggers FROM pragma_recursive_triggers)");
        }
    }

    /** Takes what changes the session for a change of the database, which a resumed migration need not run again. */
    public static final class ForgetsTheSessionOnResume extends BrokenFixture {
        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            return call.is("classify") && call.statement().text().equals(PRAGMA)
                    ? StatementClass.TRANSACTIONAL
                    : call.proceed();
        }
    }

    /** Once a script has changed the session, backslashes mean something else in the ledger's own statements, too. */
    public static final class LetsScriptsReachTheLedger extends BrokenFixture {
        private final AtomicBoolean changed = new AtomicBoolean();

        @Override
        protected @Nullable Object answer(Call call) throws Throwable {
            if (call.is("execute")) {
                changed.compareAndSet(false, call.statement().text().equals(PRAGMA));
            } else if (call.is("beforeMigration")) {
                changed.set(false);
            }
            return call.proceed();
        }

        @Override
        Optional<LedgerTap> tap() {
            return Optional.of(new LedgerTap() {
                @Override
                Object written(LedgerColumn column, Object value) {
                    return changed.get() && value instanceof String text ? text.replace("\\\\", "\\") : value;
                }
            });
        }
    }
}
