package io.migrationledger.conformance.run;

import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

/** Keeps one row in the table {@code kit}, and rolls another back to a savepoint. */
public final class SavepointMigration implements JavaMigration {

    @Override
    public MigrationId id() {
        return MigrationId.of("0001");
    }

    @Override
    public String description() {
        return "A row, and one that is undone";
    }

    @Override
    public String revision() {
        return "1";
    }

    @Override
    public void up(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO kit (id, note) VALUES (1, 'kept')");
            Savepoint savepoint = connection.setSavepoint("here");
            statement.execute("INSERT INTO kit (id, note) VALUES (2, 'undone')");
            connection.rollback(savepoint);
        }
    }
}
