package io.migrationledger.spring.autoconfigure;

import io.migrationledger.AdoptResult;
import io.migrationledger.MigrationListener;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the application's log what its operator should know; that a migration was applied, and that a run waits for
 * another, the engine itself says. */
final class StartLog implements MigrationListener {
    private static final Logger log = LoggerFactory.getLogger("io.migrationledger");

    @Override
    public void adopted(AdoptResult result) {
        log.info(
                "adopted the history of {}, table {}; events recorded: {}",
                result.product(),
                result.table(),
                result.events().size());
    }

    @Override
    public void interrupted(MigrationId id, int done) {
        log.info("migration {} was cut off after statement {}; it goes on from there", id, done);
    }

    @Override
    public void retrying(Migration migration, int attempt, Duration pause, SQLException error) {
        log.info(
                "migration {} met a lock of the database, or another transaction, attempt {}; again in {} ms",
                migration.id(),
                attempt,
                pause.toMillis());
    }

    @Override
    public void warning(String text) {
        log.warn("{}", text);
    }
}
