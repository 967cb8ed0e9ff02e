package io.migrationledger.dialect.sqlite;

import io.migrationledger.dialect.sqlite.schema.SqliteSchemaReader;
import io.migrationledger.dialect.sqlite.schema.SqliteSchemaWriter;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.Finding;
import io.migrationledger.spi.LedgerPlace;
import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.LockSight;
import io.migrationledger.spi.MigrationScope;
import io.migrationledger.spi.SchemaObject;
import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.Verdict;
import io.migrationledger.spi.schema.SchemaReader;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.support.ErrorPlace;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.spi.support.ObjectName;
import io.migrationledger.spi.support.Question;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxes;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One connection to SQLite. */
final class SqliteSession implements DialectSession {
    private static final String FENCE = "ledger_fence";

    private final Connection connection;
    private final SessionOptions options;
    private final JdbcSql sql;
    private final String table;
    private final SqliteSettings settings;
    private final SqliteTemporary temporary;
    private final SqliteForeignKeys foreignKeys;
    private @Nullable SqliteLock lock;
    private boolean inTransaction;
    private boolean codeFenced;
    private boolean codeEnded;
    /** Whether foreign keys were switched for the whole migration, so that they are checked at its end. */
    private boolean checked;
    /** Statements 1..done of the script have taken effect before it is executed. */
    private int done;

    private Optional<Duration> limit = Optional.empty();

