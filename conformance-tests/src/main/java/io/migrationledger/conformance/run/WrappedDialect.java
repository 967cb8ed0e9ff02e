package io.migrationledger.conformance.run;

import io.migrationledger.LedgerException;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.Scratch;
import io.migrationledger.spi.SessionOptions;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A driver with some of its sessions' methods changed. */
public abstract class WrappedDialect implements Dialect {
    private final Dialect dialect;

    /** Wraps a driver. */
    protected WrappedDialect(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public String name() {
        return dialect.name();
    }

    @Override
    public boolean accepts(String jdbcUrl) {
        return dialect.accepts(jdbcUrl);
    }

    @Override
    public Optional<List<String>> fileVariants() {
        return dialect.fileVariants();
    }

    @Override
    public Optional<LedgerException> explain(SQLException error) {
        return dialect.explain(error);
    }

    @Override
    public Optional<Scratch> scratch(String url, Scratch.Opener opener) throws SQLException {
        return dialect.scratch(url, opener);
    }

    @Override
    public DialectSession open(Connection connection, SessionOptions options) throws SQLException {
        return wrap(dialect.open(connection, options));
    }

    /** Returns the session with {@link #call} in front of it. */
    protected final DialectSession wrap(DialectSession session) {
        return (DialectSession) Proxy.newProxyInstance(
                WrappedDialect.class.getClassLoader(),
                new Class<?>[] {DialectSession.class},
                (proxy, method, arguments) -> call(session, method, arguments));
    }

    /** Answers a call to the session; by default the wrapped session does. */
    protected @Nullable Object call(DialectSession session, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return Calls.pass(session, method, arguments);
    }
}
