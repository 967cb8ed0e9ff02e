package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.MigrationScope;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.sql.SqlStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings, roles and temporary things of the session: the same at the beginning of each migration, and at the end as the
 * caller had them. What has to change between two migrations is sent in one message.
 */
class SessionState {
    /** Long enough for short transactions to end, short enough not to let a queue grow behind the waiting statement. */
    private static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(10);

    private static final Set<String> IDLE_TIMEOUTS =
            Set.of("idle_in_transaction_session_timeout", "idle_session_timeout", "transaction_timeout");

    private static final Set<String> ROLE_CHANGERS = Set.of("SET", "RESET", "SELECT", "DO", "CALL", "DISCARD", "WITH");

    private final JdbcSql sql;
    private final SessionOptions options;
    private final Environment environment;
    /** What the caller had set in the session, and RESET ALL would lose; as the server counts it, without units. */
    private final Map<String, String> callers = new LinkedHashMap<>();

    private final Map<String, String> drivers = new LinkedHashMap<>();
    private Map<String, String> applied = Map.of();
    private Set<String> ownTimeouts = new LinkedHashSet<>();
    private final SessionObjects objects;
    private final ScriptSettings settings;
    private boolean touched;
    /** Whether a statement of the script ran in the transaction that is open. */
    private boolean scriptsTransaction;
    /** The roles of the migration's own statements, where they are not the ledger's. */
    private @Nullable Roles scripts;
    /** Whether the script may have chosen roles in the transaction that is open, or had others than the ledger in it. */
    private boolean rolesInTransaction;

    private record Roles(String user, String role) {}

    SessionState(JdbcSql sql, SessionOptions options, Environment environment) {
        this.sql = sql;
        this.objects = new SessionObjects(sql);
        this.settings = new ScriptSettings(sql);
        this.options = options;
        this.environment = environment;
    }

    /** Reads what the caller has set, and sets what a migrating session needs. */
    void enter() throws SQLException {
        for (List<String> row : sql.rows("SELECT name, setting, source FROM pg_catalog.pg_settings"
                + " WHERE context IN ('user', 'superuser') AND (source = 'session' OR name LIKE '%\\_timeout')")) {
            if (row.get(2).equals("session")) {
                callers.put(row.get(0), row.get(1));
            }
            if (IDLE_TIMEOUTS.contains(row.get(0)) && !row.get(1).equals("0")) {
                drivers.put(row.get(0), "0");
            }
        }
        if (environment.noticesLostClients()) {
            // Otherwise the statement of a killed client runs to its end, and takes effect
            // (https://www.postgresql.org/docs/current/runtime-config-connection.html).
            drivers.put("client_connection_check_interval", "1000");
        }
        drivers.putAll(ownLimits());
        objects.enter(drivers.isEmpty() ? List.of() : List.of(set(drivers)));
        begin(drivers);
    }

    /** Returns the limits of the run's own, in milliseconds. */
    final Map<String, String> ownLimits() {
        Map<String, String> limits = new LinkedHashMap<>();
        options.lockTimeout()
                .or(() -> environment.lockTimeout().equals("0") ? Optional.of(DEFAULT_LOCK_TIMEOUT) : Optional.empty())
                .ifPresent(limit -> limits.put("lock_timeout", Long.toString(limit.toMillis())));
        options.statementTimeout().ifPresent(limit -> limits.put("statement_timeout", Long.toString(limit.toMillis())));
        return limits;
    }

    private void begin(Map<String, String> set) {
        applied = Map.copyOf(set);
        Map<String, String> session = new HashMap<>(callers);
        session.putAll(set);
        settings.begin(session);
    }

    /** Makes the session what it was at the first migration, but for this one's limits. */
    void beforeMigration(MigrationScope scope) throws SQLException {
        Map<String, String> wanted = new LinkedHashMap<>(drivers);
        limitsOf(scope, wanted);
        if (!touched && wanted.equals(applied)) {
            return;
        }
        putBack(wanted);
        begin(wanted);
    }

