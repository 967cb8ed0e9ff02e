package io.migrationledger.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * The bare loop with the writes that the ledger's promise needs, and nothing else of it: an event for the beginning of each
 * migration and one for its end, chained by their hashes; where a statement commits by itself, one that tells which statement
 * runs next, and a look at its table before. They share their commits as the ledger's do. It cannot resume, splits at {@code
 * ;}, and checks nothing. What the ledger costs beyond this is its own.
 */
record NecessaryLoop() implements Contender {

    @Override
    public int migrate(Place place, Path directory) throws SQLException {
        List<String> names = List.copyOf(new TreeMap<>(BareLoop.checksums(directory)).keySet());
        try (Connection connection = BareLoop.connect(place);
                Statement statement = connection.createStatement()) {
            BareLoop.lock(place.kind(), statement);
            Events events = new Events(statement);
            statement.execute("CREATE TABLE events (sequence BIGINT PRIMARY KEY, event VARCHAR(16) NOT NULL,"
                    + " migration VARCHAR(200) NOT NULL, checksum CHAR(64) NOT NULL, run_id VARCHAR(100) NOT NULL,"
                    + " recorded_at VARCHAR(32) NOT NULL, detail TEXT NOT NULL, previous_hash CHAR(64) NOT NULL,"
                    + " hash CHAR(64) NOT NULL)");
            boolean apart = place.kind() == Place.Kind.MYSQL;
            for (int i = 0; i < names.size(); i++) {
                List<String> statements = statements(directory, names.get(i));
                if (i == 0) {
                    events.add("STARTED", names.get(0), statements.get(0));
                    intend(apart, events, names.get(0), statements.get(0));
                    events.write();
                }
                run(connection, events, names.get(i), statements, apart);
                events.add("APPLIED", names.get(i), statements.get(0));
                if (i + 1 < names.size()) {
                    String next = statements(directory, names.get(i + 1)).get(0);
                    events.add("STARTED", names.get(i + 1), next);
                    intend(apart, events, names.get(i + 1), next);
                }
                events.write();
                connection.commit();
                connection.setAutoCommit(true);
            }
            return names.size();
        }
    }

    private static List<String> statements(Path directory, String name) {
        return Arrays.stream(BareLoop.read(directory.resolve(name)).split(";\n", -1))
                .filter(sql -> !sql.isBlank())
                .toList();
    }

    private static void run(Connection connection, Events events, String name, List<String> statements, boolean apart)
            throws SQLException {
        connection.setAutoCommit(false);
        for (String sql : statements) {
            if (!sql.equals(statements.get(0)) && intend(apart, events, name, sql)) {
                events.write();
                connection.commit();
            }
            events.statement.execute(sql);
        }
    }

    /** Stages what has to be known before a statement that commits by itself. */
    private static boolean intend(boolean apart, Events events, String name, String sql) throws SQLException {
        boolean intended = apart && sql.startsWith("CREATE");
        if (intended) {
            events.look(sql);
            events.add("STEP", name, sql);
        }
        return intended;
    }

    @Override
    public int plan(Place place, Path directory) throws SQLException {
        return new BareLoop().plan(place, directory);
    }

    /** Events that are written together. */
    private static final class Events {
        private final Statement statement;
        private final List<String> rows = new ArrayList<>();
        private String previous = "0".repeat(64);
        private long sequence;

        Events(Statement statement) {
            this.statement = statement;
        }

        void add(String event, String migration, String text) {
            sequence++;
            String row = sequence + ", '" + event + "', '" + migration + "', '" + hash(text)
                    + "', '00000000-0000-0000-0000-000000000000', '" + Instant.now()
                    + "', '{\"statements\":4,\"strategy\":\"TRANSACTIONAL\",\"description\":\"step\"}', '" + previous
                    + "'";
            previous = hash(row);
            rows.add("(" + row + ", '" + previous + "')");
        }

        void write() throws SQLException {
            statement.execute("INSERT INTO events VALUES " + String.join(", ", rows));
            rows.clear();
        }

        /** The table's definition before the statement: by it a later run tells whether the statement took effect. */
        void look(String sql) throws SQLException {
            String[] words = sql.split(" ");
            String table = words[1].equals("INDEX") ? words[4] : words[2];
            try (ResultSet definition = statement.executeQuery("SHOW CREATE TABLE " + table)) {
                while (definition.next()) {
                    hash(definition.getString(2));
                }
            } catch (SQLException absent) {
                hash("absent");
            }
        }

        private static String hash(String text) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
