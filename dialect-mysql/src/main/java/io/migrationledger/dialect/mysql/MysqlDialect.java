package io.migrationledger.dialect.mysql;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.dialect.mysql.server.MysqlErrors;
import io.migrationledger.dialect.mysql.server.MysqlScratch;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.Scratch;
import io.migrationledger.spi.ScriptRules;
import io.migrationledger.spi.SessionOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The driver for MySQL 8.0 or newer and MariaDB 10.6 or newer, through MySQL's Connector/J or MariaDB's client, each of
 * which reaches either server.
 */
public final class MysqlDialect implements Dialect {

    /** For {@link java.util.ServiceLoader}. */
    public MysqlDialect() {}

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public boolean accepts(String jdbcUrl) {
        return jdbcUrl.startsWith("jdbc:mysql:")
                || jdbcUrl.startsWith("jdbc:mysql+srv:")
                || jdbcUrl.startsWith("jdbc:mariadb:");
    }

    /** Empty: MySQL's client reaches MariaDB and the other way round, so the address does not tell. */
    @Override
    public Optional<List<String>> fileVariants() {
        return Optional.empty();
    }

    @Override
    public Optional<ScriptRules> scriptRules(String product) {
        return MysqlRules.of(product);
    }

    @Override
    public Optional<Scratch> scratch(String url, Scratch.Opener opener) throws SQLException {
        return Optional.of(new MysqlScratch().open(url, opener));
    }

    @Override
    public DialectSession open(Connection connection, SessionOptions options) throws SQLException {
        if (options.schema().isPresent()) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "a schema is a database here, and a ledger stands in the database that it describes",
                    Advice.of("Leave the schema out (", Action.SCHEMA, ") and name the database in the address."));
        }
        return new MysqlSession(connection, options);
    }

    @Override
    public Optional<LedgerException> explain(SQLException error) {
        return MysqlErrors.explain(error);
    }
}
