package io.migrationledger.adopt;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * SQLite databases in the directory of the one at hand, in which a tool keeps its tables as it does in a schema elsewhere.
 * Opened to read only, each once, and closed with this. Confined to one thread.
 */
final class FilesBeside implements AutoCloseable {
    /** SQLITE_OPEN_READONLY and SQLITE_OPEN_URI (https://www.sqlite.org/c3ref/open.html). */
    private static final String READ_ONLY = String.valueOf(0x1 | 0x40);

    private final Connection connection;
    private final Map<Path, Connection> open = new LinkedHashMap<>();

    /** @param connection the database at hand; other files are looked for where it is SQLite, and else none is there */
    FilesBeside(Connection connection) {
        this.connection = connection;
    }

    /**
     * Returns the file that has a schema's name. sqitch, which does this, puts the registry's name in place of the database's
     * up to its first full stop, {@code shop.db} and {@code sqitch.db}; a name with a full stop is the whole name
     * (https://sqitch.org/docs/manual/sqitch-target/).
     *
     * @return empty where there is no such file, or the database at hand is none or is in memory
     */
    Optional<Path> named(String schema) throws SQLException {
        Optional<Path> own = file();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        String name = String.valueOf(own.get().getFileName());
        int dot = name.indexOf('.');
        Path beside = own.get().resolveSibling(schema.contains(".") || dot < 0 ? schema : schema + name.substring(dot));
        return Files.isRegularFile(beside) && !beside.equals(own.get()) ? Optional.of(beside) : Optional.empty();
    }

    private Optional<Path> file() throws SQLException {
        if (!connection.getMetaData().getDatabaseProductName().equals("SQLite")) {
            return Optional.empty();
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT file FROM pragma_database_list WHERE name = 'main'")) {
            return row.next()
                    ? Optional.ofNullable(row.getString(1))
                            .filter(text -> !text.isEmpty())
                            .map(Path::of)
                    : Optional.empty();
        }
    }

    /**
     * Returns a connection to one of these files.
     *
     * @throws LedgerException where it cannot be opened
     */
    Connection open(Path file) {
        return open.computeIfAbsent(file, path -> {
            Properties properties = new Properties();
            properties.setProperty("open_mode", READ_ONLY);
            try {
                return DriverManager.getConnection("jdbc:sqlite:" + path.toUri(), properties);
            } catch (SQLException e) {
                throw new LedgerException(
                        ErrorCode.UNREADABLE_FILE,
                        path + ", beside this database, cannot be opened to read (" + e.getMessage() + ")",
                        LedgerException.NOTHING_CHANGED,
                        "Check that this user may read it, and that it is a database of SQLite.",
                        e);
            }
        });
    }

    @Override
    public void close() throws SQLException {
        for (Connection one : open.values()) {
            one.close();
        }
    }
}
