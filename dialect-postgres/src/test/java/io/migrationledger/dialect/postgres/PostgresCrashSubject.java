package io.migrationledger.dialect.postgres;

import io.migrationledger.conformance.crash.CrashSubject;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Migrations, one of them without a statement, and a repeatable one: DDL, inserts, updates that must not run twice, a
 * function, COPY, an enum's value that is used at once, indexes built concurrently, alone and among other statements, and
 * sessions in which the ledger's own statements would fail: another role, a limit, read-only transactions.
 */
public final class PostgresCrashSubject implements CrashSubject {

    @Override
    public CrashDatabase newDatabase() {
        TestDatabase database = TestServers.postgres().newDatabase();
        return new CrashDatabase(database.url(), database.user(), database.password(), database);
    }

    @Override
    public MigrationSource migrations() {
        return Migrations.classpath("crash");
    }

    @Override
    public List<String> dump(Connection connection) throws SQLException {
        List<String> facts = new ArrayList<>();
        facts.addAll(lines(connection, """
                SELECT c.relkind::text || ' ' || c.relname || ' ' || COALESCE(pg_get_indexdef(i.indexrelid), '') || ' ' || c.relowner::regrole
                       || ' ' || COALESCE(i.indisvalid AND i.indisready AND i.indislive, true)
                FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
                WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'migration_ledger%' ORDER BY 1"""));
        facts.addAll(lines(connection, """
                SELECT attrelid::regclass || '.' || attname || ' ' || format_type(atttypid, atttypmod) FROM pg_attribute
                WHERE attrelid IN ('accounts'::regclass, 'transfers'::regclass) AND attnum > 0 ORDER BY 1"""));
        facts.addAll(lines(connection, "SELECT proname || prosrc FROM pg_proc WHERE proname = 'transfer'"));
        facts.addAll(lines(connection, "SELECT enumlabel FROM pg_enum ORDER BY enumsortorder"));
        facts.addAll(lines(connection, "SELECT a::text FROM accounts a ORDER BY id"));
        // Not the numbers: identity columns count what was rolled back, too.
        facts.addAll(lines(connection, "SELECT amount::text FROM transfers ORDER BY 1"));
        return facts;
    }

    private static List<String> lines(Connection connection, String query) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                lines.add(row.getString(1));
            }
        }
        return lines;
    }
}
