package io.migrationledger.conformance.crash;

import io.migrationledger.AdoptOptions;
import io.migrationledger.OnExisting;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.spi.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Another subject, whose runs keep snapshots of the schema. Not for child processes. */
public final class KeepingSnapshots implements CrashSubject {
    private final CrashSubject subject;

    /** Runs what this subject runs. */
    public KeepingSnapshots(CrashSubject subject) {
        this.subject = subject;
    }

    @Override
    public CrashDatabase newDatabase() throws Exception {
        return subject.newDatabase();
    }

    @Override
    public MigrationSource migrations() {
        return subject.migrations();
    }

    @Override
    public List<String> dump(Connection connection) throws SQLException {
        return subject.dump(connection);
    }

    @Override
    public Optional<Dialect> dialect() {
        return subject.dialect();
    }

    @Override
    public OnExisting onExisting() {
        return subject.onExisting();
    }

    @Override
    public Optional<AdoptOptions> adopt() {
        return subject.adopt();
    }

    @Override
    public boolean keepsSnapshots() {
        return true;
    }
}
