package io.migrationledger.dialect.mysql;

import io.migrationledger.dialect.mysql.probe.Definitions;
import io.migrationledger.dialect.mysql.probe.Evidence;
import io.migrationledger.dialect.mysql.probe.Probe;
import io.migrationledger.dialect.mysql.probe.Refusals;
import io.migrationledger.dialect.mysql.schema.MysqlSchemaReader;
import io.migrationledger.dialect.mysql.server.AlterProgress;
import io.migrationledger.dialect.mysql.server.Blockers;
import io.migrationledger.dialect.mysql.server.Literal;
import io.migrationledger.dialect.mysql.server.MysqlErrors;
import io.migrationledger.dialect.mysql.server.MysqlFindings;
import io.migrationledger.dialect.mysql.server.MysqlLock;
import io.migrationledger.dialect.mysql.server.MysqlTable;
import io.migrationledger.dialect.mysql.server.OtherLedgers;
import io.migrationledger.dialect.mysql.server.RedoLog;
import io.migrationledger.dialect.mysql.server.Server;
import io.migrationledger.dialect.mysql.server.Settings;
import io.migrationledger.dialect.mysql.server.Storage;
import io.migrationledger.dialect.mysql.server.Suitability;
import io.migrationledger.dialect.mysql.server.Trial;
import io.migrationledger.dialect.mysql.session.ScriptSession;
import io.migrationledger.dialect.mysql.session.Transaction;
import io.migrationledger.dialect.mysql.session.WrittenTables;
import io.migrationledger.dialect.mysql.statement.Effect;
import io.migrationledger.dialect.mysql.statement.MysqlReading;
import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.dialect.mysql.statement.OwnDatabase;
import io.migrationledger.dialect.mysql.statement.Reading;
import io.migrationledger.dialect.mysql.statement.SqlModes;
import io.migrationledger.dialect.mysql.statement.Target;
import io.migrationledger.dialect.mysql.write.MysqlSchemaWriter;
import io.migrationledger.dialect.mysql.write.Session;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.ConnectionSource;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.Finding;
import io.migrationledger.spi.LedgerPlace;
import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.LockSight;
import io.migrationledger.spi.MigrationScope;
import io.migrationledger.spi.ProgressProbe;
import io.migrationledger.spi.SchemaObject;
import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.spi.Verdict;
import io.migrationledger.spi.schema.SchemaReader;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.support.JdbcSql;
import io.migrationledger.spi.support.Question;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection to MySQL or MariaDB. */
public final class MysqlSession implements DialectSession {
    private final Connection connection;
    private final SessionOptions options;
    private final Server server;
    private final JdbcSql sql;
    private final Settings settings;
    private final Storage storage;
    private final Transaction transaction;
    private final Evidence evidence;
    private final WrittenTables written;
    private final ScriptSession script;
    private final Name table;
    private @Nullable MysqlLock lock;
    private @Nullable RedoLog log;
    private Optional<ConnectionSource> second = Optional.empty();
    private boolean rowsMayDepend;
    private boolean tried;
    private @Nullable SqlSyntax syntax;
    private @Nullable MysqlReading single;
    private MysqlReading.@Nullable Seen last;
    private @Nullable Consumer<String> report;

