package io.migrationledger.testdb;

import java.util.List;

/**
 * A running database server. The ones from {@link TestServers} are shared by all tests of the JVM and stop with it;
 * a test that crashes one brings it back with {@link #restart()} (and if it does not, the next caller of
 * {@link TestServers} does).
 */
public interface TestServer {

    /** The vendor's name as the server itself gives it: {@code PostgreSQL}, {@code MySQL} or {@code MariaDB}. */
    String product();

    /** The version as the server itself gives it, for example {@code 11.4.5-MariaDB}. */
    String version();

    /** The drivers that reach this server; the vendor's own comes first. */
    List<JdbcClient> clients();

    /** An account that may do everything, on the server and not only in one database. */
    String user();

    String password();

    /** The URL of one database, without user and password. */
    String url(JdbcClient client, String database);

    /** Creates an empty database with a name that no other test uses. */
    TestDatabase newDatabase();

    /** Drops a database even where a test left connections open. */
    void drop(TestDatabase database);

    /** False for a server that the tests did not start: then the three methods below throw. */
    boolean canKill();

    /**
     * Kills the server's processes with SIGKILL, as if the machine had lost them, and returns when they are gone. What
     * the kernel was given is kept, so this tests crash recovery, not the disk's promises.
     *
     * @throws UnsupportedOperationException where {@link #canKill()} is false
     */
    void kill();

    /**
     * Stops without a checkpoint or a flush, so that the next start recovers: PostgreSQL's <a
     * href="https://www.postgresql.org/docs/18/server-shutdown.html">immediate shutdown</a>. MySQL and MariaDB have no
     * such thing; there it is {@link #kill()}.
     *
     * @throws UnsupportedOperationException where {@link #canKill()} is false
     */
    void stopImmediately();

    /**
     * Starts the server on the same data directory and the same port, and returns when it answers queries again. Kills
     * it first if it still runs.
     *
     * @throws UnsupportedOperationException where {@link #canKill()} is false
     */
    void restart();

    /** The last lines that the server wrote, for a failure's message; empty for a server that the tests did not start. */
    String log();
}
