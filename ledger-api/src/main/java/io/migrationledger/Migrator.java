package io.migrationledger;

import io.migrationledger.event.LedgerEvent;
import io.migrationledger.internal.MigratorCore;
import io.migrationledger.internal.connect.Connections;
import io.migrationledger.internal.settings.Settings;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.Finding;
import io.migrationledger.spi.SessionOptions;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Plans and runs migrations against a ledger. Immutable and safe for many threads; each call uses one connection (and, where it can be had, a second one that only watches long statements), which
 * it closes again unless the migrator was made from a connection.
 *
 * <pre>{@code
 * Migrator migrator = Migrator.of(dataSource)
 *         .source(Migrations.directory(Path.of("db/migrations")))
 *         .build();
 * MigrateResult result = migrator.migrate();
 * }</pre>
 *
 * <p>Every method throws {@link LedgerException} for errors, whose {@link LedgerException#code()} is stable.
 */
public final class Migrator {
    private final MigratorCore core;

    private Migrator(MigratorCore core) {
        this.core = core;
    }

    /** Begins a migrator on a pool or another source of connections; one connection at a time is enough. */
    public static Builder of(DataSource dataSource) {
        return new Builder(new Connections(dataSource::getConnection, true, Optional.empty()), Optional.empty());
    }

    /**
     * Begins a migrator on one connection, which stays open and the caller's. Each call, one that only reads too, switches its
     * auto-commit on, and back at its end: a transaction that is open on it is committed by that, as JDBC says.
     */
    public static Builder of(Connection connection) {
        return new Builder(new Connections(() -> connection, false, Optional.empty()), Optional.empty());
    }

    /**
     * Begins a migrator on a JDBC address.
     *
     * @param properties {@code user}, {@code password} and whatever else the JDBC driver takes
     * @throws LedgerException where no dialect on the class path accepts the address, naming the module to add
     */
    public static Builder of(String jdbcUrl, Properties properties) {
        return new Builder(Connections.to(jdbcUrl, properties), Optional.empty());
    }

    /**
     * Begins a migrator that has no database and checks files alone: {@link #validate} finds what is wrong with them, and
     * {@link #plan(MigrateOptions)} shows what would run on an empty database, {@link #statements} its SQL; {@link #squash}
     * writes one script out of several. Every other call is {@link ErrorCode#MISUSE}.
     *
     * @param product how scripts are read: {@code sqlite}, {@code postgres}, {@code mysql}, {@code mariadb}, or what
     *     another dialect on the class path knows; another name is {@link ErrorCode#UNKNOWN_DATABASE} at the first call
     */
    public static Builder withoutDatabase(String product) {
        return new Builder(Connections.none(), Optional.of(product));
    }

    /**
     * Applies everything that is pending.
     *
     * @throws MigrationFailedException where a migration failed; its result says how far the run got
     * @throws LedgerException where something is wrong with the migrations, the lock or the database
     */
    public MigrateResult migrate() {
        return migrate(MigrateOptions.ALL);
    }

    /** Applies what is pending and what the options allow; throws as {@link #migrate()}. */
    public MigrateResult migrate(MigrateOptions options) {
        return core.migrate(options);
    }

    /** Returns what {@link #migrate(MigrateOptions)} would do. Takes no lock and changes nothing. */
    public Plan plan(MigrateOptions options) {
        return core.plan(options);
    }

    /** Returns what {@link #rollback} would do. Takes no lock and changes nothing. */
    public Plan plan(RollbackOptions options) {
        return core.plan(options);
    }

    /** Hands every statement of a planned migration to the consumer, in order, placeholders replaced. */
    public void statements(PlannedMigration planned, Consumer<PlannedStatement> consumer) {
        core.statements(planned, consumer);
    }

    /**
     * Rolls migrations back by their down scripts, those that were applied last first.
     *
     * @throws MigrationFailedException where a down script failed; its result says how far the run got
     */
    public MigrateResult rollback(RollbackOptions options) {
        return core.rollback(options);
    }

    /** Returns every migration, local or recorded, and where it stands. Changes nothing. */
    public StatusReport status() {
        return core.status();
    }

    /**
     * Returns what is wrong with the files, the ledger and what was interrupted, down scripts included; empty where nothing is.
     * That is what would stop {@link #migrate()}, except for drift, which {@link #plan(MigrateOptions)} looks for. Changes nothing.
     */
    public List<Problem> validate() {
        return core.validate();
    }

    /**
     * Writes one script that has the effect of several, and may stand in their place: where all of them are in effect, the
     * next {@link #migrate()} records that and runs nothing; where none is, it is run. Reads files, and writes none.
     *
     * @param from the first migration that it replaces; empty for the first of the namespace
     * @param to the last migration that it replaces, whose id it has
     * @param description what it does, in one line
     * @throws ValidationException with {@link ErrorCode#NOT_SQUASHABLE} for each script that cannot be joined to others: a
     *     migration in Java, one that changes its session, one whose directives differ
     */
    public SquashedScript squash(Optional<MigrationId> from, MigrationId to, String description) {
        return core.squash(from, to, description);
    }

    /**
     * Declares that every local migration up to and including this one, in the order in which they run, is in effect, without
     * running it.
     *
     * @param reason why; recorded
     * @return the events that were recorded
     */
    public List<LedgerEvent> baseline(MigrationId upTo, String reason) {
        return core.baseline(upTo, reason);
    }

    /**
     * Undoes baselines that were a mistake: the migrations are not in effect after all, and the next run applies them.
     *
     * @param namespace the namespace whose baselines are undone, all that still stand as baselined
     * @param reason why; recorded
     * @return the events that were recorded
     */
    public List<LedgerEvent> undoBaseline(String namespace, String reason) {
        return core.undoBaseline(namespace, Optional.empty(), reason);
    }

    /** Undoes the baseline of one migration, as {@link #undoBaseline(String, String)} does of all. */
    public List<LedgerEvent> undoBaseline(MigrationId id, String reason) {
        return core.undoBaseline(id.namespace(), Optional.of(id), reason);
    }

    /**
     * Declares that migrations no longer count as in effect, since their files are gone. Nothing is undone in the
     * database. Should a file come back, {@link #migrate()} stops until {@link #resolve} has said how it stands.
     *
     * @param ids migrations that are in effect and that no source has
     * @param reason why; recorded
     * @return the events that were recorded
     */
    public List<LedgerEvent> forget(Collection<MigrationId> ids, String reason) {
        return core.forget(Optional.of(List.copyOf(ids)), reason);
    }

    /** Forgets everything that is in effect and that no source has, but for what is newer than any that a source has. */
    public List<LedgerEvent> forgetMissing(String reason) {
        return core.forget(Optional.empty(), reason);
    }

    /**
     * Takes over what another tool recorded in this database: its rows become events, in their order, in one commit. Nothing
     * runs, and nothing of the other tool's table is changed. Where that was done before, nothing is done.
     *
     * @param options which history
     * @return what was recorded of each row
     * @throws LedgerException where there is no such history ({@link ErrorCode#NO_HISTORY}), or where the ledger has events
     *     already ({@link ErrorCode#LEDGER_BEGUN})
     * @throws ValidationException where something stands in the way, such as files that were edited since
     */
    public AdoptResult adopt(AdoptOptions options) {
        return core.adopt(options);
    }

    /** Returns what {@link #adopt} would do, with what stands in its way. Takes no lock and changes nothing. */
    public AdoptResult plan(AdoptOptions options) {
        return core.look(options);
    }

    /**
     * Accepts an edited file's new checksum.
     *
     * @param reason why; recorded
     * @return the event that was recorded
     */
    public LedgerEvent accept(MigrationId id, String reason) {
        return core.accept(id, reason);
    }

    /**
     * Records that the schema is known as it is now, with a snapshot of it: what was changed outside of the ledger until now is
     * accepted. Needs no files; the ledger may be empty.
     *
     * @param reason why; recorded
     * @return the event that was recorded
     * @throws LedgerException with code {@link ErrorCode#NO_SCHEMA_READER} where the driver cannot read schemas, with {@link
     *     ErrorCode#UNSETTLED} where an attempt is open
     */
    public LedgerEvent acceptSchema(String reason) {
        return core.acceptSchema(reason);
    }

    /**
     * Records what environment the database is, such as {@code production}. Needs no files; the ledger may be empty. See {@link
     * Ledger#environment}.
     *
     * @param reason why, or the empty string; recorded
     * @return the event that was recorded
     */
    public LedgerEvent.Noted declareEnvironment(String name, String reason) {
        return core.declareEnvironment(name, reason.isBlank() ? Optional.empty() : Optional.of(reason));
    }

    /**
     * Answers a doubt, or declares how a failed or part-way migration stands.
     *
     * @param answer what the person says
     * @return the event that was recorded
     */
    public LedgerEvent resolve(Resolution answer) {
        return core.resolve(answer);
    }

    /**
     * Looks at the database, the account and the ledger's table, before anything runs. Changes nothing; what cannot be seen,
     * that the database cannot be reached for instance, is a finding, too, and no error.
     *
     * @param pending how the statements begin that are to run, as {@link io.migrationledger.spi.Diagnosis#findings} takes it:
     *     the account's rights are compared with them
     * @param tryLock whether the lock is taken for a moment, to see that it keeps a second session out
     * @return what was found, in no particular order
     */
    public List<Finding> examine(Set<String> pending, boolean tryLock) {
        return core.examine(pending, tryLock);
    }

    /** Returns the ledger that this migrator records in. */
    public Ledger ledger() {
        return new Ledger(core.ledger());
    }

    /** Collects what a {@link Migrator} needs. Confined to one thread. */
    public static final class Builder {
        private Connections connections;
        private final Optional<String> product;
        private final List<MigrationSource> sources = new ArrayList<>();
        private final Map<String, String> placeholders = new LinkedHashMap<>();
        private final LedgerOptions options = new LedgerOptions();
        private boolean replacePlaceholders = true;
        private int lockRetries;
        private MigrationListener listener = MigrationListener.NONE;
        private Optional<Duration> statementLockTimeout = Optional.empty();
        private Optional<Duration> statementTimeout = Optional.empty();

        private Builder(Connections connections, Optional<String> product) {
            this.connections = connections;
            this.product = product;
        }

        /** Adds a source of migrations. */
        public Builder source(MigrationSource source) {
            sources.add(source);
            return this;
        }

        /**
         * Chooses the dialect, where the connection's address does not name it (a tracing or pooling driver's address) or
         * where it is not found by its service.
         */
        public Builder dialect(Dialect dialect) {
            connections = connections.with(dialect);
            return this;
        }

        /** Gives the address that a data source connects to, of which errors show host and port. */
        public Builder address(String jdbcUrl) {
            connections = connections.at(jdbcUrl);
            return this;
        }

        /** Names the schema of the ledger table; without it the connection's own is used. */
        public Builder schema(String schema) {
            options.schema(schema);
            return this;
        }

        /** Names the ledger table; without it {@value SessionOptions#DEFAULT_TABLE}. */
        public Builder table(String table) {
            options.table(table);
            return this;
        }

        /** Sets how long to wait for another runner; without it 60 seconds. */
        public Builder lockTimeout(Duration timeout) {
            options.lockTimeout(timeout);
            return this;
        }

        /** Sets how long a statement may wait for a lock of the database, unless its script says otherwise. */
        public Builder statementLockTimeout(Duration timeout) {
            statementLockTimeout = Optional.of(timeout);
            return this;
        }

        /** Sets how long a statement may run, unless its script says otherwise. */
        public Builder statementTimeout(Duration timeout) {
            statementTimeout = Optional.of(timeout);
            return this;
        }

        /** Sets how often a transaction begins again that could not get a lock of the database; without it never. */
        public Builder lockRetries(int retries) {
            lockRetries = retries;
            return this;
        }

        /**
         * Defines the value of <code>${name}</code> in scripts. One that stands in a script and is not defined is an error.
         *
         * @param name a letter or an underscore, followed by these, digits and the characters {@code . : -}
         */
        public Builder placeholder(String name, String value) {
            placeholders.put(name, value);
            return this;
        }

        /**
         * Sets whether <code>${name}</code> in scripts is replaced; without this it is. Where it is not, it is text. For one
         * script alone, {@code -- ledger: placeholders=none} at its head says so.
         */
        public Builder replacePlaceholders(boolean replaced) {
            replacePlaceholders = replaced;
            return this;
        }

        /**
         * Sets what a first run does in a schema that holds objects already, of which no ledger tells; without it the run
         * stops with {@link ErrorCode#NOT_EMPTY}. {@link Migrator#baseline} is the other way out.
         */
        public Builder onExisting(OnExisting choice) {
            options.onExisting(choice);
            return this;
        }

        /**
         * Lets a run go on where migrations are in effect that no source has: those of another branch, say. Without it that
         * is {@link ErrorCode#MISSING_FILE}, unless they are newer than any that a source has.
         */
        public Builder ignoreMissing() {
            options.ignoreMissing();
            return this;
        }

        /**
         * Begins a ledger of its own where this database has one already, at another place than {@link #schema} and {@link
         * #table} name: for a tenant in a schema of its own, say. Without it that is {@link ErrorCode#LEDGER_ELSEWHERE}. Once
         * the ledger is begun this changes nothing.
         */
        public Builder newLedger() {
            options.newLedger();
            return this;
        }

        /**
         * Lets a first run take over what another tool recorded here, as {@link Migrator#adopt} does, and go on with what is
         * pending; so each database of many moves at its own next deployment. Where no other tool has a history here, or once
         * the ledger has an event, this changes nothing. Needs {@code ledger-adopt} on the class path.
         */
        public Builder adopt(AdoptOptions history) {
            options.adopt(history);
            return this;
        }

        /**
         * Sets whether the text of scripts is kept in a table beside the ledger when they run, as it is unless this says
         * otherwise: before placeholders are replaced, so that no value of one is in it. See {@link Ledger#keptScript}.
         */
        public Builder keepScripts(boolean kept) {
            options.keepScripts(kept);
            return this;
        }

        /**
         * Sets whether a snapshot of the schema is kept beside the ledger with each run that changes something; off unless this
         * says otherwise. With the newest of them, what was changed outside of the ledger can be told ({@code ledger drift}). A run
         * with something to do then reads the catalogue twice or more; a start with nothing to do pays nothing. See {@link
         * LedgerEvent#snapshot}.
         */
        public Builder keepSnapshots(boolean kept) {
            options.keepSnapshots(kept);
            return this;
        }

        /**
         * Sets what {@link Migrator#migrate()} does where the schema was changed outside of the ledger since its newest kept
         * snapshot. It looks only where something is pending, under the lock. Unless this says something, it warns where
         * {@link #keepSnapshots} is on, and does not look where it is off. What cannot be told, since migrations ran without
         * snapshots, stops nothing.
         */
        public Builder onDrift(OnDrift choice) {
            options.onDrift(choice);
            return this;
        }

        /**
         * Names the newest event that the caller knows of, from {@link MigrateResult#head()} of an earlier run, say. Where the
         * ledger does not have it, {@link Migrator#migrate()} and {@link Migrator#rollback} stop before anything runs: with
         * {@link ErrorCode#LOST_EVENTS} where the ledger ends before it (a standby that had not received everything took over,
         * a backup was restored), with {@link ErrorCode#OTHER_HEAD} where another event has its number. {@link
         * Migrator#status()} and {@link Migrator#validate()} tell it as a problem. While it is the newest event, nothing more is
         * asked of the database for it; otherwise one row.
         */
        public Builder expectHead(ExpectedHead head) {
            options.expectHead(head);
            return this;
        }

        /** Sets the clock that tells the recorded times. */
        public Builder clock(Clock clock) {
            options.clock(clock);
            return this;
        }

        /** Names the program that records events. */
        public Builder application(String name) {
            options.application(name);
            return this;
        }

        /** Sets who hears what a run does. */
        public Builder listener(MigrationListener newListener) {
            listener = newListener;
            return this;
        }

        /**
         * Returns the migrator.
         *
         * @throws LedgerException where no source was given, or where an option cannot be used
         */
        public Migrator build() {
            if (sources.isEmpty()) {
                throw LedgerException.input(
                        ErrorCode.BAD_OPTION,
                        "a migrator without a source of migrations",
                        "Call source(Migrations.directory(…)) or another source before build().");
            }
            Settings settings = options.settings(
                    lockRetries, replacePlaceholders, placeholders, listener, statementLockTimeout, statementTimeout);
            return new Migrator(new MigratorCore(connections, product, sources, settings));
        }
    }
}