    MysqlSession(Connection connection, SessionOptions options) throws SQLException {
        this.connection = connection;
        this.options = options;
        this.server = Server.of(connection);
        this.table = new Name("", options.table());
        this.sql = new JdbcSql(connection);
        this.settings = new Settings(sql, server.mariadb());
        this.transaction = new Transaction(sql, connection);
        this.storage = new Storage(sql, settings, server.mariadb());
        Definitions definitions = new Definitions(sql, settings, storage);
        this.written = new WrittenTables(sql);
        this.script = new ScriptSession(sql, settings, transaction, server.mariadb(), table);
        this.evidence = new Evidence(settings, definitions, new Probe(sql, definitions, storage), server);
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public Set<Capability> declined() {
        return server.declined();
    }

    @Override
    public String database() {
        return server.product() + " " + server.ownVersion();
    }

    @Override
    public String currentUser() throws SQLException {
        return settings.user();
    }

    @Override
    public List<String> fileVariants() {
        return server.fileVariants();
    }

    @Override
    public SqlSyntax syntax() throws SQLException {
        if (syntax == null) {
            syntax = SqlModes.syntax(server.syntax(), settings.scriptMode());
        }
        return syntax;
    }

    @Override
    public String ledgerTable() {
        return table.sql();
    }

    @Override
    public Optional<String> ledgerText(String value) {
        return Optional.of(Literal.of(value));
    }

    @Override
    public String ledgerSchema() throws SQLException {
        return settings.database();
    }

    @Override
    public List<String> createLedgerTable() throws SQLException {
        return MysqlTable.create(sql, table);
    }

    @Override
    public String scriptTable() {
        return MysqlTable.scripts(table).sql();
    }

    @Override
    public List<String> createScriptTable() throws SQLException {
        return MysqlTable.createScripts(sql, MysqlTable.scripts(table));
    }

    /** No statement of MySQL writes two tables, and each trip to the server counts. */
    @Override
    public Writing scriptWriting() {
        return Writing.AHEAD;
    }

    /** IGNORE passes over keys that are taken, and nothing else can go wrong with a row that this table takes. */
    @Override
    public Optional<String> passingOver(String insert) {
        return Optional.of("INSERT IGNORE" + insert.substring("INSERT".length()));
    }

    @Override
    public boolean isMissingTable(SQLException error) {
        return error.getErrorCode() == MysqlErrors.NO_SUCH_TABLE;
    }

    @Override
    public String words(SQLException error) {
        return MysqlErrors.words(error);
    }

    @Override
    public boolean isTableChanged(SQLException error) {
        return MysqlErrors.isTableChanged(error);
    }

    @Override
    public boolean isDuplicateKey(SQLException error) {
        return MysqlErrors.isDuplicateKey(error);
    }

    @Override
    public Optional<SchemaReader> schemaReader() {
        return Optional.of(() -> {
            boolean ignoresCase = settings.ignoresCase();
            List<String> own = MysqlTable.own(table);
            return new MysqlSchemaReader(
                            sql,
                            server,
                            settings.database(),
                            name -> own.stream()
                                    .anyMatch(one -> ignoresCase ? one.equalsIgnoreCase(name) : one.equals(name)))
                    .read();
        });
    }

    /** Routines keep settings of the session that makes them. */
    @Override
    public Optional<SchemaWriter> schemaWriter() throws SQLException {
        return Optional.of(new MysqlSchemaWriter(
                server.mariadb(),
                new Session(settings.scriptMode(), settings.current("sql_mode"), settings.current("time_zone"))));
    }

    @Override
    public List<SchemaObject> schemaObjects() throws SQLException {
        script.putAside();
        return MysqlTable.schemaObjects(sql, settings.database(), options.table(), settings.ignoresCase());
    }

    @Override
    public List<LedgerPlace> otherLedgers() throws SQLException {
        return OtherLedgers.of(sql, settings.database(), options.table(), settings.ignoresCase());
    }

    @Override
    public List<Finding> findings(Set<String> pending) throws SQLException {
        return new MysqlFindings(sql, server, settings, transaction.status(), table, pending).all();
    }

    @Override
    public Optional<LockHolder> tryLock() throws SQLException {
        if (lock == null) {
            server.checkSupported();
            Suitability found = Suitability.check(sql, settings, transaction.status());
            rowsMayDepend = found.rowsMayDepend();
            lock = newLock(found);
            log = new RedoLog(sql, table, server.mariadb() && found.logIsLate());
        }
        Optional<LockHolder> holder = lock.tryLock(transaction.status().session());
        if (holder.isEmpty() && !tried && server.isRelative()) {
            new Trial(sql, server, storage, table)
                    .run(lock, transaction.status().session(), rowsMayDepend);
        }
        tried |= holder.isEmpty();
        return holder;
    }

    @Override
    public LockSight lookAtLock() throws SQLException {
        return newLock(Suitability.seen(sql, settings, transaction.status())).look();
    }

    private MysqlLock newLock(Suitability found) throws SQLException {
        String schema = settings.database();
        if (schema.isEmpty()) {
            throw MysqlErrors.noDatabase(new SQLException("No database selected"));
        }
        return new MysqlLock(sql, schema, options.table(), settings.ignoresCase(), found.cluster(), second);
    }

    @Override
    public void useSecond(ConnectionSource source) {
        second = Optional.of(source);
    }

    @Override
    public boolean holdsLock() throws SQLException {
        script.putAside();
        return lock != null && lock.isHeld(transaction.status().session());
    }

    @Override
    public boolean hasReconnected() throws SQLException {
        return lock != null && lock.isLeft(transaction.status().session());
    }

    @Override
    public Optional<String> underLock(long number) throws SQLException {
        boolean can =
                rowsMayDepend && !script.isTouched() && transaction.status().session() != 0;
        return can && lock != null ? lock.number(number) : Optional.empty();
    }

    @Override
    public boolean isLockMissing(SQLException error) {
        return error.getErrorCode() == MysqlErrors.OUT_OF_RANGE;
    }

    @Override
    public void wroteUnderLock() throws SQLException {
        if (lock != null) {
            lock.proven(transaction.status().session());
        }
    }

    /** Something runs next that may give the lock up. */
    private void lockUnproven() {
        if (lock != null) {
            lock.unproven();
        }
    }

    @Override
    public void unlock() throws SQLException {
        if (lock != null) {
            lock.unlock(transaction.status().session());
        }
    }

    @Override
    public void begin() throws SQLException {
        script.begin();
    }

    @Override
    public void commit() throws SQLException {
        transaction.commit();
    }

    @Override
    public void rollback() throws SQLException {
        transaction.rollback();
        script.rolledBack();
    }

    @Override
    public boolean inTransaction() throws SQLException {
        return transaction.isIntact();
    }

    @Override
    public Optional<Consumer<String>> codeStatements() {
        return Optional.of(script::code);
    }

    @Override
    public void beforeCode() throws SQLException {
        lockUnproven();
        script.beforeCode();
        transaction.fence();
    }

    @Override
    public void beforeLedgerAccess() throws SQLException {
        script.putAside();
    }

    @Override
    public StatementClass classify(SqlStatement statement) throws SQLException {
        if (single == null || statement.number() == 1) {
            single = begun(false);
        }
        return single.classify(statement);
    }

    @Override
    public ScriptReading reading(boolean apart) throws SQLException {
        script.readAgain();
        return begun(apart);
    }

    private MysqlReading begun(boolean apart) throws SQLException {
        OwnDatabase database = new OwnDatabase(settings.database(), settings.ignoresCase());
        return new MysqlReading(
                syntax(), settings.scriptMode(), settings.globalMode(), database, apart, seen -> last = seen);
    }

    /** Returns what was read of a statement when it was classified; of one that was not, as if it began a script. */
    private MysqlReading.Seen seen(SqlStatement statement) throws SQLException {
        if (last == null || last.statement() != statement) {
            last = MysqlReading.Seen.alone(statement, syntax());
        }
        return last;
    }

    private Reading read(SqlStatement statement) throws SQLException {
        return seen(statement).reading();
    }

    @Override
    public boolean escapesTransaction(SqlStatement statement) throws SQLException {
        script.putAside();
        return !written.escaping(statement.text(), seen(statement).syntax()).isEmpty();
    }

    /** Adds to the reading of DML that escapes its transaction what can be compared afterwards. */
    private Reading comparable(SqlStatement statement) throws SQLException {
        Reading reading = read(statement);
        if (reading.judgement().kind() != StatementKind.TRANSACTIONAL) {
            return reading;
        }
        script.putAside();
        List<Name> tables = written.escaping(statement.text(), seen(statement).syntax());
        return Reading.of("writing without transactions", Effect.WRITES, Target.all(Target.Kind.ROWS, tables));
    }

    @Override
    public long execute(SqlStatement statement) throws SQLException {
        MysqlReading.Seen seen = seen(statement);
        if (seen.former() || script.isPassedOver(seen)) {
            return 0;
        }
        script.checkFilled(seen);
        long count = execute(statement, seen);
        script.filled(seen);
        return count;
    }

    private long execute(SqlStatement statement, MysqlReading.Seen seen) throws SQLException {
        StatementKind kind = seen.reading().kind();
        lockUnproven();
        boolean usual = !script.isTouched() && settings.hasUsualEngine();
        if (kind == StatementKind.SELF_COMMITTING || kind == StatementKind.OPAQUE) {
            written.before(statement.text(), seen.syntax(), usual);
        }
        try {
            if (kind == StatementKind.SESSION) {
                return script.run(statement.text(), seen.syntax());
            }
            if (!transaction.isBegun() && seen.reading().effect() != Effect.REPEATABLE) {
                writeLogOut();
            }
            script.before(statement.text(), seen.syntax(), kind);
            if (!transaction.isBegun()) {
                long count = transaction.status().send(() -> sql.execute(statement.text()));
                written.after(statement.text(), seen.syntax(), usual);
                return count;
            }
            return kind == StatementKind.OPAQUE
                    ? transaction.runOpaque(statement.text())
                    : transaction.run(() -> sql.execute(statement.text()));
        } catch (SQLException e) {
            if (e.getErrorCode() == MysqlErrors.EMPTY_QUERY) {
                return 0; // an executable comment for another version
            }
            throw e;
        }
    }

    /** The event before a statement that commits by itself is not forgotten where the statement's effect is not. */
    private void writeLogOut() throws SQLException {
        if (log != null) {
            script.putAside();
            log.writeOut();
        }
    }

    @Override
    public List<Optional<String>> ask(SqlStatement query, int most) throws SQLException {
        MysqlReading.Seen seen = seen(query);
        script.checkFilled(seen);
        lockUnproven();
        script.before(query.text(), seen.syntax(), seen.reading().kind());
        List<Optional<String>> answers = Question.behindSavepoint(
                sql,
                () -> transaction.run(() -> {
                    try (Statement asking = connection.createStatement()) {
                        return Question.answers(asking, query.text(), most);
                    }
                }));
        script.filled(seen);
        return answers;
    }

    @Override
    public String fingerprint(SqlStatement statement) throws SQLException {
        script.putAside();
        return evidence.fingerprint(comparable(statement));
    }

    @Override
    public Verdict probe(SqlStatement statement, String before) throws SQLException {
        script.putAside();
        return evidence.verdict(comparable(statement), before);
    }

    @Override
    public boolean nothingWasDone(SqlStatement statement, SQLException error) throws SQLException {
        return Refusals.says(error, comparable(statement));
    }

    @Override
    public OptionalInt errorPosition(SqlStatement statement, SQLException error) {
        return MysqlErrors.position(error, statement.text());
    }

    @Override
    public boolean isLockTimeout(SQLException error) {
        return MysqlErrors.isLockTimeout(error);
    }

    @Override
    public boolean isConnectionLost(SQLException error) {
        return MysqlErrors.isConnectionLost(error);
    }

    @Override
    public boolean isSerializationFailure(SQLException error) {
        return MysqlErrors.isConflict(error);
    }

    @Override
    public Optional<String> describeBlockers(SqlStatement statement) throws SQLException {
        script.putAside();
        return Blockers.of(sql, server.mariadb(), "", read(statement).tables());
    }

    @Override
    public Optional<ProgressProbe> progressOf(SqlStatement statement) throws SQLException {
        if (lock == null) {
            return Optional.empty();
        }
        return Optional.of(new AlterProgress(
                server.mariadb(), lock.session(), read(statement).tables()));
    }

    @Override
    public void beforeMigration(MigrationScope scope) throws SQLException {
        Optional<Duration> lockTimeout = scope.lockTimeout().or(options::lockTimeout);
        if (script.beforeMigration(syntax())) {
            lockUnproven();
        }
        settings.limit(lockTimeout, scope.statementTimeout().or(options::statementTimeout));
    }

    @Override
    public void beforeCommit() throws SQLException {
        transaction.checkForCommit();
    }

    @Override
    public void afterMigration() {
        script.afterMigration();
    }

    @Override
    public void reportTo(Consumer<String> newReport) {
        report = newReport;
    }

    @Override
    public void close() throws SQLException {
        if (connection.isClosed()) {
            return; // the server has given up the lock, or will when the last statement has ended
        }
        try {
            rollback();
            if (syntax != null) { // otherwise no script was read
                script.end(syntax, Optional.ofNullable(report));
            }
            settings.restore();
        } finally {
            unlock();
        }
    }
}
