package io.migrationledger.spring.autoconfigure;

import io.migrationledger.OnDrift;
import io.migrationledger.OnExisting;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spring.StartMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the properties say of one database: those directly under {@code migration-ledger} of the primary one, those under
 * {@code migration-ledger.data-sources.NAME} of another. Absent ones are null.
 *
 * @param mode what the start does; without it that of the primary database, or {@code migrate}
 * @param waitTimeout how long the mode {@code wait} waits
 * @param locations where the scripts are: {@code classpath:} or {@code file:}, with {@code {vendor}} for the database
 * @param namespace the namespace of the scripts in {@code locations}
 * @param namespaces further locations, by their namespace
 * @param layout the layout of the files, such as {@code flyway}; without it recognised
 * @param exclude files that are left out, as patterns
 * @param url the address to migrate at, where that is not the data source's
 * @param user the account to migrate as, where that is not the data source's
 * @param password its password
 * @param schema the schema of the ledger table
 * @param table the name of the ledger table
 * @param placeholders values for <code>${name}</code> in scripts
 * @param replacePlaceholders whether <code>${name}</code> in scripts is replaced
 * @param adopt which other tool's history a first run takes over: its name, or {@code any}
 * @param adoptTable the table of that history, where it does not have the tool's own name
 * @param adoptEdited why files that were edited since are accepted as they are
 * @param outOfOrder whether a pending migration may stand below one that is in effect
 * @param lockTimeout how long to wait for another runner
 * @param lockRetries how often a transaction begins again that could not get a lock of the database
 * @param statementLockTimeout how long a statement may wait for a lock of the database
 * @param statementTimeout how long a statement may run
 * @param onExisting what a first run does in a schema that holds objects already
 * @param ignoreMissing whether a run goes on where files of migrations in effect are gone
 * @param newLedger whether a ledger is begun where this database has one at another place
 * @param keepScripts whether the SQL that runs is kept in a table beside the ledger
 * @param keepSnapshots whether snapshots of the schema are kept in a table beside the ledger
 * @param expectHead the newest event that an earlier run ended with, as {@code NUMBER:HASH}; a start fails where the ledger
 *     does not have it
 * @param onDrift what a run does where the schema was changed outside of the ledger
 * @param application the program's name in the history; without it {@code spring.application.name}
 */
@ConfigurationProperties("migration-ledger")
public record DatabaseSettings(
        @Nullable StartMode mode,
        @DefaultValue("5m") Duration waitTimeout,
        @Nullable List<String> locations,
        @DefaultValue(MigrationId.DEFAULT_NAMESPACE) String namespace,
        @DefaultValue Map<String, List<String>> namespaces,
        @Nullable String layout,
        @DefaultValue List<String> exclude,
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String schema,
        @Nullable String table,
        @DefaultValue Map<String, String> placeholders,
        @DefaultValue("true") boolean replacePlaceholders,
        @Nullable String adopt,
        @Nullable String adoptTable,
        @Nullable String adoptEdited,
        boolean outOfOrder,
        @Nullable Duration lockTimeout,
        int lockRetries,
        @Nullable Duration statementLockTimeout,
        @Nullable Duration statementTimeout,
        @DefaultValue("refuse") OnExisting onExisting,
        boolean ignoreMissing,
        boolean newLedger,
        @DefaultValue("true") boolean keepScripts,
        boolean keepSnapshots,
        @Nullable String expectHead,
        @Nullable OnDrift onDrift,
        @Nullable String application) {

    /** Returns these settings without what may be a secret: address, password and the values of placeholders. */
    @Override
    public String toString() {
        return "DatabaseSettings[mode=" + mode + ", locations=" + locations + ", user=" + user + "]";
    }
}
