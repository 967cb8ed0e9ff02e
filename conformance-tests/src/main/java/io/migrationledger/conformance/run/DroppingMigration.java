package io.migrationledger.conformance.run;

import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Drops a table, which nobody can read before it runs. */
public final class DroppingMigration implements JavaMigration {
    private final String table;

    public DroppingMigration(String table) {
        this.table = table;
    }

    @Override
    public MigrationId id() {
        return MigrationId.of("0002");
    }

    @Override
    public String description() {
        return "Drops " + table;
    }

    @Override
    public String revision() {
        return "1";
    }

    @Override
    public void up(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE " + table);
        }
    }
}
