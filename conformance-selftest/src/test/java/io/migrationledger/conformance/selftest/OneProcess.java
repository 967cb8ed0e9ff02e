package io.migrationledger.conformance.selftest;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** SQLite for one process at a time: the first connection to a file shuts other processes out until the last is closed. */
public final class OneProcess implements Driver {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String PREFIX = "jdbc:sqlite:one-process:";
    private static final int BUSY = 5;
    private static final Map<String, Users> OPEN = new HashMap<>();

    private static boolean registered;

    private OneProcess() {}

    /** Makes {@link #address} mean something to {@link DriverManager}. */
    static synchronized void register() throws SQLException {
        if (!registered) {
            registered = true;
            // The first driver that accepts an address has it, and SQLite's accepts these, too.
            Driver sqlite = DriverManager.getDriver(SQLITE);
            DriverManager.deregisterDriver(sqlite);
            DriverManager.registerDriver(new OneProcess());
            DriverManager.registerDriver(sqlite);
        }
    }

    /** Returns the address of a file. */
    static String address(Path file) {
        return PREFIX + file;
    }

    /** The connections of this process to one file, and the lock that shuts others out. */
    private static final class Users {
        private final FileChannel channel;
        private final FileLock lock;
        private int count;

        Users(FileChannel channel, FileLock lock) {
            this.channel = channel;
            this.lock = lock;
        }
    }

    @Override
    public @Nullable Connection connect(String url, Properties login) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        String file = url.substring(PREFIX.length());
        enter(file);
        Connection real = DriverManager.getConnection(SQLITE + file, login);
        AtomicBoolean left = new AtomicBoolean();
        return (Connection) Proxy.newProxyInstance(
                OneProcess.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        boolean ends = method.getName().equals("close")
                                || method.getName().equals("abort");
                        if (ends && left.compareAndSet(false, true)) {
                            leave(file);
                        }
                    }
                });
    }

    private static synchronized void enter(String file) throws SQLException {
        Users users = OPEN.get(file);
        if (users == null) {
            try {
                FileChannel channel = FileChannel.open(
                        Path.of(file + ".process"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock();
                if (lock == null) {
                    channel.close();
                    throw new SQLException("another process has opened the file", "", BUSY);
                }
                users = new Users(channel, lock);
            } catch (IOException e) {
                throw new SQLException(e);
            }
            OPEN.put(file, users);
        }
        users.count++;
    }

    private static synchronized void leave(String file) throws IOException {
        Users users = OPEN.get(file);
        if (users != null && --users.count == 0) {
            OPEN.remove(file);
            users.lock.release();
            users.channel.close();
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties login) {
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
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("it logs nothing");
    }
}
