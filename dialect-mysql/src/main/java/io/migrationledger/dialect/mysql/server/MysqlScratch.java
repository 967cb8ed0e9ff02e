package io.migrationledger.dialect.mysql.server;

import io.migrationledger.migration.Sha256;
import io.migrationledger.spi.support.JdbcAddress;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.spi.support.ScratchServer;
import java.sql.SQLException;
import java.util.List;

/**
 * Databases for a moment on a server of MySQL or MariaDB. A named lock belongs to one server and a database to all of a
 * cluster, so that the names tell the server.
 */
public final class MysqlScratch extends ScratchServer {
    private static final int PLACE_LENGTH = 12;

    /** For the dialect. */
    public MysqlScratch() {}

    @Override
    protected String place(JdbcSql server) throws SQLException {
        String host = server.value("SELECT CONCAT(@@hostname, ':', @@port, ':', @@datadir)");
        return Sha256.hex(host).substring(0, PLACE_LENGTH);
    }

    /** Those that the account may see. An underscore in a pattern stands for any character. */
    @Override
    protected List<String> databases(JdbcSql server, String prefix) throws SQLException {
        return server.values("SHOW DATABASES LIKE '" + prefix + "%'");
    }

    @Override
    protected boolean tryLock(JdbcSql server, String name) throws SQLException {
        return "1".equals(server.value("SELECT GET_LOCK('" + name + "', 0)"));
    }

    @Override
    protected void unlock(JdbcSql server, String name) throws SQLException {
        server.value("SELECT RELEASE_LOCK('" + name + "')");
    }

    @Override
    protected void create(JdbcSql server, String name) throws SQLException {
        server.execute("CREATE DATABASE " + name);
    }

    @Override
    protected void drop(JdbcSql server, String name) throws SQLException {
        server.execute("DROP DATABASE IF EXISTS " + name);
    }

    @Override
    protected String address(String url, String name) {
        return JdbcAddress.withDatabase(url, name);
    }
}
