package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.MigrationScope;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.sql.SqlStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a session has to be where each transaction may have another one. Limits are set for the length of each transaction. What
 * a script's transaction sets is put back before its COMMIT, in the same transaction: so it has the effect that it has in a
 * session, and nothing of it reaches the pool. A ROLLBACK puts it back by itself.
 */
final class PooledState extends SessionState {
    private final JdbcSql sql;
    private final Map<String, String> limits = new LinkedHashMap<>();
    private Map<String, String> wanted = Map.of();
    /** What the limits were in the session that this transaction has. */
    private Map<String, String> found = Map.of();
    /** What the session had before the first statement of this transaction that may change it; null before that. */
    private @Nullable Found before;

    private record Found(Map<String, String> settings, SessionObjects objects) {}

    PooledState(JdbcSql sql, SessionOptions options, Environment environment) {
        super(sql, options, environment);
        this.sql = sql;
        limits.put("idle_in_transaction_session_timeout", "0");
        if (environment.atLeast(17)) {
            limits.put("transaction_timeout", "0");
        }
        if (environment.noticesLostClients()) {
            limits.put("client_connection_check_interval", "1000");
        }
        limits.putAll(ownLimits());
        wanted = limits;
    }

    /** There is no session to enter. */
    @Override
    void enter() {}

    /** There is no session to leave. */
    @Override
    void leave() {}

    @Override
    void beforeMigration(MigrationScope scope) {
        wanted = new LinkedHashMap<>(limits);
        limitsOf(scope, wanted);
    }

    /** Called once a transaction has been begun, before anything else of the session is used. */
    void begun() throws SQLException {
        List<String> columns = new ArrayList<>();
        for (String name : wanted.keySet()) {
            columns.add("current_setting(" + Names.literal(name) + ")");
        }
        // From left to right: what the settings are, then what they are to be.
        String row = "SELECT " + String.join(", ", columns) + ", "
                + ScriptSettings.setting(wanted, true).substring("SELECT ".length());
        List<String> values = sql.row(row).orElseThrow();
        Map<String, String> were = new LinkedHashMap<>();
        int i = 0;
        for (String name : wanted.keySet()) {
            were.put(name, values.get(i++));
        }
        found = were;
    }

    @Override
    void before(SqlStatement statement, boolean first, boolean maySet, boolean inTransaction) throws SQLException {
        if (maySet && inTransaction) {
            remember();
        }
        super.before(statement, first, maySet && inTransaction, inTransaction);
    }

    @Override
    void beforeCode(boolean inTransaction) throws SQLException {
        if (inTransaction) {
            remember();
            super.beforeCode(true);
        }
    }

    private void remember() throws SQLException {
        if (before != null) {
            return;
        }
        Map<String, String> settings = new LinkedHashMap<>();
        for (List<String> row : sql.rows("SELECT name, setting FROM pg_catalog.pg_settings WHERE source = 'session'"
                + " AND context IN ('user', 'superuser')"
                + " AND name NOT IN ('transaction_isolation', 'transaction_read_only', 'transaction_deferrable')")) {
            settings.put(row.get(0), row.get(1));
        }
        SessionObjects objects = new SessionObjects(sql);
        objects.enter(List.of());
        refer(settings);
        before = new Found(settings, objects);
    }

    /** The session goes back to the pool with the COMMIT. What waits for it runs first, as the script has set it. */
    @Override
    void beforeCommit() throws SQLException {
        super.beforeCommit();
        Found was = before;
        if (was == null) {
            return;
        }
        Map<String, String> back = new LinkedHashMap<>(was.settings);
        back.keySet().removeAll(found.keySet());
        sql.execute("SET CONSTRAINTS ALL IMMEDIATE");
        List<String> message = rolesOfTheLedger();
        message.add("RESET ALL");
        if (!back.isEmpty()) {
            message.add(ScriptSettings.setting(back, false));
        }
        found.forEach((name, value) -> message.add(ScriptSettings.setting(Map.of(name, value), false)
                + " WHERE current_setting(" + Names.literal(name) + ") <> " + Names.literal(value)));
        was.objects.putBack(message);
    }

    /** Roles were put back before it, as all else. */
    @Override
    void committed() throws SQLException {
        forgetRoles();
        super.committed();
        forget();
    }

    @Override
    void rolledBack() {
        super.rolledBack();
        forget();
    }

    private void forget() {
        before = null;
        found = Map.of();
        refer(Map.of());
    }

    /** A statement that runs alone finds the limits of the pool's sessions. */
    @Override
    Map<String, String> needlessLimits() {
        return Map.of();
    }
}
