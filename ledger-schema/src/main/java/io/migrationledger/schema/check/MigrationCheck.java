package io.migrationledger.schema.check;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.ScratchDatabase;
import io.migrationledger.event.LedgerState;
import io.migrationledger.schema.declared.DeclaredSchema;
import java.sql.Connection;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/**
 * Tries all migrations on a scratch database, from nothing: each runs; each down script leads back; each runs again after it
 * and builds the same. Compares the end with a declared schema, and the files with what was applied elsewhere. Changes
 * nothing but the scratch database. Immutable.
 */
public final class MigrationCheck {
    private final String url;
    private final Properties properties;
    private final Function<Connection, Migrator> migrator;
    private final Optional<DeclaredSchema> declared;
    private final Optional<AppliedElsewhere> elsewhere;

    /**
     * A ledger of another database, such as production.
     *
     * @param name what findings call it
     * @param state what is in effect there
     */
    public record AppliedElsewhere(String name, LedgerState state) {}

    private MigrationCheck(
            String url,
            Properties properties,
            Function<Connection, Migrator> migrator,
            Optional<DeclaredSchema> declared,
            Optional<AppliedElsewhere> elsewhere) {
        this.url = url;
        this.properties = properties;
        this.migrator = migrator;
        this.declared = declared;
        this.elsewhere = elsewhere;
    }

    /**
     * Begins a check.
     *
     * @param url the server for the scratch databases, as in {@link ScratchDatabase#open}
     * @param properties {@code user}, {@code password} and whatever else the JDBC driver takes
     * @param migrator makes the migrator for the connection to a scratch database, with the sources to check
     */
    public static MigrationCheck on(String url, Properties properties, Function<Connection, Migrator> migrator) {
        return new MigrationCheck(url, properties, migrator, Optional.empty(), Optional.empty());
    }

    /** Returns a check that also compares what the migrations build with this schema. */
    public MigrationCheck declared(DeclaredSchema schema) {
        return new MigrationCheck(url, properties, migrator, Optional.of(schema), elsewhere);
    }

    /** Returns a check that also compares the files with what is in effect in another database. */
    public MigrationCheck appliedElsewhere(String name, LedgerState state) {
        return new MigrationCheck(url, properties, migrator, declared, Optional.of(new AppliedElsewhere(name, state)));
    }

    /**
     * Does it.
     *
     * @throws LedgerException where no scratch database can be made, or with code {@link ErrorCode#CONNECTION_LOST}
     */
    public CheckResult run() {
        CheckRun run = new CheckRun(() -> ScratchDatabase.open(url, properties), migrator);
        run.tryMigrations();
        declared.ifPresent(run::compare);
        elsewhere.ifPresent(run::compare);
        return run.result();
    }
}
