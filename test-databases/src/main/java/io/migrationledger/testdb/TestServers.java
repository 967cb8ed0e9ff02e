package io.migrationledger.testdb;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * The servers. Each is started when it is first asked for, once per JVM, and ends with the JVM.
 *
 * <p>{@code LEDGER_TEST_POSTGRES_URL}, {@code LEDGER_TEST_MYSQL_URL} and {@code LEDGER_TEST_MARIADB_URL} name a server
 * to use in place of an embedded one. A server that cannot run aborts the test with the reason (JUnit reports it as
 * skipped); with {@code LEDGER_REQUIRE_SERVERS=true} it fails the test.
 */
@SuppressWarnings("ImmutableEnumChecker") // each constant holds the one server that it started
public enum TestServers {
    POSTGRES("LEDGER_TEST_POSTGRES_URL", PostgresEngine::newest),
    /** The oldest version that is supported. */
    POSTGRES_13(null, PostgresEngine::oldest),
    MARIADB("LEDGER_TEST_MARIADB_URL", MariadbEngine::new),
    /** Debian 12's package, where it is installed. */
    MARIADB_10_11(null, DebianMariadbEngine::new),
    MYSQL_8_0_12("LEDGER_TEST_MYSQL_URL", MysqlEngine::mysql8012),
    /** Only with {@code LEDGER_TEST_MYSQL_8033=true}, for its archive has 528 MB. */
    MYSQL_8_0_33(null, MysqlEngine::mysql8033);

    private static final String WITH_8_0_33 = "LEDGER_TEST_MYSQL_8033";

    private final @Nullable String urlVariable;
    private final Supplier<Engine> engine;
    private @Nullable TestServer running;
    private @Nullable RuntimeException failure;

    TestServers(@Nullable String urlVariable, Supplier<Engine> engine) {
        this.urlVariable = urlVariable;
        this.engine = engine;
    }

    public static TestServer postgres() {
        return POSTGRES.get();
    }

    public static TestServer mariadb() {
        return MARIADB.get();
    }

    public static TestServer mysql8012() {
        return MYSQL_8_0_12.get();
    }

    public static TestServer mysql8033() {
        return MYSQL_8_0_33.get();
    }

    /**
     * The running server; one that a test crashed and left is restarted.
     *
     * @throws TestAbortedException if it cannot run here
     * @throws AssertionFailedError in its place, where servers are required
     */
    public synchronized TestServer get() {
        if (this == MYSQL_8_0_33) {
            checkWanted8033();
        }
        RuntimeException known = failure;
        if (known != null) {
            throw Availability.unavailable(toString(), known);
        }
        TestServer server = running;
        try {
            if (server == null) {
                server = start();
                running = server;
            } else if (server instanceof EmbeddedServer embedded && !embedded.isAlive()) {
                embedded.restart();
            }
            return server;
        } catch (RuntimeException e) {
            failure = e;
            throw Availability.unavailable(toString(), e);
        }
    }

    private TestServer start() {
        String url = urlVariable == null ? null : System.getenv(urlVariable);
        if (url != null && !url.isBlank()) {
            return ExternalServer.at(url, engine.get().clients());
        }
        if (!System.getProperty("os.name").equals("Linux")
                || !List.of("amd64", "x86_64").contains(System.getProperty("os.arch"))) {
            throw new ServerUnavailableException("the embedded servers are programs for Linux on x86_64"
                    + (urlVariable == null ? "" : "; name a server of your own in " + urlVariable));
        }
        return EmbeddedServer.start(engine.get());
    }

    /** Aborts a test of MySQL 8.0.33 where nobody has asked for it. */
    static void checkWanted8033() {
        if (!Availability.isSet(WITH_8_0_33)) {
            throw new TestAbortedException("MySQL 8.0.33 runs only with " + WITH_8_0_33 + "=true (or -Pmysql-8.0.33)");
        }
    }
}
