package io.migrationledger.dialect.sqlite;

import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.migration.Migrations;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.sqlite.SQLiteDataSource;

/** What a program does whose classes another class loader has: applies one script and returns how many it completed. */
public final class IsolatedRun implements Function<String, String> {

    /** For the test, which makes it by name. */
    public IsolatedRun() {}

    @Override
    public String apply(String url) {
        try {
            if (url.startsWith("connection:")) {
                SQLiteDataSource source = new SQLiteDataSource();
                source.setUrl(url.substring("connection:".length()));
                try (Connection connection = source.getConnection()) {
                    return run(Migrator.of(connection));
                }
            }
            if (url.startsWith("locked:")) {
                return refused(url.substring("locked:".length()));
            }
            return run(Migrator.of(url, new Properties()));
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String refused(String url) {
        try {
            return run(Migrator.of(url, new Properties()).lockTimeout(Duration.ofMillis(50)));
        } catch (LedgerException e) {
            return e.code() + ": " + e.what();
        }
    }

    private static String run(Migrator.Builder builder) {
        Migrator migrator = builder.source(Migrations.scripts("main", Map.of("0001_a.sql", "CREATE TABLE a (x);")))
                .build();
        return migrator.migrate().completed().size() + " of "
                + migrator.ledger().events().size();
    }
}
