package io.migrationledger.dialect.sqlite;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.Scratch;
import io.migrationledger.spi.ScriptRules;
import io.migrationledger.spi.SessionOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The driver for SQLite 3.37 or newer through {@code org.xerial:sqlite-jdbc}. */
public final class SqliteDialect implements Dialect {
    static final List<String> FILE_VARIANTS = List.of("sqlite", "sqlite3");

    /** For {@link java.util.ServiceLoader}. */
    public SqliteDialect() {}

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public boolean accepts(String jdbcUrl) {
        return jdbcUrl.startsWith("jdbc:sqlite:");
    }

    @Override
    public Optional<List<String>> fileVariants() {
        return Optional.of(FILE_VARIANTS);
    }

    @Override
    public Optional<ScriptRules> scriptRules(String product) {
        return FILE_VARIANTS.contains(product) ? Optional.of(new SqliteRules()) : Optional.empty();
    }

    /** In memory: it ends with its connection, whatever happens to the program. */
    @Override
    public Optional<Scratch> scratch(String url, Scratch.Opener opener) throws SQLException {
        return Optional.of(Scratch.ofConnection(opener.open("jdbc:sqlite::memory:")));
    }

    @Override
    public DialectSession open(Connection connection, SessionOptions options) {
        if (options.schema().isPresent()) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "SQLite has no schemas",
                    Advice.of("Leave the schema out (", Action.SCHEMA, ")."));
        }
        return new SqliteSession(connection, options);
    }

    @Override
    public Optional<LedgerException> explain(SQLException error) {
        return SqliteErrors.explain(error);
    }
}
