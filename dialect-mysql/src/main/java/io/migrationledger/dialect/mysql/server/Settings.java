package io.migrationledger.dialect.mysql.server;

import io.migrationledger.migration.Sha256;
import io.migrationledger.spi.support.JdbcSql;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/** What the ledger itself sets in the session: read once, changed for the migrations, put back at the end. */
public final class Settings {
    /** A statement that waits longer than this for a lock fails; the server's own limit is a year. */
    static final Duration LOCK_WAIT = Duration.ofSeconds(60);

    /** What a client adds to the session's sql_mode by itself: MariaDB's the first, both the second. */
    private static final Set<String> CLIENTS_OWN = Set.of("IGNORE_SPACE", "STRICT_TRANS_TABLES");

    private final JdbcSql sql;
    private final String statementLimit;
    private final boolean mariadb;
    /** As the caller has them. */
    private final Map<String, String> original = new LinkedHashMap<>();
    /** As the ledger has set them. */
    private final Map<String, String> current = new LinkedHashMap<>();

    private String database = "";
    private String user = "";
    private String globalMode = "";
    private String scriptMode = "";
    private String characterSet = "";
    private String server = "";
    private boolean ignoresCase;
    private boolean usualEngine;
    private boolean read;

    public Settings(JdbcSql sql, boolean mariadb) {
        this.sql = sql;
        this.mariadb = mariadb;
        // MySQL limits SELECT only (https://dev.mysql.com/doc/refman/8.0/en/server-system-variables.html).
        this.statementLimit = mariadb ? "max_statement_time" : "max_execution_time";
    }

    /** Reads the session's variables, once. */
    void read() throws SQLException {
        if (read) {
            return;
        }
        List<String> names =
                List.of("sql_mode", "time_zone", "lock_wait_timeout", "innodb_lock_wait_timeout", statementLimit);
        StringJoiner query = new StringJoiner(
                ", ",
                "SELECT DATABASE(), CURRENT_USER(), @@lower_case_table_names, @@GLOBAL.sql_mode,"
                        + " @@character_set_client, @@SESSION.default_storage_engine, "
                        + (mariadb
                                ? "@@SESSION.enforce_storage_engine, CONCAT_WS('|', @@server_id, @@hostname, @@port, @@datadir), "
                                : "NULL, @@server_uuid, "),
                "");
        names.forEach(name -> query.add("@@SESSION." + name));
        List<String> row = sql.row(query.toString()).orElseThrow();
        database = row.get(0);
        user = row.get(1);
        ignoresCase = !row.get(2).equals("0");
        globalMode = row.get(3);
        characterSet = row.get(4);
        usualEngine = row.get(5).equalsIgnoreCase("InnoDB") && row.get(6).isEmpty();
        server = Sha256.hex(row.get(7)).substring(0, 8);
        int column = 8;
        for (String name : names) {
            original.put(name, row.get(column++));
        }
        current.putAll(original);
        String session = original.getOrDefault("sql_mode", "");
        scriptMode = withoutClients(session).equals(withoutClients(globalMode)) ? globalMode : session;
        read = true;
    }

    /** Returns the session's database, or the empty string where it has none. */
    public String database() throws SQLException {
        read();
        return database;
    }

    /** Returns the account that the server took the session for. */
    public String user() throws SQLException {
        read();
        return user;
    }

    /** Returns what tells the server from all others: MySQL has a name for that, MariaDB where it runs. */
    public String server() throws SQLException {
        read();
        return server;
    }

    /** Returns the character set in which the server takes what the client sends. */
    String characterSet() throws SQLException {
        read();
        return characterSet;
    }

    /** Returns whether names of databases and tables that differ in case only are the same. */
    public boolean ignoresCase() throws SQLException {
        read();
        return ignoresCase;
    }

    /** Returns whether the caller's session makes tables InnoDB's where a statement does not say otherwise. */
    public boolean hasUsualEngine() throws SQLException {
        read();
        return usualEngine;
    }

    /** Returns a variable as it is while the ledger looks at objects; scripts' changes are put aside then. */
    public String current(String name) throws SQLException {
        read();
        return current.getOrDefault(name, "");
    }

    /** Returns the server's sql_mode, which a session begins with. */
    public String globalMode() throws SQLException {
        read();
        return globalMode;
    }

    /**
     * Returns the sql_mode that scripts begin with: the session's, without what a client has added to the server's by
     * itself. MariaDB's client makes every session IGNORE_SPACE, in which {@code CREATE TABLE count (…)} is an error.
     */
    public String scriptMode() throws SQLException {
        read();
        return scriptMode;
    }

    private static Set<String> withoutClients(String mode) {
        Set<String> modes = new TreeSet<>(List.of(mode.split(",")));
        modes.removeAll(CLIENTS_OWN);
        modes.remove("");
        return modes;
    }

    /** Sets the limits of a migration, and the sql_mode that scripts begin with. */
    public void limit(Optional<Duration> lock, Optional<Duration> statement) throws SQLException {
        read();
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("sql_mode", scriptMode());
        String seconds = Long.toString(Math.max(1, lock.orElse(LOCK_WAIT).toSeconds()));
        wanted.put("lock_wait_timeout", seconds);
        wanted.put("innodb_lock_wait_timeout", seconds);
        wanted.put(statementLimit, statement.map(this::limit).orElse(original.get(statementLimit)));
        set(wanted);
    }

    private String limit(Duration limit) {
        return mariadb
                ? BigDecimal.valueOf(limit.toMillis(), 3).toPlainString()
                : Long.toString(Math.max(1, limit.toMillis()));
    }

    /** Returns what the ledger itself has set. */
    public Map<String, String> own() {
        return Map.copyOf(current);
    }

    /**
     * Sets one more variable, which is put back at the end with the others.
     *
     * @param found what it was found at
     */
    void setBeside(String name, String found, String wanted) throws SQLException {
        read();
        if (original.putIfAbsent(name, found) == null) {
            current.put(name, found);
        }
        set(Map.of(name, wanted));
    }

    /** Puts everything back as it was found. */
    public void restore() throws SQLException {
        if (read) {
            set(original);
        }
    }

    /** Sets variables for a moment, to look at objects as they were looked at before. */
    public void set(Map<String, String> wanted) throws SQLException {
        List<String> changes = new ArrayList<>();
        wanted.forEach((name, value) -> {
            if (!value.equals(current.get(name))) {
                changes.add("SESSION " + name + " = " + Literal.ofVariable(name, value));
            }
        });
        if (!changes.isEmpty()) {
            sql.execute("SET " + String.join(", ", changes));
            current.putAll(wanted);
        }
    }
}
