package io.migrationledger.conformance.run;

import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Ends the ledger's transaction by itself, between two rows of the table {@code kit}, and fails where that is asked for.
 *
 * @param conflict what it throws at its end, if anything
 */
public record CommittingMigration(boolean fails, Optional<SQLException> conflict) implements JavaMigration {

    /** Fails with an error of the database, or not at all. */
    public CommittingMigration(boolean fails) {
        this(fails, Optional.empty());
    }

    @Override
    public MigrationId id() {
        return MigrationId.of("0001");
    }

    @Override
    public String description() {
        return "A row, COMMIT, and another row";
    }

    @Override
    public String revision() {
        return "1";
    }

    @Override
    public void up(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO kit (id, note) VALUES (1, 'before')");
            statement.execute("COMMIT");
            statement.execute("INSERT INTO kit (id, note) VALUES (2, 'after')");
            if (fails) {
                statement.execute("INSERT INTO no_such_table (id) VALUES (1)");
            }
        }
        if (conflict.isPresent()) {
            throw conflict.get();
        }
    }
}