    /** Begins a migration with limits of its own. */
    final void limitsOf(MigrationScope scope, Map<String, String> wanted) {
        ownTimeouts = new LinkedHashSet<>();
        scripts = null;
        scope.lockTimeout().ifPresent(limit -> limit(wanted, "lock_timeout", limit));
        scope.statementTimeout().ifPresent(limit -> limit(wanted, "statement_timeout", limit));
    }

    private void limit(Map<String, String> wanted, String name, Duration limit) {
        wanted.put(name, Long.toString(limit.toMillis()));
        ownTimeouts.add(name);
    }

    /**
     * Called before a statement of the script.
     *
     * @param first whether it has to be the first of its transaction, and nothing may be sent before it
     */
    void before(SqlStatement statement, boolean first, boolean maySet, boolean inTransaction) throws SQLException {
        touched = true;
        scriptsTransaction = inTransaction;
        if (!first) {
            settings.takeUp(inTransaction);
        }
        if (maySet) {
            settings.beforeChange();
            String upper = head(statement);
            for (String name : List.of("lock_timeout", "statement_timeout")) {
                if (upper.startsWith("SET") && upper.contains(name.toUpperCase(Locale.ROOT))) {
                    ownTimeouts.add(name);
                }
            }
        }
        enterScriptRole();
    }

    /** Called before code whose statements the driver does not see. */
    void beforeCode(boolean inTransaction) throws SQLException {
        touched = true;
        scriptsTransaction = inTransaction;
        settings.takeUp(inTransaction);
        settings.beforeChange();
    }

    /** Whether the migration may have set something by now. */
    boolean mayHaveSet() {
        return settings.isChanged();
    }

    /** Called before the ledger reads or writes its own rows. */
    void putAside(boolean inTransaction) throws SQLException {
        settings.putAside(inTransaction);
    }

    /** Called before COMMIT, under which deferred triggers run. The ledger's own transactions end under its own settings. */
    void beforeCommit() throws SQLException {
        if (scriptsTransaction) {
            settings.takeUp(true);
        }
    }

    void committed() throws SQLException {
        scriptsTransaction = false;
        settings.committed();
        if (rolesInTransaction) {
            rolesInTransaction = false;
            keepScriptRole(); // what was chosen by SET LOCAL has ended, and what it hid holds again
        }
    }

    /** Returns the limits which a statement that waits without blocking others should not have. */
    Map<String, String> needlessLimits() {
        Map<String, String> none = new LinkedHashMap<>();
        for (String name : List.of("lock_timeout", "statement_timeout")) {
            if (!ownTimeouts.contains(name)) {
                none.put(name, "0");
            }
        }
        return none;
    }

