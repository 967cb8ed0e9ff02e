package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.support.JdbcAddress;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.spi.support.ScratchServer;
import java.sql.SQLException;
import java.util.List;

/**
 * Databases for a moment on a server of PostgreSQL. An advisory lock belongs to the database of its connection, so that the
 * number of that one stands in the names: who comes from another database leaves them alone. A database of another account
 * is left to that account.
 */
final class PostgresScratch extends ScratchServer {
    @Override
    protected String place(JdbcSql server) throws SQLException {
        return server.value("SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()");
    }

    @Override
    protected List<String> databases(JdbcSql server, String prefix) throws SQLException {
        return server.values("SELECT datname FROM pg_catalog.pg_database WHERE pg_catalog.starts_with(datname, '"
                + prefix + "') AND pg_catalog.pg_has_role(datdba, 'USAGE')");
    }

    @Override
    protected boolean tryLock(JdbcSql server, String name) throws SQLException {
        return "t".equals(server.value("SELECT pg_catalog.pg_try_advisory_lock(" + PostgresLock.key(name) + ")"));
    }

    @Override
    protected void unlock(JdbcSql server, String name) throws SQLException {
        server.value("SELECT pg_catalog.pg_advisory_unlock(" + PostgresLock.key(name) + ")");
    }

    @Override
    protected void create(JdbcSql server, String name) throws SQLException {
        server.execute("CREATE DATABASE " + name);
    }

    /** A session that a killed program left may still be at work there. */
    @Override
    protected void drop(JdbcSql server, String name) throws SQLException {
        server.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    @Override
    protected String address(String url, String name) {
        return JdbcAddress.withDatabase(url, name);
    }
}