    SqliteSession(Connection connection, SessionOptions options) {
        this.connection = connection;
        this.options = options;
        this.sql = new JdbcSql(connection);
        // Otherwise a script's temporary table of that name would be written to.
        this.table = "main." + ObjectName.quote(options.table());
        this.settings = new SqliteSettings(sql);
        this.temporary = new SqliteTemporary(sql);
        this.foreignKeys = new SqliteForeignKeys(sql);
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public Set<Capability> declined() {
        return EnumSet.of(Capability.SCHEMAS);
    }

    @Override
    public String database() throws SQLException {
        return "SQLite " + connection.getMetaData().getDatabaseProductVersion();
    }

    @Override
    public String currentUser() {
        return ""; // SQLite has no users
    }

    @Override
    public SqlSyntax syntax() {
        return SqlSyntaxes.SQLITE;
    }

    @Override
    public String ledgerTable() {
        return table;
    }

    @Override
    public List<String> createLedgerTable() throws SQLException {
        sql.executeAll(SqliteTable.statements(options.table()));
        return triggersOfOthers(options.table());
    }

    @Override
    public String scriptTable() {
        return "main." + ObjectName.quote(options.table() + SUFFIX);
    }

    @Override
    public List<String> createScriptTable() throws SQLException {
        sql.executeAll(SqliteTable.scripts(options.table() + SUFFIX));
        return triggersOfOthers(options.table() + SUFFIX);
    }

    @Override
    public Optional<String> passingOver(String insert) {
        return Optional.of(insert + " ON CONFLICT DO NOTHING");
    }

    /** IF NOT EXISTS is silent where a table that was renamed has kept its triggers, and so their names. */
    private List<String> triggersOfOthers(String own) throws SQLException {
        List<String> others = sql.values(
                "SELECT DISTINCT tbl_name FROM main.sqlite_schema WHERE type = 'trigger' AND tbl_name <> ? COLLATE NOCASE"
                        + " AND lower(name) IN (lower(? || '_no_update'), lower(? || '_no_delete'), lower(? || '_no_replace'))",
                own,
                own,
                own,
                own);
        return others.isEmpty()
                ? List.of()
                : List.of("the triggers that keep the ledger append-only could not be made: their names belong to the"
                        + " table " + others.get(0)
                        + ", which was the ledger once; only a check of the hash chain finds"
                        + " changes by hand");
    }

    @Override
    public boolean isMissingTable(SQLException error) {
        return error.getErrorCode() == SqliteErrors.ERROR
                && String.valueOf(error.getMessage()).contains("no such table: main." + options.table());
    }

    @Override
    public boolean isTableChanged(SQLException error) {
        return SqliteErrors.isTableChanged(error);
    }

    @Override
    public String words(SQLException error) {
        return SqliteErrors.words(error);
    }

    @Override
    public boolean isDuplicateKey(SQLException error) {
        String message = String.valueOf(error.getMessage());
        return error.getErrorCode() == SqliteErrors.CONSTRAINT
                && (message.contains(SqliteTable.TAKEN)
                        || message.contains("PRIMARYKEY")
                        || message.contains("UNIQUE"));
    }

    @Override
    public List<SchemaObject> schemaObjects() throws SQLException {
        // SQLite keeps every name that begins with sqlite_ for itself (https://www.sqlite.org/lang_createtable.html).
        return sql
                .rows(
                        "SELECT type, name FROM sqlite_schema WHERE type IN ('table', 'view')"
                                + " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> ? COLLATE NOCASE"
                                + " AND name <> ? COLLATE NOCASE ORDER BY type, name",
                        options.table(), options.table() + SUFFIX)
                .stream()
                .map(row -> new SchemaObject(row.get(0), row.get(1)))
                .toList();
    }

    @Override
    public Optional<SchemaReader> schemaReader() {
        return Optional.of(new SqliteSchemaReader(sql, options.table(), () -> inTransaction));
    }

    @Override
    public Optional<SchemaWriter> schemaWriter() {
        return Optional.of(new SqliteSchemaWriter());
    }

    @Override
    public List<LedgerPlace> otherLedgers() throws SQLException {
        return new SqliteOtherLedgers(sql, options.table()).find();
    }

    @Override
    public Optional<LockHolder> tryLock() throws SQLException {
        String file = temporary.read();
        settings.attached(temporary.attached());
        if (lock == null) {
            lock = lockOf(file);
        }
        return lock.tryLock();
    }

    private SqliteLock lockOf(String file) throws SQLException {
        return file.isEmpty() ? SqliteMemoryLock.of(connection) : new SqliteFileLock(Path.of(file));
    }

    @Override
    public List<Finding> findings(Set<String> pending) throws SQLException {
        return new SqliteFindings(
                        sql,
                        options.table(),
                        Optional.of(file()).filter(name -> !name.isEmpty()).map(Path::of))
                .all();
    }

    @Override
    public boolean isOfOneConnection() throws SQLException {
        return file().isEmpty() && !SqliteMemoryLock.of(connection).isShared();
    }

    /** Returns the file, or the empty string for a database in memory. */
    private String file() throws SQLException {
        return sql.rows("PRAGMA database_list").stream()
                .filter(row -> row.get(1).equals("main"))
                .map(row -> row.get(2))
                .findFirst()
                .orElse("");
    }

    @Override
    public LockSight lookAtLock() throws SQLException {
        return lockOf(temporary.read()).look();
    }

    @Override
    public boolean holdsLock() {
        return lock != null && lock.isHeld();
    }

    @Override
    public void unlock() {
        if (lock != null) {
            lock.unlock();
        }
    }

    @Override
    public void begin() throws SQLException {
        settings.putAside();
        // Not deferred: a deferred transaction that begins to write after another one did fails at once, whatever the
        // busy timeout (https://www.sqlite.org/lang_transaction.html).
        sql.execute("BEGIN IMMEDIATE");
        inTransaction = true;
        codeFenced = false;
        codeEnded = false;
    }

    @Override
    public void commit() throws SQLException {
        if (connection.getAutoCommit()) {
            sql.execute("COMMIT");
        } else {
            connection.setAutoCommit(true); // Connection.setSavepoint switches it off; this commits
        }
        inTransaction = false;
    }

    @Override
    public void rollback() throws SQLException {
        if (!inTransaction) {
            return;
        }
        sendRollback(); // where it fails, the transaction is open still, and the next call sends it again
        inTransaction = false;
        settings.rolledBack();
    }

    /** Some errors roll back by themselves (https://www.sqlite.org/lang_transaction.html, section 3). */
    private void sendRollback() throws SQLException {
        tolerant(() -> sql.execute("ROLLBACK"));
        if (!connection.getAutoCommit()) {
            tolerant(() -> connection.setAutoCommit(true)); // Connection.setSavepoint switched it off
        }
    }

    @FunctionalInterface
    private interface Ending {
        void run() throws SQLException;
    }

    private static void tolerant(Ending ending) throws SQLException {
        try {
            ending.run();
        } catch (SQLException e) {
            boolean endedAlready = String.valueOf(e.getMessage()).contains("no transaction is active");
            if (!endedAlready) {
                throw e;
            }
        }
    }

    /** A savepoint ends with its transaction, also where another one has been begun since. */
    @Override
    public void beforeCode() throws SQLException {
        temporary.beforeChange();
        settings.beforeCode();
        sql.execute("SAVEPOINT " + FENCE);
        codeFenced = true;
    }

    @Override
    public boolean inTransaction() throws SQLException {
        if (codeFenced) {
            codeFenced = false;
            try {
                sql.execute("RELEASE " + FENCE);
            } catch (SQLException e) {
                if (!String.valueOf(e.getMessage()).contains("no such savepoint")) {
                    throw e;
                }
                codeEnded = true;
            }
        }
        if (codeEnded) {
            return false; // what the code has begun since, if anything, is still to be rolled back
        }
        if (inTransaction) {
            try {
                sql.execute("BEGIN");
            } catch (SQLException e) {
                return true; // there cannot be two, and JDBC has no way to ask
            }
            sql.execute("ROLLBACK");
            inTransaction = false;
        }
        return inTransaction;
    }

    @Override
    public StatementClass classify(SqlStatement statement) {
        return SqliteClassifier.classify(statement);
    }

    @Override
    public ScriptReading reading(boolean apart) {
        return new SqliteScript(apart, pragma -> settings.callers(pragma).equals("1"));
    }

    @Override
    public long execute(SqlStatement statement) throws SQLException {
        settings.takeUp();
        Optional<SqlitePragma> pragma = SqlitePragma.of(statement);
        if (pragma.isPresent() && pragma.get().value().isPresent()) {
            temporary.beforeChange(); // writable_schema can make anything
            settings.beforeChange(pragma.get());
            if (pragma.get().is("temp_store") && temporary.hasCallersObjects()) {
                return 0; // it would drop them
            }
        } else if (SqliteScript.makesTemporary(statement)) {
            temporary.beforeChange();
        }
        long rows = limited(sending -> JdbcSql.execute(sending, statement.text()));
        foreignKeys.executed(statement);
        if (pragma.isPresent() && pragma.get().sets("foreign_keys")) {
            switched(pragma.get().on(), statement.number() <= done);
        }
        return rows;
    }

    @Override
    public void resumes(int done) {
        this.done = done;
    }

    @Override
    public List<Optional<String>> ask(SqlStatement query, int most) throws SQLException {
        settings.takeUp();
        return Question.behindSavepoint(sql, () -> limited(asking -> Question.answers(asking, query.text(), most)));
    }

    /**
     * With transaction=none, foreign keys are switched where the script says so, and checked when they are on again.
     *
     * @param again whether that was done before, and statements behind it have taken effect since
     */
    private void switched(boolean on, boolean again) throws SQLException {
        if (on) {
            if (!again) {
                foreignKeys.check();
            }
            foreignKeys.areOn();
        } else if (again) {
            foreignKeys.areOffAgain();
        } else {
            foreignKeys.areOff();
        }
    }

    @Override
    public String fingerprint(SqlStatement statement) {
        return ""; // what commits by itself here changes no definition
    }

    @Override
    public Verdict probe(SqlStatement statement, String before) {
        if (statement.text().toUpperCase(Locale.ROOT).contains("INTO")) {
            return new Verdict.Undecided("VACUUM INTO may have left a part of the file that it writes", "");
        }
        return new Verdict.Repeatable("it changes no data and no definition, and may be repeated");
    }

    /**
     * SQLITE_ERROR has no numbers of its own for what cannot be prepared; but what could not be prepared before cannot be
     * prepared now. VACUUM INTO itself refuses a file that is there (https://www.sqlite.org/lang_vacuum.html).
     */
    @Override
    public boolean nothingWasDone(SqlStatement statement, SQLException error) {
        if (SqliteErrors.isFileThere(error)) {
            return true;
        }
        return error.getErrorCode() == SqliteErrors.ERROR && !isPreparable(statement.text());
    }

    private boolean isPreparable(String text) {
        try (PreparedStatement prepared = connection.prepareStatement(text)) {
            return !prepared.isClosed();
        } catch (SQLException e) {
            return e.getErrorCode() != SqliteErrors.ERROR;
        }
    }

    @Override
    public Optional<String> advice(SqlStatement statement, SQLException error, boolean apart) {
        return SqliteForeignKeys.advice(error);
    }

    @Override
    public OptionalInt errorPosition(SqlStatement statement, SQLException error) {
        return SqliteErrors.place(error)
                .map(word -> ErrorPlace.of(statement.text(), word))
                .orElse(OptionalInt.empty());
    }

    @Override
    public boolean isLockTimeout(SQLException error) {
        return SqliteErrors.isBusy(error);
    }

    @Override
    public void beforeLedgerAccess() throws SQLException {
        settings.putAside();
    }

    @Override
    public void beforeMigration(MigrationScope scope) throws SQLException {
        restore();
        done = 0;
        Optional<Duration> wait = scope.lockTimeout().or(options::lockTimeout);
        if (wait.isPresent()) {
            settings.set("busy_timeout", Long.toString(wait.get().toMillis()));
        }
        limit = scope.statementTimeout().or(options::statementTimeout);
        for (SqlStatement statement : scope.hoisted()) {
            hoist(SqlitePragma.of(statement).orElseThrow());
        }
        checked = scope.hoisted().stream()
                .anyMatch(statement -> SqlitePragma.of(statement).orElseThrow().is("foreign_keys"));
    }

    private void hoist(SqlitePragma pragma) throws SQLException {
        if (pragma.is("temp_store") && temporary.hasCallersObjects()) {
            return; // it would drop them
        }
        String now = settings.set(pragma);
        if (pragma.is("foreign_keys") && now.equals("0")) {
            foreignKeys.areOff();
        }
    }

    @Override
    public void beforeCommit() throws SQLException {
        if (checked) {
            foreignKeys.check();
        }
        temporary.checkKept();
        settings.putAside();
        settings.checkPutAside();
    }

    /**
     * What the migration left is put back before the next one, or when the session ends: an error there must not look as
     * if this one had failed.
     */
    @Override
    public void afterMigration() {
        limit = Optional.empty();
    }

    private void restore() throws SQLException {
        foreignKeys.reset();
        temporary.restore();
        settings.restore();
    }

    @Override
    public void close() throws SQLException {
        try {
            if (!connection.isClosed()) {
                rollback();
                restore();
            }
        } finally {
            unlock();
        }
    }

    /** Something done with a statement. */
    private interface Doing<T> {
        T with(Statement statement) throws SQLException;
    }

    /** Does something with a statement, for as long as it may. */
    private <T> T limited(Doing<T> doing) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (limit.isEmpty()) {
                return doing.with(statement);
            }
            try (SqliteTimeLimit time = new SqliteTimeLimit(statement, limit.get())) {
                try {
                    return doing.with(statement);
                } catch (SQLException e) {
                    throw time.explained(e);
                }
            }
        }
    }
}
