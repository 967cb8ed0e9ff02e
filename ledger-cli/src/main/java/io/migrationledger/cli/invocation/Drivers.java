package io.migrationledger.cli.invocation;

import io.migrationledger.Migrator;
import io.migrationledger.spi.Dialect;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * The databases that come with the command, by name, so that a start loads the classes of one and looks up no service:
 * {@link java.sql.DriverManager} would load every JDBC driver. Anything else is found as a library finds it.
 */
public final class Drivers {
    private record Bundled(String prefix, String dialect, String driver) {}

    private static final Path LINUX_HOST = Path.of("/proc/sys/kernel/hostname");
    /** PostgreSQL keeps 63 bytes of an application's name. */
    private static final int LONGEST_HOST = 40;

    private static final List<Bundled> BUNDLED = List.of(
            new Bundled("jdbc:sqlite:", "io.migrationledger.dialect.sqlite.SqliteDialect", "org.sqlite.JDBC"),
            new Bundled(
                    "jdbc:postgresql:", "io.migrationledger.dialect.postgres.PostgresDialect", "org.postgresql.Driver"),
            new Bundled("jdbc:mysql:", "io.migrationledger.dialect.mysql.MysqlDialect", "com.mysql.cj.jdbc.Driver"),
            new Bundled("jdbc:mariadb:", "io.migrationledger.dialect.mysql.MysqlDialect", "org.mariadb.jdbc.Driver"));

    private Drivers() {}

    /**
     * Begins a migrator on a JDBC address.
     *
     * @param opened hears of each connection, where the database is one that comes with the command
     * @throws io.migrationledger.LedgerException where no dialect accepts the address, naming the module to add
     */
    static Migrator.Builder migrator(String url, Properties properties, Consumer<Connection> opened) {
        for (Bundled bundled : BUNDLED) {
            if (url.startsWith(bundled.prefix)) {
                try {
                    Dialect dialect = (Dialect) create(bundled.dialect);
                    Driver driver = (Driver) create(bundled.driver);
                    name(bundled.prefix, url, properties);
                    return Migrator.of(new DriverDataSource(driver, url, properties, opened))
                            .address(url)
                            .dialect(dialect);
                } catch (ReflectiveOperationException e) {
                    break; // not in this build, or under another name: the service loader knows
                }
            }
        }
        return Migrator.of(url, properties);
    }

    /** Tells the server who connects, unless the address does: who waits for the lock reads it. */
    private static void name(String prefix, String url, Properties properties) {
        String process =
                "ledger" + host() + ", process " + ProcessHandle.current().pid();
        if (prefix.equals("jdbc:postgresql:")) {
            // The parameters of the address win (https://jdbc.postgresql.org/documentation/use/).
            properties.setProperty("ApplicationName", process);
        } else if (!prefix.equals("jdbc:sqlite:") && !url.contains("connectionAttributes")) {
            properties.setProperty("connectionAttributes", "program_name:" + process.replace(",", ""));
        }
    }

    /** Returns {@code  on HOST} where the machine's name is known without asking the network. */
    private static String host() {
        String name = Objects.requireNonNullElse(System.getenv("COMPUTERNAME"), "");
        try {
            if (Files.isReadable(LINUX_HOST)) {
                name = Files.readString(LINUX_HOST).strip();
            }
        } catch (IOException e) {
            return ""; // as where the system has no such file
        }
        return name.isEmpty() ? "" : " on " + name.substring(0, Math.min(name.length(), LONGEST_HOST));
    }

    private static Object create(String name)
            throws ClassNotFoundException, NoSuchMethodException, InvocationTargetException, InstantiationException,
                    IllegalAccessException {
        return Class.forName(name).getConstructor().newInstance();
    }
}
