package io.migrationledger.adopt;

import io.migrationledger.Migrator;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServer;
import io.migrationledger.testdb.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A new, empty database for one test. */
record Place(String url, String user, String password, AutoCloseable end) implements AutoCloseable {

    /** The databases on which the real tools make a history. */
    enum Kind {
        SQLITE,
        POSTGRES,
        MARIADB;

        Place create(Path directory) throws IOException {
            if (this == SQLITE) {
                Path file = Files.createTempDirectory(directory, "db").resolve("adopted.db");
                return new Place("jdbc:sqlite:" + file, "", "", () -> {});
            }
            TestServer server = this == POSTGRES ? TestServers.postgres() : TestServers.mariadb();
            TestDatabase database = server.newDatabase();
            return new Place(database.url(), database.user(), database.password(), database);
        }
    }

    /** Returns an SQLite database. */
    static Place sqlite(Path directory) throws IOException {
        return Kind.SQLITE.create(directory);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, properties());
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return properties;
    }

    Migrator.Builder migrator(Path migrations) {
        return Migrator.of(url, properties()).source(Migrations.directory(migrations));
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns the rows of a query as text, in the order in which they come. */
    List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                StringBuilder text = new StringBuilder();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    text.append(i == 1 ? "" : "|").append(row.getString(i));
                }
                rows.add(text.toString());
            }
        }
        return rows;
    }

    @Override
    public void close() throws Exception {
        end.close();
    }
}
