package io.migrationledger;

import io.migrationledger.internal.connect.Dialects;
import io.migrationledger.internal.connect.JdbcDrivers;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.Scratch;
import io.migrationledger.spi.support.JdbcAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/**
 * An empty database for a moment, in which migrations can be tried: in memory for SQLite, a database of its own on the server
 * of PostgreSQL, MySQL and MariaDB. {@link #close} ends it. A program that is killed leaves it behind; the next one that is
 * made on that server removes it, and nothing else: its name begins with {@code ledger_scratch_}, and its lock is free.
 *
 * <p>For one thread at a time.
 */
public final class ScratchDatabase implements AutoCloseable {
    private final Scratch scratch;

    private ScratchDatabase(Scratch scratch) {
        this.scratch = scratch;
    }

    /**
     * Makes a database.
     *
     * @param url the JDBC address of a server, as that of any database on it, which is not touched; {@code jdbc:sqlite:} for
     *     SQLite
     * @param properties {@code user}, {@code password} and whatever else the JDBC driver takes; the account has to be
     *     allowed to make databases
     * @throws LedgerException where no dialect accepts the address, the server cannot be reached, or it refuses
     */
    public static ScratchDatabase open(String url, Properties properties) {
        Dialect dialect = Dialects.forUrl(url);
        try {
            return new ScratchDatabase(dialect.scratch(url, address -> JdbcDrivers.connect(address, properties))
                    .orElseThrow(() -> LedgerException.input(
                            ErrorCode.UNSUITABLE_DATABASE,
                            "the dialect " + dialect.name() + " makes no scratch databases",
                            "Make an empty database yourself, and name its address.")));
        } catch (SQLException e) {
            throw notMade(url, dialect.explain(e), e);
        }
    }

    /** The server is another one than that of the caller's own database: the error says so, and where it is. */
    private static LedgerException notMade(String url, Optional<LedgerException> explained, SQLException error) {
        String server = JdbcAddress.server(url);
        ErrorCode code = explained.map(LedgerException::code).orElse(ErrorCode.DATABASE_ERROR);
        return new LedgerException(
                code,
                "no scratch database could be made" + (server.isEmpty() ? "" : " on " + server) + ": "
                        + explained.map(LedgerException::what).orElseGet(() -> String.valueOf(error.getMessage())),
                LedgerException.NOTHING_CHANGED,
                next(code, error),
                error);
    }

    private static String next(ErrorCode code, SQLException error) {
        if (code != ErrorCode.NO_CONNECTION) {
            return "Name a server for scratch databases on which the account may make them (CREATE DATABASE).";
        }
        // The server took user and password, and refuses the database.
        return String.valueOf(error.getSQLState()).startsWith("42")
                ? "Let the account make databases on the server for scratch databases (the right CREATE), or name another"
                        + " server; a database that the address names has to be there, and open to the account."
                : "Check the address of the server for scratch databases, and user and password there.";
    }

    /** Returns the connection to it, in auto-commit mode; always the same one, and closed with the database. */
    public Connection connection() {
        return scratch.connection();
    }

    /**
     * Ends the database and everything in it.
     *
     * @throws LedgerException where the server cannot be reached any more; the next scratch database there ends this one
     */
    @Override
    public void close() {
        try {
            scratch.close();
        } catch (SQLException e) {
            throw new LedgerException(
                    ErrorCode.DATABASE_ERROR,
                    "a scratch database could not be removed: " + e.getMessage(),
                    "Only the scratch database is left.",
                    "Nothing has to be done: the next scratch database that is made on this server removes it.",
                    e);
        }
    }
}
