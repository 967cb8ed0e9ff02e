package io.migrationledger.conformance.run;

import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.LedgerSession;
import io.migrationledger.MigrationListener;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** A run in the middle of which another writer, who does not ask for the lock, appends to the ledger. */
public final class FencedRun {
    private final ConformanceKit kit;

    public FencedRun(ConformanceKit kit) {
        this.kit = kit;
    }

    /** Returns the error that stopped the run. */
    public LedgerException run() throws SQLException {
        Connection intruder = kit.connect();
        Dialect lockless = new LocklessDialect(kit.fixture().dialect());
        MigrationListener listener = new MigrationListener() {
            @Override
            public void started(Migration migration, Direction direction, int statements, int resumedAfter) {
                try (LedgerSession session = Ledger.of(intruder, lockless).lock(Duration.ZERO)) {
                    session.started(MigrationId.of("intruder", "1"), "checksum").failed(new SQLException("intruder"));
                }
            }
        };
        try {
            kit.migrator(
                            kit.connect(),
                            ConformanceKit.scripts(
                                    "0001_kit.sql",
                                    kit.fixture().createTable("kit"),
                                    "0002_row.sql",
                                    "INSERT INTO kit (id, note) VALUES (1, 'a')"))
                    .listener(listener)
                    .build()
                    .migrate();
        } catch (LedgerException e) {
            return e;
        }
        throw new AssertionError("the run went on although another writer had taken its sequence number");
    }
}
