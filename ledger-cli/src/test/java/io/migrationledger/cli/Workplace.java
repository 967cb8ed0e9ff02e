package io.migrationledger.cli;

import io.migrationledger.cli.settings.Surroundings;
import io.migrationledger.cli.terminal.AnswerStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

/** A directory in which somebody types commands; what they print is read with {@code DIR} for its path. */
final class Workplace {
    private final Path directory;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private boolean terminal;
    private boolean full;
    private Optional<String> typedPassword = Optional.empty();
    private Optional<String> typedLine = Optional.empty();

    Workplace(Path directory) {
        this.directory = directory;
    }

    /** What a command did. */
    record Result(int code, String out, String err) {}

    Workplace environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Workplace terminal() {
        terminal = true;
        return this;
    }

    /** Answers go to a disk that has no room left. */
    Workplace fullDisk() {
        full = true;
        return this;
    }

    Workplace typesPassword(String password) {
        typedPassword = Optional.of(password);
        return this;
    }

    /** Sits at a terminal, and types this when asked. */
    Workplace types(String line) {
        typedLine = Optional.of(line);
        return this;
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    Path database() {
        return path("ledger.db");
    }

    Workplace file(String name, String text) {
        try {
            Path file = path(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Workplace migration(String name, String text) {
        return file("migrations/" + name, text);
    }

    /** Two migrations that can be taken back. */
    Workplace shop() {
        return migration("0001_create_users.sql", "CREATE TABLE users (id INTEGER, name TEXT);\n")
                .migration("0001_create_users.down.sql", "DROP TABLE users;\n")
                .migration(
                        "0002_add_mira.sql",
                        "INSERT INTO users VALUES (1, 'Mira');\nINSERT INTO users VALUES (2, 'Jo');\n")
                .migration("0002_add_mira.down.sql", "DELETE FROM users;\n");
    }

    Result run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code;
        try (PrintStream outStream = new AnswerStream(full ? new FullDisk() : out);
                PrintStream errStream = new PrintStream(err, false, StandardCharsets.UTF_8)) {
            Surroundings surroundings = new Surroundings(
                    outStream,
                    errStream,
                    Map.copyOf(environment),
                    directory,
                    terminal,
                    terminal,
                    () -> typedPassword,
                    typedLine.map(line -> () -> line),
                    Optional.empty());
            code = Dispatch.run(surroundings, args);
        }
        return new Result(code, text(out), text(err));
    }

    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    private String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8)
                .replace(System.lineSeparator(), "\n")
                .replace(directory.toString(), "DIR");
    }

    /** Returns the bytes of the database file, empty where there is none. */
    byte[] databaseBytes() {
        try {
            return Files.exists(database()) ? Files.readAllBytes(database()) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Executes a statement behind the ledger's back. */
    void sql(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the first column of the first row. */
    String query(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
