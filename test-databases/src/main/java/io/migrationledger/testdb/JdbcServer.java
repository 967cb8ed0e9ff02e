package io.migrationledger.testdb;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** What a server does through SQL alone, whoever started it. */
abstract class JdbcServer implements TestServer {
    /** Differs from one JVM to the next, for a server that outlives them. */
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private String product = "";
    private String version = "";

    /** A database that always exists. */
    abstract String adminDatabase();

    private JdbcClient client() {
        return clients().get(0);
    }

    private boolean isPostgres() {
        return client() == JdbcClient.POSTGRESQL;
    }

    Connection admin() throws SQLException {
        return DriverManager.getConnection(url(client(), adminDatabase()), user(), password());
    }

    /** Asks who answers; fails as long as nobody does. */
    final void identify() throws SQLException {
        try (Connection connection = admin()) {
            DatabaseMetaData answer = connection.getMetaData();
            product = answer.getDatabaseProductName();
            version = answer.getDatabaseProductVersion();
        }
    }

    @Override
    public String product() {
        return product;
    }

    @Override
    public String version() {
        return version;
    }

    private int major() {
        return Integer.parseInt(version.split("\\D", 2)[0]);
    }

    /**
     * PostgreSQL copies the template's files: to write each of their pages to the log, its default since 15, takes twice as
     * long to make and to drop (https://www.postgresql.org/docs/18/sql-createdatabase.html).
     */
    @Override
    public TestDatabase newDatabase() {
        String name = "t_" + RUN + "_" + COUNTER.incrementAndGet();
        try (Connection connection = admin();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + (isPostgres() && major() >= 15 ? " STRATEGY FILE_COPY" : ""));
        } catch (SQLException e) {
            throw new IllegalStateException(this + " cannot create a database\n" + log(), e);
        }
        return new TestDatabase(this, name, url(client(), name), user(), password());
    }

    @Override
    public void drop(TestDatabase database) {
        try (Connection connection = admin();
                Statement statement = connection.createStatement()) {
            if (isPostgres()) {
                statement.execute("DROP DATABASE IF EXISTS " + database.name() + " WITH (FORCE)");
            } else {
                endSessions(statement, database.name());
                statement.execute("DROP DATABASE IF EXISTS " + database.name());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(this + " cannot drop " + database.name() + "\n" + log(), e);
        }
    }

    /** An open transaction's metadata lock would make DROP DATABASE wait for a year, which is the default limit. */
    private static void endSessions(Statement statement, String database) throws SQLException {
        List<Long> sessions = new ArrayList<>();
        try (ResultSet found =
                statement.executeQuery("SELECT id FROM information_schema.processlist WHERE db = '" + database + "'")) {
            while (found.next()) {
                sessions.add(found.getLong(1));
            }
        }
        for (Long session : sessions) {
            try {
                statement.execute("KILL " + session);
            } catch (SQLException e) {
                if (e.getErrorCode() != 1094) { // unknown thread: it ended by itself
                    throw e;
                }
            }
        }
    }

    @Override
    public String toString() {
        return product + " " + version;
    }
}
