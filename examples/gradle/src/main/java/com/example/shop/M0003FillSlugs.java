package com.example.shop;

import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

public final class M0003FillSlugs implements JavaMigration {
    @Override
    public MigrationId id() {
        return MigrationId.of("0003");
    }

    @Override
    public String description() {
        return "fill slugs";
    }

    /** Raise it when you change what a migration does that has not run anywhere yet. */
    @Override
    public String revision() {
        return "1";
    }

    @Override
    public void up(Connection connection) throws SQLException {
        Map<Long, String> titles = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT id, title FROM posts")) {
            while (row.next()) {
                titles.put(row.getLong(1), row.getString(2));
            }
        }
        try (PreparedStatement update = connection.prepareStatement("UPDATE posts SET slug = ? WHERE id = ?")) {
            for (Map.Entry<Long, String> title : titles.entrySet()) {
                update.setString(1, title.getValue().toLowerCase(Locale.ROOT).replace(' ', '-'));
                update.setLong(2, title.getKey());
                update.executeUpdate();
            }
        }
    }
}
