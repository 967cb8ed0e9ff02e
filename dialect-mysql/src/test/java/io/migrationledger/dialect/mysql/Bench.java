package io.migrationledger.dialect.mysql;

import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.testdb.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An empty database, a connection to set things up with, and migrations from memory. */
final class Bench implements AutoCloseable {
    final Route route;
    final TestDatabase database;
    final Connection connection;
    final JdbcSql sql;

    Bench(Route route) throws SQLException {
        this.route = route;
        this.database = route.running().newDatabase();
        this.connection = database.connect(route.client());
        this.sql = new JdbcSql(connection);
    }

    Connection connect() throws SQLException {
        return database.connect(route.client());
    }

    /** A migrator on a connection of its own, with one migration for each script. */
    Migrator migrator(String... scripts) {
        return builder(scripts).build();
    }

    Migrator migrator(Map<String, String> files) {
        return builder(Migrations.scripts("default", files)).build();
    }

    /** A migrator at another address of this server. */
    Migrator at(String url, String... scripts) {
        return Migrator.of(url, Route.login(database))
                .source(source(scripts))
                .onExisting(OnExisting.RUN)
                .build();
    }

    Migrator.Builder builder(String... scripts) {
        return builder(source(scripts));
    }

    /** Many tests put something there first, hence not as a first run is by itself. */
    private Migrator.Builder builder(MigrationSource source) {
        return Migrator.of(database.url(route.client()), Route.login(database))
                .source(source)
                .onExisting(OnExisting.RUN);
    }

    static MigrationSource source(String... scripts) {
        Map<String, String> files = new java.util.LinkedHashMap<>();
        for (int i = 0; i < scripts.length; i++) {
            files.put("000" + (i + 1) + "_test.sql", scripts[i]);
        }
        return Migrations.scripts("default", files);
    }

    /** A session as a run has it: under the lock, and ready for a migration. */
    DialectSession session() throws SQLException {
        DialectSession session = new MysqlDialect().open(connect(), SessionOptions.DEFAULTS);
        session.tryLock();
        return session;
    }

    static SqlStatement statement(String text) {
        return new SqlStatement(1, text, 1, 1, Optional.empty());
    }

    /** Rows of a query, columns joined by a bar. */
    List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        sql.rows(query).forEach(row -> rows.add(String.join("|", row)));
        return rows;
    }

    List<LedgerEvent> events(Migrator migrator) {
        return migrator.ledger().events();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        database.close();
    }
}
