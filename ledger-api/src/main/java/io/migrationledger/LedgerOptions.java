package io.migrationledger;

import io.migrationledger.internal.run.GuardedListener;
import io.migrationledger.internal.script.Placeholders;
import io.migrationledger.internal.settings.Settings;
import io.migrationledger.spi.SessionOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The options that a ledger and a migrator share; checked when they are used. */
final class LedgerOptions {
    private Optional<String> schema = Optional.empty();
    private String table = SessionOptions.DEFAULT_TABLE;
    private Duration lockTimeout = Settings.DEFAULTS.lockTimeout();
    private Clock clock = Settings.DEFAULTS.clock();
    private String application = Settings.DEFAULTS.application();
    private OnExisting onExisting = Settings.DEFAULTS.onExisting();
    private boolean ignoreMissing;
    private boolean newLedger;
    private Optional<AdoptOptions> adopt = Optional.empty();
    private Optional<ExpectedHead> expectedHead = Optional.empty();
    private boolean keepScripts = Settings.DEFAULTS.keepScripts();
    private Optional<OnDrift> onDrift = Optional.empty();
    private boolean keepSnapshots = Settings.DEFAULTS.keepSnapshots();

    void schema(String name) {
        schema = Optional.of(name);
    }

    void table(String name) {
        table = name;
    }

    void lockTimeout(Duration timeout) {
        lockTimeout = timeout;
    }

    void clock(Clock newClock) {
        clock = newClock;
    }

    void application(String name) {
        application = name;
    }

    void onExisting(OnExisting choice) {
        onExisting = choice;
    }

    void ignoreMissing() {
        ignoreMissing = true;
    }

    void newLedger() {
        newLedger = true;
    }

    void adopt(AdoptOptions history) {
        adopt = Optional.of(history);
    }

    void expectHead(ExpectedHead head) {
        expectedHead = Optional.of(head);
    }

    void keepScripts(boolean kept) {
        keepScripts = kept;
    }

    void onDrift(OnDrift choice) {
        onDrift = Optional.of(choice);
    }

    void keepSnapshots(boolean kept) {
        keepSnapshots = kept;
    }

    Settings settings(
            int lockRetries,
            boolean replacePlaceholders,
            Map<String, String> placeholders,
            MigrationListener listener,
            Optional<Duration> statementLockTimeout,
            Optional<Duration> statementTimeout) {
        check(!table.isBlank(), "the ledger table needs a name", "Leave table(…) out for 'migration_ledger'.");
        check(schema.isEmpty() || !schema.get().isBlank(), "the schema's name is blank", "Leave schema(…) out.");
        check(!lockTimeout.isNegative(), "a negative lock timeout", "Give 0 for one try, or more.");
        check(lockRetries >= 0, "a negative number of retries", "Give 0 for none, or more.");
        for (Optional<Duration> timeout : java.util.List.of(statementLockTimeout, statementTimeout)) {
            check(
                    timeout.isEmpty()
                            || !(timeout.get().isNegative() || timeout.get().isZero()),
                    "a statement's time limit that is not positive",
                    "Leave it out for no limit.");
        }
        for (String name : placeholders.keySet()) {
            check(
                    Placeholders.isName(name),
                    "'" + name + "' cannot be a placeholder's name",
                    "Begin with a letter or an underscore, and go on with these, digits and the characters . : and -.");
        }
        check(
                replacePlaceholders || placeholders.isEmpty(),
                "placeholders are defined, and are not to be replaced",
                "Leave one of the two out.");
        SessionOptions session = new SessionOptions(schema, table, statementLockTimeout, statementTimeout);
        return new Settings(
                session,
                lockTimeout,
                lockRetries,
                replacePlaceholders,
                Map.copyOf(placeholders),
                clock,
                application,
                onExisting,
                ignoreMissing,
                newLedger,
                adopt,
                keepScripts,
                keepSnapshots,
                onDrift,
                expectedHead,
                new GuardedListener(listener));
    }

    private static void check(boolean good, String what, String next) {
        if (!good) {
            throw LedgerException.input(ErrorCode.BAD_OPTION, what, next);
        }
    }
}
