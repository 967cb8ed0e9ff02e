package io.migrationledger.audit;

import io.migrationledger.Ledger;
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
public record Place(String url, String user, String password, AutoCloseable end) implements AutoCloseable {

    /** The databases on which audit is tried. */
    public enum Kind {
        SQLITE,
        POSTGRES,
        MYSQL,
        MARIADB;

        public Place create(Path directory) throws IOException {
            if (this == SQLITE) {
                Path file = Files.createTempDirectory(directory, "db").resolve("audited.db");
                return new Place("jdbc:sqlite:" + file, "", "", () -> {});
            }
            TestServer server = switch (this) {
                case POSTGRES -> TestServers.postgres();
                case MYSQL -> TestServers.mysql8033();
                default -> TestServers.mariadb();
            };
            TestDatabase database = server.newDatabase();
            return new Place(database.url(), database.user(), database.password(), database);
        }
    }

    /** Returns an SQLite database. */
    public static Place sqlite(Path directory) throws IOException {
        return Kind.SQLITE.create(directory);
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, properties());
    }

    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return properties;
    }

    public Ledger ledger() {
        return Ledger.of(url, properties());
    }

    public Migrator.Builder migrator(Path migrations) {
        return Migrator.of(url, properties()).source(Migrations.directory(migrations));
    }

    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns the rows of a query as text, in the order in which they come. */
    public List<String> rows(String query) throws SQLException {
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
