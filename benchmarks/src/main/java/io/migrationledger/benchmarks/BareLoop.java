package io.migrationledger.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * What somebody writes in an hour: a lock, a table with one row for each file and its checksum, one transaction for each
 * file. It knows nothing of crashes, and splits at {@code ;} and a line's end.
 */
record BareLoop() implements Contender {
    private static final long LOCK = 4711;

    @Override
    public int migrate(Place place, Path directory) throws SQLException {
        Map<String, Long> files = checksums(directory);
        try (Connection connection = connect(place);
                Statement statement = connection.createStatement()) {
            if (pending(statement, files).isEmpty()) {
                return 0;
            }
            lock(place.kind(), statement);
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS done (name VARCHAR(100) PRIMARY KEY, checksum BIGINT NOT NULL)");
            int run = 0;
            for (String name : pending(statement, files)) {
                connection.setAutoCommit(false);
                // SQLite has no lock that outlives a transaction: another loop may have been faster.
                if (place.kind() != Place.Kind.SQLITE || !isDone(statement, name)) {
                    run(directory.resolve(name), files.getOrDefault(name, 0L), statement);
                    run++;
                }
                connection.commit();
                connection.setAutoCommit(true);
            }
            return run;
        }
    }

    @Override
    public int plan(Place place, Path directory) throws SQLException {
        Map<String, Long> files = checksums(directory);
        try (Connection connection = connect(place);
                Statement statement = connection.createStatement()) {
            return pending(statement, files).size();
        }
    }

    static Connection connect(Place place) throws SQLException {
        Properties login = place.login();
        if (place.kind() == Place.Kind.SQLITE) {
            login.setProperty("transaction_mode", "IMMEDIATE");
            login.setProperty("busy_timeout", "60000");
        }
        return DriverManager.getConnection(place.url(), login);
    }

    static void lock(Place.Kind kind, Statement statement) throws SQLException {
        switch (kind) {
            case POSTGRES -> statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            case MYSQL -> statement.execute("SELECT GET_LOCK(CONCAT(DATABASE(), '" + LOCK + "'), 60)");
            case SQLITE -> {
                // each of its transactions is one
            }
        }
    }

    private static void run(Path file, long checksum, Statement statement) throws SQLException {
        for (String sql : read(file).split(";\n", -1)) {
            if (!sql.isBlank()) {
                statement.execute(sql);
            }
        }
        statement.execute("INSERT INTO done VALUES ('" + file.getFileName() + "', " + checksum + ")");
    }

    private static boolean isDone(Statement statement, String name) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT 1 FROM done WHERE name = '" + name + "'")) {
            return row.next();
        }
    }

    /** Returns the names that are not in the table, in order; every one where there is no table. */
    private static List<String> pending(Statement statement, Map<String, Long> files) throws SQLException {
        Map<String, Long> done = new HashMap<>();
        try (ResultSet row = statement.executeQuery("SELECT name, checksum FROM done")) {
            while (row.next()) {
                done.put(row.getString(1), row.getLong(2));
            }
        } catch (SQLException noTable) {
            done.clear();
        }
        done.forEach((name, checksum) -> {
            if (!checksum.equals(files.get(name))) {
                throw new IllegalStateException(name + " has changed");
            }
        });
        return files.keySet().stream()
                .filter(name -> !done.containsKey(name))
                .sorted()
                .toList();
    }

    static Map<String, Long> checksums(Path directory) {
        Map<String, Long> checksums = new HashMap<>();
        try (Stream<Path> paths = Files.list(directory)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                CRC32 checksum = new CRC32();
                checksum.update(Files.readAllBytes(path));
                checksums.put(path.getFileName().toString(), checksum.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return checksums;
    }

    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
