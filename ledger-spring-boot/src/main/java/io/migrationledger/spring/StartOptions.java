package io.migrationledger.spring;

import io.migrationledger.MigrateOptions;
import java.time.Duration;

/**
 * What the start of the application does about one database.
 *
 * @param mode whether it applies, checks or waits
 * @param outOfOrder whether a pending migration may stand below one that is in effect
 * @param waitTimeout how long {@link StartMode#WAIT} waits
 */
public record StartOptions(StartMode mode, boolean outOfOrder, Duration waitTimeout) {

    /** Returns which of the pending migrations a run applies. */
    public MigrateOptions migrateOptions() {
        return outOfOrder ? MigrateOptions.ALL.allowingOutOfOrder() : MigrateOptions.ALL;
    }
}
