package io.migrationledger.internal;

import io.migrationledger.AdoptOptions;
import io.migrationledger.AdoptResult;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrateResult;
import io.migrationledger.Plan;
import io.migrationledger.PlannedMigration;
import io.migrationledger.PlannedStatement;
import io.migrationledger.Problem;
import io.migrationledger.Resolution;
import io.migrationledger.RollbackOptions;
import io.migrationledger.SquashedScript;
import io.migrationledger.StatusReport;
import io.migrationledger.ValidationException;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.internal.connect.Connections;
import io.migrationledger.internal.connect.SessionPerCall;
import io.migrationledger.internal.look.Examination;
import io.migrationledger.internal.look.Preview;
import io.migrationledger.internal.plan.LocalMigrations;
import io.migrationledger.internal.plan.Offline;
import io.migrationledger.internal.run.Runner;
import io.migrationledger.internal.settings.Settings;
import io.migrationledger.internal.settle.Withdrawals;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.spi.Finding;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Opens a session for each call of a migrator, and explains the database's errors. Immutable, for many threads. */
public final class MigratorCore {
    private final Connections connections;
    private final List<MigrationSource> sources;
    private final Settings settings;
    private final Optional<Offline> offline;

    /**
     * Creates the core of a migrator.
     *
     * @param product the database whose rules scripts are read by where there is none; empty where there is one
     */
    public MigratorCore(
            Connections connections, Optional<String> product, List<MigrationSource> sources, Settings settings) {
        this.connections = connections;
        this.sources = List.copyOf(sources);
        this.settings = settings;
        this.offline = product.map(name -> new Offline(name, this.sources, settings));
    }

    /** Applies what is pending. */
    public MigrateResult migrate(MigrateOptions options) {
        return inSession(runner -> runner.migrate(options));
    }

    /** Returns what {@link #migrate} would do. */
    public Plan plan(MigrateOptions options) {
        return offline.isPresent()
                ? offline.get().plan(options)
                : inSession(runner -> new Preview(runner).plan(options));
    }

    /** Returns what {@link #rollback} would do. */
    public Plan plan(RollbackOptions options) {
        return inSession(runner -> new Preview(runner).plan(options));
    }

    /** Hands every statement of a planned migration to the consumer. */
    public void statements(PlannedMigration planned, Consumer<PlannedStatement> consumer) {
        if (offline.isPresent()) {
            offline.get().statements(planned, consumer);
            return;
        }
        inSession(runner -> {
            runner.statements(planned, consumer);
            return planned;
        });
    }

    /** Rolls migrations back. */
    public MigrateResult rollback(RollbackOptions options) {
        return inSession(runner -> runner.rollback(options));
    }

    /** Returns where every migration stands. */
    public StatusReport status() {
        return inSession(runner -> new Preview(runner).status());
    }

    /** Returns everything that would stop a run. */
    public List<Problem> validate() {
        try {
            return offline.isPresent() ? offline.get().validate() : inSession(runner -> new Preview(runner).validate());
        } catch (ValidationException e) {
            return e.problems(); // found before connecting
        }
    }

    /** Writes one script that has the effect of several. */
    public SquashedScript squash(Optional<MigrationId> from, MigrationId to, String description) {
        return offline.isPresent()
                ? offline.get().squash(from, to, description)
                : inSession(runner -> runner.squash(from, to, description));
    }

    /** Declares migrations as in effect. */
    public List<LedgerEvent> baseline(MigrationId upTo, String reason) {
        return inSession(runner -> runner.declarations().baseline(runner.migrations(), upTo, reason));
    }

    /** Takes another tool's history over. */
    public AdoptResult adopt(AdoptOptions options) {
        return inSession(true, runner -> runner.adoptions().adopt(runner.adoptable(), options));
    }

    /** Returns what {@link #adopt} would do. */
    public AdoptResult look(AdoptOptions options) {
        return inSession(true, runner -> runner.adoptions().look(runner.adoptable(), options));
    }

    /** Accepts an edited file. */
    public LedgerEvent accept(MigrationId id, String reason) {
        return inSession(runner -> runner.declarations().accept(runner.migrations(), id, reason));
    }

    /** Records that the schema is known as it is now. */
    public LedgerEvent acceptSchema(String reason) {
        return inSession(true, runner -> runner.declarations().acceptSchema(reason));
    }

    /** Records what environment the database is. */
    public LedgerEvent.Noted declareEnvironment(String name, Optional<String> reason) {
        return inSession(true, runner -> runner.declarations().environment(name, reason));
    }

    /** Undoes baselines. */
    public List<LedgerEvent> undoBaseline(String namespace, Optional<MigrationId> only, String reason) {
        return inSession(runner -> runner.declarations().withdrawals().undoBaseline(namespace, only, reason));
    }

    /** Takes migrations out of account whose files are gone; all of them where none is named. */
    public List<LedgerEvent> forget(Optional<Collection<MigrationId>> ids, String reason) {
        return inSession(runner -> {
            LocalMigrations local = runner.usable();
            Withdrawals withdrawals = runner.declarations().withdrawals();
            return ids.isPresent()
                    ? withdrawals.forget(local, ids.get(), reason)
                    : withdrawals.forgetMissing(local, reason);
        });
    }

    /** Answers a doubt. */
    public LedgerEvent resolve(Resolution answer) {
        return inSession(runner -> runner.declarations().resolve(runner.migrations(), answer));
    }

    /** Looks at the database. */
    public List<Finding> examine(Set<String> pending, boolean tryLock) {
        return Examination.of(connections, settings, pending, tryLock);
    }

    /** Returns the ledger alone. */
    public LedgerCore ledger() {
        return new LedgerCore(connections, settings);
    }

    @FunctionalInterface
    private interface Use<T> {
        T with(Runner runner) throws SQLException;
    }

    private <T> T inSession(Use<T> use) {
        return inSession(false, use);
    }

    /** Uses a session; also where there is no script at all, if none is needed. */
    private <T> T inSession(boolean withoutScripts, Use<T> use) {
        // Files are read before the database is touched wherever the dialect is known without it.
        Optional<List<String>> variants = connections.fileVariants();
        Optional<LocalMigrations> local =
                variants.isEmpty() ? Optional.empty() : Optional.of(LocalMigrations.read(sources, variants.get()));
        Connections.Lease lease = lease(local, withoutScripts);
        return SessionPerCall.use(lease, settings.listener()::warning, session -> {
            Runner runner = new Runner(
                    session, sources, lease.fileVariants(), settings, lease::explained, connections.second());
            if (local.isPresent()) {
                runner.use(local.get());
            }
            return use.with(runner);
        });
    }

    private Connections.Lease lease(Optional<LocalMigrations> local, boolean withoutScripts) {
        boolean nothingToRead = local.isPresent()
                && local.get().ordered().isEmpty()
                && !local.get().problems().isEmpty()
                && !(withoutScripts && local.get().isWithoutScripts());
        if (nothingToRead) {
            throw new ValidationException(local.get().problems());
        }
        try {
            return connections.lease(settings.session());
        } catch (LedgerException e) {
            if (local.isEmpty() || local.get().problems().isEmpty()) {
                throw e;
            }
            ValidationException files = new ValidationException(local.get().problems());
            files.addSuppressed(e);
            throw files;
        }
    }
}
