package io.migrationledger.conformance.run;

import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.Migrator;
import io.migrationledger.OnExisting;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.SessionOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One new database and what the rules do with it. Confined to one thread. */
public final class ConformanceKit implements AutoCloseable {
    private final ConformanceFixture fixture;
    private final Dialect dialect;
    private final CrashDatabase database;
    private final List<Connection> connections = new ArrayList<>();
    private @Nullable Connection looking;

    public ConformanceKit(ConformanceFixture fixture) throws Exception {
        this(fixture, fixture.dialect());
    }

    /** Uses the fixture's driver with something of it changed. */
    public ConformanceKit(ConformanceFixture fixture, Dialect dialect) throws Exception {
        this.fixture = fixture;
        this.dialect = dialect;
        this.database = fixture.newDatabase();
    }

    public ConformanceFixture fixture() {
        return fixture;
    }

    public CrashDatabase database() {
        return database;
    }

    /** Returns a new connection, which is closed with the kit. */
    public Connection connect() throws SQLException {
        Connection connection = database.connect();
        connections.add(connection);
        return connection;
    }

    /** Returns the connection that the kit itself looks through, and nobody else uses. */
    private Connection looking() throws SQLException {
        if (looking == null) {
            looking = connect();
        }
        return looking;
    }

    /** Returns a session on a new connection. */
    public DialectSession session() throws SQLException {
        return session(connect());
    }

    public DialectSession session(Connection connection) throws SQLException {
        return dialect.open(connection, SessionOptions.DEFAULTS);
    }

    /** Returns a session on a new connection whose ledger is in a table of this name. */
    public DialectSession session(String table) throws SQLException {
        SessionOptions options = new SessionOptions(Optional.empty(), table, Optional.empty(), Optional.empty());
        return dialect.open(connect(), options);
    }

    /** Returns a session on a new connection that holds the lock, or would if the driver had one. */
    public DialectSession lockedSession() throws SQLException {
        DialectSession session = session();
        session.tryLock();
        return session;
    }

    /** Returns the ledger table as it stands in a statement that writes. */
    public String table() throws SQLException {
        try (DialectSession session = lockedSession()) {
            return session.ledgerTable();
        }
    }

    /** Returns the table of kept scripts as it stands in a statement that writes. */
    public String scriptTable() throws SQLException {
        try (DialectSession session = lockedSession()) {
            return session.scriptTable();
        }
    }

    public boolean declines(Capability capability) throws SQLException {
        try (DialectSession session = session()) {
            return session.declined().contains(capability);
        }
    }

    /** Rules put tables there before they migrate; what a first run does then by itself has a rule of its own. */
    public Migrator.Builder migrator(Connection connection, Map<String, String> scripts) {
        return Migrator.of(connection)
                .dialect(dialect)
                .source(Migrations.scripts("main", scripts))
                .onExisting(OnExisting.RUN)
                .lockTimeout(CrashBudget.lockTimeout());
    }

    public MigrateResult migrate(Map<String, String> scripts) throws SQLException {
        return migrator(connect(), scripts).build().migrate();
    }

    /** Runs migrations that must fail, and returns the error. */
    public LedgerException fail(Map<String, String> scripts) throws SQLException {
        return fail(migrator(connect(), scripts).build());
    }

    /** Runs what must fail, and returns the error. */
    public static LedgerException fail(Migrator migrator) {
        try {
            MigrateResult result = migrator.migrate();
            throw new AssertionError("the run was expected to fail, and ended well: " + result);
        } catch (LedgerException e) {
            return e;
        }
    }

    /** Executes what the database must refuse, past the driver, and returns its error. */
    public SQLException refused(String sql) {
        try {
            execute(sql);
        } catch (SQLException e) {
            return e;
        }
        throw new AssertionError("the database was expected to refuse this, and did not: " + sql);
    }

    public Ledger ledger() throws SQLException {
        return Ledger.of(looking(), dialect);
    }

    public List<LedgerEvent> events() throws SQLException {
        return ledger().events();
    }

    /** Executes one statement in auto-commit mode, past the driver. */
    public void execute(String sql) throws SQLException {
        try (Statement statement = looking().createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the number in the first row and column of a query, which is sent as it stands. */
    public long number(String sql) throws SQLException {
        try (Statement statement = looking().createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Returns the character that quotes names. */
    public String quote() throws SQLException {
        return looking().getMetaData().getIdentifierQuoteString();
    }

    /** Returns schema and rows, without the ledger. */
    public List<String> dump() throws SQLException {
        try (Connection connection = database.connect()) {
            return fixture.dump(connection);
        }
    }

    /** Returns a table's name as the database keeps it. */
    public String keptName(String table) throws SQLException {
        Connection connection = looking();
        try (ResultSet row = connection.getMetaData().getTables(connection.getCatalog(), null, "%", null)) {
            while (row.next()) {
                if (row.getString("TABLE_NAME").equalsIgnoreCase(table)) {
                    return row.getString("TABLE_NAME");
                }
            }
        }
        throw new AssertionError("there is no table " + table);
    }

    public boolean tableExists(String name) throws SQLException {
        try {
            number("SELECT COUNT(*) FROM " + name);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Returns scripts by file name, in the order given: name, text, name, text. */
    public static Map<String, String> scripts(String... namesAndTexts) {
        Map<String, String> scripts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            scripts.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return scripts;
    }

    /** Closes all connections. */
    public void disconnect() throws SQLException {
        for (Connection connection : connections) {
            if (!connection.isClosed()) {
                connection.close();
            }
        }
        connections.clear();
        looking = null;
    }

    @Override
    public void close() throws Exception {
        disconnect();
        database.close();
    }
}
