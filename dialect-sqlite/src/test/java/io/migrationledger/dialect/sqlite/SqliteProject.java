package io.migrationledger.dialect.sqlite;

import io.migrationledger.Ledger;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.Problem;
import io.migrationledger.Resolution;
import io.migrationledger.StatusReport;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.TreeMap;

/** A directory of migrations and an SQLite file beside it, as a user has them. */
final class SqliteProject {
    private final Path directory;
    private final Path database;
    private OnExisting onExisting = OnExisting.REFUSE;

    SqliteProject(Path directory) {
        this(directory, "test.db");
    }

    SqliteProject(Path directory, String database) {
        this.directory = directory.resolve("migrations");
        this.database = directory.resolve(database);
        try {
            Files.createDirectories(this.directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first run does not mind what the test has put into the database. */
    SqliteProject overExisting() {
        onExisting = OnExisting.RUN;
        return this;
    }

    Path migrations() {
        return directory;
    }

    Path database() {
        return database;
    }

    String url() {
        return "jdbc:sqlite:" + database;
    }

    /** Writes a script, each argument a line. */
    SqliteProject script(String name, String... lines) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, String.join("\n", lines) + "\n");
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes {@code 0001_t1.sql} … with their down scripts: each creates and drops one table. */
    SqliteProject tables(int from, int to) {
        for (int i = from; i <= to; i++) {
            script("%04d_t%d.sql".formatted(i, i), "CREATE TABLE t" + i + " (a INTEGER);");
            script("%04d_t%d.down.sql".formatted(i, i), "DROP TABLE t" + i + ";");
        }
        return this;
    }

    SqliteProject delete(String name) {
        try {
            Files.delete(directory.resolve(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MigrationSource source() {
        return Migrations.directory(directory);
    }

    Migrator.Builder builder() {
        return Migrator.of(url(), new Properties()).source(source()).onExisting(onExisting);
    }

    Migrator migrator() {
        return builder().build();
    }

    Ledger ledger() {
        return Ledger.of(url(), new Properties());
    }

    /** Applies everything and returns the ids in the order in which they ran. */
    List<String> migrate() {
        return migrate(MigrateOptions.ALL);
    }

    List<String> migrate(MigrateOptions options) {
        return migrator().migrate(options).completed().stream()
                .map(completed -> completed.id().toString())
                .toList();
    }

    /** Returns the ids that a run would apply, in order. */
    List<String> planned() {
        return migrator().plan(MigrateOptions.ALL).migrations().stream()
                .map(planned -> planned.migration().id().toString())
                .toList();
    }

    LedgerEvent resolve(String id, boolean applied) {
        return migrator().resolve(new Resolution(MigrationId.of(id), applied, OptionalInt.empty(), "looked"));
    }

    LedgerEvent resolve(String id, boolean applied, int step) {
        return migrator().resolve(new Resolution(MigrationId.of(id), applied, OptionalInt.of(step), "looked"));
    }

    /** Returns each migration's standing by its id. */
    Map<String, StatusReport.Standing> standings() {
        Map<String, StatusReport.Standing> standings = new TreeMap<>();
        migrator().status().lines().forEach(line -> standings.put(line.id().toString(), line.standing()));
        return standings;
    }

    /** Returns the problems' codes and ids. */
    List<String> problems() {
        return migrator().validate().stream().map(SqliteProject::shown).toList();
    }

    private static String shown(Problem problem) {
        return problem.code() + problem.id().map(id -> " " + id).orElse("");
    }

    /** Returns the ledger as {@code TYPE id} or, where it is not EXECUTED, {@code TYPE/ORIGIN id}. */
    List<String> history() {
        return ledger().events().stream().map(SqliteProject::shown).toList();
    }

    private static String shown(LedgerEvent event) {
        String origin = event.origin().name().equals("EXECUTED") ? "" : "/" + event.origin();
        return event.type() + origin + " " + event.id();
    }

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("synchronous", "OFF"); // no test pulls the plug
        return DriverManager.getConnection(url(), properties);
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, statements);
        }
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns the first column of a query's rows. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = connect()) {
            return query(connection, sql);
        }
    }

    static List<String> query(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }

    /** Returns the tables other than the ledger's. */
    List<String> tables() throws SQLException {
        return query(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'migration_ledger%' ORDER BY name");
    }
}
