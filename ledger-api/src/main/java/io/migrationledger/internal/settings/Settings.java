package io.migrationledger.internal.settings;

import io.migrationledger.AdoptOptions;
import io.migrationledger.ExpectedHead;
import io.migrationledger.MigrationListener;
import io.migrationledger.OnDrift;
import io.migrationledger.OnExisting;
import io.migrationledger.event.Actor;
import io.migrationledger.spi.SessionOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a ledger and a migrator behave.
 *
 * @param session where the ledger is
 * @param lockTimeout how long to wait for the lock
 * @param lockRetries how often to try a statement again that could not get a lock of the database
 * @param replacePlaceholders whether {@code ${name}} in scripts is replaced at all
 * @param placeholders values for {@code ${name}} in scripts
 * @param clock tells the time that is recorded
 * @param application the name of the program, recorded with each event
 * @param onExisting what a first run does in a schema that holds objects already
 * @param ignoreMissing whether what is in effect and has no file stops nothing
 * @param newLedger whether a ledger may be begun beside others of the same database
 * @param adopt which other tool's history a first run takes over; empty for none
 * @param keepScripts whether the text of scripts that run is kept beside the ledger
 * @param keepSnapshots whether snapshots of the schema are kept beside the ledger
 * @param onDrift what a run does where the schema was changed outside of the ledger; empty where nothing was said
 * @param expectedHead the event that the ledger must have before anything runs; empty where none is remembered
 * @param listener hears what happens
 */
public record Settings(
        SessionOptions session,
        Duration lockTimeout,
        int lockRetries,
        boolean replacePlaceholders,
        Map<String, String> placeholders,
        Clock clock,
        String application,
        OnExisting onExisting,
        boolean ignoreMissing,
        boolean newLedger,
        Optional<AdoptOptions> adopt,
        boolean keepScripts,
        boolean keepSnapshots,
        Optional<OnDrift> onDrift,
        Optional<ExpectedHead> expectedHead,
        MigrationListener listener) {

    /** What holds unless something else is chosen. */
    public static final Settings DEFAULTS = new Settings(
            SessionOptions.DEFAULTS,
            Duration.ofSeconds(60),
            0,
            true,
            Map.of(),
            Clock.systemUTC(),
            "migration-ledger",
            OnExisting.REFUSE,
            false,
            false,
            Optional.empty(),
            true,
            false,
            Optional.empty(),
            Optional.empty(),
            MigrationListener.NONE);

    /** Returns who records events in a session of this database user. */
    public Actor actor(String databaseUser) {
        return new Actor(
                cut(databaseUser), cut(System.getProperty("user.name", "")), cut(HostName.get()), cut(application));
    }

    private static String cut(String text) {
        return text.length() <= 255 ? text : text.substring(0, 255);
    }
}
