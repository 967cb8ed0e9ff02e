package io.migrationledger.cli;

import io.migrationledger.conformance.crash.Breaker;
import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashPoint;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A driver that stands before the real one, by addresses such as {@code jdbc:cut:mysql://…}. The connections that a thread opens
 * through it can be cut off at a call; from then on the thread has none, as if its process had ended.
 */
final class CuttingDriver implements Driver {
    private static final String PREFIX = "jdbc:cut:";
    private static final ThreadLocal<@Nullable Cut> NOW = new ThreadLocal<>();

    static {
        try {
            DriverManager.registerDriver(new CuttingDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Returns the address that leads through this driver to a database. */
    static String before(String url) {
        return PREFIX + url.substring("jdbc:".length());
    }

    /** Cuts at one of those calls that match, counted from 1. */
    static Cut at(CrashPoint.Moment moment, int number, Predicate<String> calls) {
        Cut cut = new Cut(moment, number, calls);
        NOW.set(cut);
        return cut;
    }

    /** What is cut, until it is closed. */
    static final class Cut implements AutoCloseable {
        private final CountedCalls counted = new CountedCalls(this::pass);
        private final List<Connection> opened = new ArrayList<>();
        private final CrashPoint.Moment moment;
        private final int number;
        private final Predicate<String> calls;
        private int met;

        Cut(CrashPoint.Moment moment, int number, Predicate<String> calls) {
            this.moment = moment;
            this.number = number;
            this.calls = calls;
        }

        private boolean pass(CrashPoint point, Connection real) throws Exception {
            if (point.moment() != moment || !calls.test(counted.calls().get(point.call() - 1)) || ++met != number) {
                return true;
            }
            Breaker.CLIENT.breakOff(real);
            return false;
        }

        private Connection wrap(Connection real) {
            opened.add(real);
            return counted.wrap(real);
        }

        /** Returns whether it came to that call. */
        boolean isCut() {
            return counted.isBroken();
        }

        /** Returns how many calls matched. */
        int met() {
            return met;
        }

        @Override
        public void close() throws Exception {
            NOW.remove();
            for (Connection connection : opened) {
                Breaker.CLIENT.breakOff(connection);
            }
        }
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Connection real = DriverManager.getConnection("jdbc:" + url.substring(PREFIX.length()), info);
        Cut cut = NOW.get();
        return cut == null ? real : cut.wrap(real);
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("io.migrationledger");
    }
}
