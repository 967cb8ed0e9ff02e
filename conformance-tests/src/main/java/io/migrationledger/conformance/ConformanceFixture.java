package io.migrationledger.conformance;

import io.migrationledger.conformance.crash.CrashDatabase;
import io.migrationledger.spi.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the kit needs to know of a database. Implementations have a public constructor without arguments, as the kit makes
 * one in the processes that it kills, too. Only the first two methods have to be written.
 */
public interface ConformanceFixture {

    /** Returns the driver under test. */
    Dialect dialect();

    /** Returns a new, empty database; the kit closes it. Other processes must be able to connect to it. */
    CrashDatabase newDatabase() throws Exception;

    /** Returns the name of the report's files; differs where one driver is tried against several servers. */
    default String reportName() {
        return dialect().name();
    }

    /** Returns the versions of server and JDBC driver, for the report. */
    default String versions(Connection connection) throws SQLException {
        var meta = connection.getMetaData();
        return meta.getDatabaseProductName() + " " + meta.getDatabaseProductVersion() + ", " + meta.getDriverName()
                + " " + meta.getDriverVersion();
    }

    /** Returns schema and rows as text, without the ledger; by default what JDBC's metadata shows. */
    default List<String> dump(Connection connection) throws SQLException {
        return MetadataDump.of(connection);
    }

    /**
     * Returns the session's settings that a driver or a migration may change (time limits, search path, modes), as text, one
     * per line; by default what JDBC shows of any session. What a run leaves changed reaches the connection's next user.
     */
    default List<String> settings(Connection connection) throws SQLException {
        return List.of(
                "auto-commit " + connection.getAutoCommit(),
                "isolation " + connection.getTransactionIsolation(),
                "read-only " + connection.isReadOnly(),
                "catalog " + connection.getCatalog(),
                "schema " + connection.getSchema());
    }

    /**
     * Returns statements that set something in the session, as scripts do it: a setting, a mode, a character set. Each with
     * an expression whose value, as text of up to 200 characters, differs while it is set, and that can be asked in any
     * session: {@code current_setting('work_mem')}. Name those above all that would bend the ledger's own statements. By
     * default none: the rules about sessions are then not applicable.
     */
    default Map<String, String> sessionSettings() {
        return Map.of();
    }

    /**
     * Returns statements that leave something else in the session, each with such an expression: a temporary table, a lock
     * of the database's own. They end with their migration, and a resumed one does not find them again. By default none.
     */
    default Map<String, String> sessionObjects() {
        return Map.of();
    }

    /** Returns DDL that makes a table of this name with columns {@code id} (integer, primary key) and {@code note} (text). */
    default String createTable(String name) {
        return "CREATE TABLE " + name + " (id INTEGER NOT NULL PRIMARY KEY, note VARCHAR(200))";
    }

    /**
     * Returns a statement on the table {@code kit} that commits by itself or refuses a transaction, where the database
     * has one; by default DDL, for databases whose DDL commits by itself.
     */
    default Optional<String> selfCommittingStatement() {
        return Optional.of("CREATE INDEX kit_note ON kit (note)");
    }

    /**
     * Returns DDL on the table {@code kit} that fails in its middle where {@code note} holds a text twice; by default a
     * unique index. A driver that declines {@code ATOMIC_DDL} names a statement that can leave a half behind.
     */
    default String halfwayStatement() {
        return "CREATE UNIQUE INDEX kit_half ON kit (note)";
    }

    /** Returns a self-committing statement of which a crash leaves nobody able to say whether it ran, where there is one. */
    default Optional<String> undecidableStatement() {
        return Optional.empty();
    }

    /** Returns statements that hold semicolons where they end nothing: each must come out of the splitter whole. */
    default List<String> oddStatements() {
        return List.of();
    }

    /** Returns a query that would run for minutes, and that a statement timeout can end, where there is one. */
    default Optional<String> slowStatement() {
        return Optional.empty();
    }

    /** Returns a server to kill and restart, where that can be done. */
    default Optional<ServerControl> server() {
        return Optional.empty();
    }

    /** Returns rules that this driver is known to break. */
    default List<Waiver> waivers() {
        return List.of();
    }

    /** Returns the scripts that the crash rules run, by file name. */
    default Map<String, String> crashScripts() {
        Map<String, String> scripts = new LinkedHashMap<>();
        scripts.put("0001_accounts.sql", """
                CREATE TABLE accounts (id INTEGER NOT NULL PRIMARY KEY, owner VARCHAR(50) NOT NULL, balance INTEGER NOT NULL);
                CREATE INDEX accounts_owner ON accounts (owner);
                INSERT INTO accounts (id, owner, balance) VALUES (1, 'Ada', 100), (2, 'Grace', 200);
                """);
        scripts.put("0002_double.sql", """
                UPDATE accounts SET balance = balance * 2;
                INSERT INTO accounts (id, owner, balance) SELECT id + 10, owner, balance / 10 FROM accounts;
                """);
        scripts.put("0003_transfers.sql", """
                CREATE TABLE transfers (id INTEGER NOT NULL PRIMARY KEY, account_id INTEGER NOT NULL, amount INTEGER NOT NULL);
                INSERT INTO transfers (id, account_id, amount) SELECT id, id, 5 FROM accounts;
                UPDATE accounts SET balance = balance - 5;
                ALTER TABLE transfers ADD COLUMN note VARCHAR(20);
                UPDATE transfers SET amount = amount * 3;
                """);
        scripts.put("0004_each_by_itself.sql", """
                -- ledger: transaction=none
                UPDATE accounts SET balance = balance + 7;
                UPDATE accounts SET balance = balance * 2;
                CREATE VIEW rich AS SELECT id, owner FROM accounts WHERE balance > 300;
                UPDATE accounts SET balance = balance - 1;
                """);
        scripts.put("0005_last.sql", """
                DROP VIEW rich;
                UPDATE accounts SET balance = balance * 2;
                """);
        scripts.put(
                "0006_more.sql",
                "INSERT INTO transfers (id, account_id, amount) SELECT id + 100, account_id, 1 FROM transfers");
        return scripts;
    }
}