    /** Returns the values of the settings that hold now. */
    Map<String, String> current(Set<String> names) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names) {
            values.put(name, sql.value("SHOW " + name));
        }
        return values;
    }

    /** {@code DISCARD ALL} in its parts, without the one that would give the ledger's lock up. */
    void discardAll() throws SQLException {
        // https://www.postgresql.org/docs/current/sql-discard.html
        send(List.of(
                "CLOSE ALL",
                "SET SESSION AUTHORIZATION DEFAULT",
                "RESET ALL",
                "DEALLOCATE ALL",
                "UNLISTEN *",
                "DISCARD PLANS",
                "DISCARD TEMP",
                "DISCARD SEQUENCES",
                set(applied)));
    }

    void apply(Map<String, String> settings) throws SQLException {
        if (!settings.isEmpty()) {
            send(List.of(set(settings)));
        }
    }

    /** Gives the ledger its own role back after code that may have changed it. */
    void resetRole() throws SQLException {
        send(roles(own(), false));
    }

    /**
     * Before a statement: in the role that the script has chosen, if it has. A transaction begins with that of the session.
     * What is sent later in it must not outlast it: the script may have chosen that role by SET LOCAL.
     */
    final void enterScriptRole() throws SQLException {
        if (scripts != null) {
            send(roles(scripts, rolesInTransaction));
            rolesInTransaction = scriptsTransaction;
        }
    }

    /** After a look at the database in the script's role, which has not changed in it. */
    final void leaveScriptRole() throws SQLException {
        if (scripts != null) {
            send(roles(own(), rolesInTransaction));
        }
    }

    /** After a statement: keeps the role that the script has chosen, and goes back to the ledger's for its own rows. */
    void leaveScriptRole(SqlStatement statement) throws SQLException {
        if (scripts == null && !mayChangeRole(statement)) {
            return;
        }
        rolesInTransaction = scriptsTransaction;
        keepScriptRole();
    }

    /** Inside a transaction the ledger's own role is set for its length only, so that the script's choice is what remains. */
    private void keepScriptRole() throws SQLException {
        List<String> row =
                sql.row("SELECT session_user::text, current_setting('role')").orElseThrow();
        Roles now = new Roles(row.get(0), row.get(1));
        scripts = now.equals(own()) ? null : now;
        if (scripts != null) {
            send(roles(own(), rolesInTransaction));
        }
    }

    /** The transaction in which the script chose a role is gone, and so is its choice. */
    void rolledBack() {
        forgetRoles();
        scriptsTransaction = false;
        settings.rolledBack();
    }

    final void forgetRoles() {
        scripts = null;
        rolesInTransaction = false;
    }

    private static boolean mayChangeRole(SqlStatement statement) {
        String text = statement.text();
        for (String changer : ROLE_CHANGERS) {
            if (text.regionMatches(true, 0, changer, 0, changer.length())) {
                String upper = head(statement);
                return upper.contains("ROLE") || upper.contains("AUTHORIZATION") || upper.startsWith("DISCARD");
            }
        }
        return false;
    }

    private static String head(SqlStatement statement) {
        String text = statement.text();
        return (text.length() > 10_000 ? text.substring(0, 10_000) : text).toUpperCase(Locale.ROOT);
    }

    /** Gives the session back as it was found. */
    void leave() throws SQLException {
        if (touched || !applied.isEmpty()) {
            putBack(Map.of());
        }
        applied = Map.of();
    }

    /** Undoes what a migration did to the session, and sets what the next one begins with. */
    private void putBack(Map<String, String> wanted) throws SQLException {
        List<String> message = roles(own(), false);
        message.add("RESET ALL");
        Map<String, String> values = new LinkedHashMap<>(callers);
        values.putAll(wanted);
        if (!values.isEmpty()) {
            message.add(set(values));
        }
        if (touched) {
            message.add("DISCARD SEQUENCES");
        }
        objects.putBack(message);
        Set<String> ours = new HashSet<>(applied.keySet());
        ours.addAll(wanted.keySet());
        settings.checkPutBack(ours);
        touched = false;
    }

    /** Begins to compare settings with these: the server's own numbers, without their unit. */
    final void refer(Map<String, String> settings) {
        this.settings.forget();
        this.settings.begin(settings);
    }

    /** Returns the statements that give the ledger its own role back. */
    final List<String> rolesOfTheLedger() {
        return roles(own(), false);
    }

    /** RESET ALL leaves the roles alone (https://www.postgresql.org/docs/current/sql-reset.html). */
    private static List<String> roles(Roles roles, boolean local) {
        String set = local ? "SET LOCAL " : "SET ";
        return new ArrayList<>(List.of(
                set + "SESSION AUTHORIZATION " + Names.literal(roles.user), set + "ROLE " + Names.literal(roles.role)));
    }

    private Roles own() {
        return new Roles(environment.user(), environment.role());
    }

    private static String set(Map<String, String> settings) {
        return ScriptSettings.setting(settings, false);
    }

    private void send(List<String> statements) throws SQLException {
        sql.execute(String.join("; ", statements));
    }
}
