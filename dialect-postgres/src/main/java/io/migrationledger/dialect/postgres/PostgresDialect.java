package io.migrationledger.dialect.postgres;

import io.migrationledger.LedgerException;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.Scratch;
import io.migrationledger.spi.ScriptRules;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.support.LeaseLock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The driver for PostgreSQL 13 or newer through {@code org.postgresql:postgresql}. */
public final class PostgresDialect implements Dialect {
    static final List<String> FILE_VARIANTS = List.of("postgres", "postgresql");

    private final Duration leaseTime;

    /** For {@link java.util.ServiceLoader}. */
    public PostgresDialect() {
        this(LeaseLock.TIME);
    }

    /** For tests that wait for the end of a lease. */
    PostgresDialect(Duration leaseTime) {
        this.leaseTime = leaseTime;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public boolean accepts(String jdbcUrl) {
        return jdbcUrl.startsWith("jdbc:postgresql:");
    }

    @Override
    public Optional<List<String>> fileVariants() {
        return Optional.of(FILE_VARIANTS);
    }

    @Override
    public Optional<ScriptRules> scriptRules(String product) {
        return FILE_VARIANTS.contains(product) ? Optional.of(new PostgresRules()) : Optional.empty();
    }

    @Override
    public Optional<Scratch> scratch(String url, Scratch.Opener opener) throws SQLException {
        return Optional.of(new PostgresScratch().open(url, opener));
    }

    @Override
    public DialectSession open(Connection connection, SessionOptions options) {
        return new PostgresSession(connection, options, leaseTime);
    }

    @Override
    public Optional<LedgerException> explain(SQLException error) {
        return PostgresErrors.explain(error);
    }
}
