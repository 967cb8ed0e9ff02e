package io.migrationledger.dialect.mysql;

import io.migrationledger.conformance.crash.CrashSubject;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.testdb.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DDL of every class, and between it DML that must not run twice. */
public final class MysqlCrashSubject implements CrashSubject {
    private final @Nullable Route route;

    /** For child processes, which are given an address. */
    public MysqlCrashSubject() {
        this(null);
    }

    MysqlCrashSubject(@Nullable Route route) {
        this.route = route;
    }

    @Override
    public CrashDatabase newDatabase() {
        if (route == null) {
            throw new IllegalStateException("a child process is given its database");
        }
        TestDatabase database = route.running().newDatabase();
        makeRole(route, database);
        return new CrashDatabase(database.url(route.client()), database.user(), database.password(), database::close);
    }

    /** A role belongs to the whole server; without a right of its own it changes nothing but the session. */
    private static void makeRole(Route route, TestDatabase database) {
        try (Connection connection = database.connect(route.client())) {
            JdbcSql sql = new JdbcSql(connection);
            sql.execute("CREATE ROLE IF NOT EXISTS crash_role");
            if (!route.isMariadb()) { // there, whoever makes a role has it
                sql.execute("GRANT crash_role TO CURRENT_USER()");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public MigrationSource migrations() {
        return Migrations.classpath("crash");
    }

    @Override
    public List<String> dump(Connection connection) throws SQLException {
        JdbcSql sql = new JdbcSql(connection);
        List<String> facts = new ArrayList<>();
        for (List<String> table : sql.rows("SELECT table_name, table_type FROM information_schema.tables"
                + " WHERE table_schema = DATABASE() AND table_name NOT LIKE 'migration\\_ledger%' ORDER BY 1")) {
            String name = Name.quote(table.get(0));
            String shown = sql.row("SHOW CREATE TABLE " + name).orElseThrow().get(1);
            facts.add(shown.replaceAll(" AUTO_INCREMENT=\\d+", "").replace(connection.getCatalog(), "db"));
            sql.rows("SELECT * FROM " + name).stream()
                    .map(row -> table.get(0) + row)
                    .sorted()
                    .forEach(facts::add);
        }
        sql.rows("SELECT event_name, event_definition, event_comment, status FROM information_schema.events"
                        + " WHERE event_schema = DATABASE() ORDER BY 1")
                .forEach(row -> facts.add("EVENTS" + row));
        for (String kind : List.of("TRIGGERS", "ROUTINES")) {
            boolean trigger = kind.equals("TRIGGERS");
            String columns = trigger ? "trigger_name, action_statement" : "routine_name, routine_definition";
            String schema = trigger ? "trigger_schema" : "routine_schema";
            sql.rows("SELECT " + columns + " FROM information_schema." + kind + " WHERE " + schema
                            + " = DATABASE() ORDER BY 1")
                    .forEach(row -> facts.add(kind + row));
        }
        return facts;
    }
}
