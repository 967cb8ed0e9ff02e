package io.migrationledger.internal.connect;

import static io.migrationledger.ErrorCode.UNKNOWN_DATABASE;

import io.migrationledger.LedgerException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Enumeration;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Connects to a JDBC address. */
public final class JdbcDrivers {
    private JdbcDrivers() {}

    /**
     * Returns a connection. {@link DriverManager} shows this library only those drivers that its own class loader can see,
     * so the thread's is asked, too. A driver is not asked first whether it accepts the address: it would take it apart twice.
     *
     * @throws LedgerException where no driver accepts the address
     * @throws SQLException of the first driver that could not connect, where one accepts the address and none could
     */
    public static Connection connect(String url, Properties properties) throws SQLException {
        SQLException first = null;
        for (Enumeration<Driver> drivers = DriverManager.getDrivers(); drivers.hasMoreElements(); ) {
            try {
                Connection connection = drivers.nextElement().connect(url, properties);
                if (connection != null) {
                    return connection;
                }
            } catch (SQLException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null && isAccepted(url)) {
            throw first;
        }
        for (ClassLoader loader : Dialects.loaders()) {
            try {
                for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
                    Connection connection = accepts(driver, url) ? driver.connect(url, properties) : null;
                    if (connection != null) {
                        return connection;
                    }
                }
            } catch (ServiceConfigurationError e) {
                // a driver that cannot be loaded is as good as none
                continue;
            }
        }
        throw LedgerException.input(
                UNKNOWN_DATABASE,
                "no JDBC driver accepts " + beginning(url) + " addresses",
                "Add the JDBC driver to the class path: that of the database, and where the address names a wrapper,"
                        + " the wrapper's, too.");
    }

    private static boolean isAccepted(String url) {
        for (Enumeration<Driver> drivers = DriverManager.getDrivers(); drivers.hasMoreElements(); ) {
            if (accepts(drivers.nextElement(), url)) {
                return true;
            }
        }
        return false;
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException e) {
            return false;
        }
    }

    /** An address may hold a password; what stands before its first slash does not. */
    private static String beginning(String url) {
        int second = url.indexOf(':', url.indexOf(':') + 1);
        return second < 0 ? "such" : url.substring(0, second + 1);
    }
}
