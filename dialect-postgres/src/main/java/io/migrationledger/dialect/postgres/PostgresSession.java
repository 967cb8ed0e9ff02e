package io.migrationledger.dialect.postgres;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.dialect.postgres.schema.PostgresSchemaReader;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.ConnectionSource;
import io.migrationledger.spi.Finding;
import io.migrationledger.spi.LedgerPlace;
import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.LockSight;
import io.migrationledger.spi.MigrationScope;
import io.migrationledger.spi.ProgressProbe;
import io.migrationledger.spi.RunLock;
import io.migrationledger.spi.SchemaObject;
import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.Verdict;
import io.migrationledger.spi.schema.SchemaReader;
import io.migrationledger.spi.support.JdbcSession;
import io.migrationledger.spi.support.ObjectName;
import io.migrationledger.spi.support.Question;
import io.migrationledger.spi.support.SessionLock;
import io.migrationledger.sql.CopyData;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.sql.TouchedObject;
import io.migrationledger.sql.TouchedReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/** One connection to PostgreSQL. */
final class PostgresSession extends JdbcSession {
    private final Duration leaseTime;
    private final PostgresLock lock;
    private final Catalog catalog;
    private @Nullable PGConnection driver;
    private @Nullable Environment environment;
    private @Nullable Pooling pooling;
    private @Nullable PostgresLease lease;
    private @Nullable ConnectionSource second;
    private int prepareThreshold;
    private boolean toldOfOneConnection;
    private @Nullable SessionState state;
    private @Nullable PostgresClassifier classifier;
    private Consumer<String> report = text -> {};
    private boolean codeMayHaveRun;

    /** @param leaseTime how long a lease lasts without being renewed */
    PostgresSession(Connection connection, SessionOptions options, Duration leaseTime) {
        super(connection, options, SqlSyntaxes.POSTGRESQL);
        this.leaseTime = leaseTime;
        Names.checked(options.table());
        options.schema().ifPresent(Names::checked);
        this.catalog = new Catalog(sql(), text -> report.accept(text));
        this.lock = new PostgresLock(connection, options.table(), this::environment);
    }

    @Override
    public Set<Capability> declined() {
        return Set.of();
    }

    @Override
    public String database() throws SQLException {
        return "PostgreSQL " + connection().getMetaData().getDatabaseProductVersion();
    }

    @Override
    public String currentUser() throws SQLException {
        return environment().user();
    }

    @Override
    public SqlSyntax syntax() throws SQLException {
        // The server reports it with every change, so that asking costs nothing.
        String standard = driver().getParameterStatus("standard_conforming_strings");
        return super.syntax().withBackslashEscapes("off".equals(standard));
    }

    @Override
    public String ledgerTable() {
        String known = environment == null ? "" : environment.schema();
        return new ObjectName(options().schema().orElse(known), options().table()).quoted();
    }

    @Override
    public String ledgerSchema() throws SQLException {
        return environment().schema();
    }

    @Override
    public String ledgerRows() {
        if (environment != null || options().schema().isPresent()) {
            return ledgerTable();
        }
        // The schema is not known yet, and to ask for it would be a second query: only the table in the current schema
        // counts, not another tenant's further down the search_path.
        String table = ObjectName.quote(options().table());
        return "(SELECT * FROM " + table + " WHERE to_regclass(" + Names.literal(table)
                + ") = to_regclass(quote_ident(current_schema()) || " + Names.literal("." + table) + ")) AS ledger";
    }

    @Override
    public List<String> createLedgerTable() throws SQLException {
        String schema = environment().schema();
        if (!environment().schemaExists()) {
            sql().execute("CREATE SCHEMA IF NOT EXISTS " + ObjectName.quote(schema));
        }
        String name = Names.literal(new ObjectName(schema, options().table()).quoted());
        if (catalog.text("SELECT to_regclass(" + name + ")").isEmpty()) {
            sql().execute(String.join(
                    "; ", PostgresTable.statements(schema, options().table())));
        }
        return List.of();
    }

    @Override
    public String scriptTable() throws SQLException {
        return new ObjectName(
                        environment().schema(),
                        PostgresTable.scriptTable(options().table()))
                .quoted();
    }

    @Override
    public List<String> createScriptTable() throws SQLException {
        sql().execute(PostgresTable.scripts(environment().schema(), options().table()));
        return List.of();
    }

    @Override
    public Writing scriptWriting() {
        return Writing.ONE_STATEMENT;
    }

    @Override
    public Optional<String> passingOver(String insert) {
        return Optional.of(insert + " ON CONFLICT (hash) DO NOTHING");
    }

    @Override
    public boolean isMissingTable(SQLException error) {
        return PostgresErrors.isMissingTable(error);
    }

    @Override
    public List<SchemaObject> schemaObjects() throws SQLException {
        return PostgresTable.schemaObjects(
                sql(), environment().schema(), options().table());
    }

    @Override
    public Optional<SchemaReader> schemaReader() {
        return Optional.of(() -> {
            String table = options().table();
            String scripts = PostgresTable.scriptTable(table);
            return new PostgresSchemaReader(
                            sql(),
                            environment().version(),
                            !connection().getAutoCommit(),
                            environment().schema(),
                            List.of(table, scripts, PostgresTable.leaseTable(table)),
                            List.of(PostgresTable.function(table), PostgresTable.function(scripts)))
                    .read();
        });
    }

    @Override
    public List<LedgerPlace> otherLedgers() throws SQLException {
        return OtherLedgers.of(sql(), environment().schema(), options().table());
    }

    @Override
    public List<Finding> findings(Set<String> pending) {
        return new PostgresFindings(sql(), this, this::environment, options().table(), pending).all();
    }

    /**
     * Runners over direct connections and runners over a pooler keep one another out: the lease is taken only where nobody holds
     * the session's advisory lock, which has the same key, and that lock is kept only where nobody holds the lease.
     */
    @Override
    public Optional<LockHolder> tryLock() throws SQLException {
        boolean leased = pooling() == Pooling.TRANSACTION;
        Optional<LockHolder> holder = super.tryLock();
        if (holder.isPresent()) {
            return leased ? sight().holder().or(() -> holder) : holder;
        }
        if (state == null) {
            if (!leased && !lock.isHeld()) {
                throw LedgerException.input(
                        ErrorCode.UNSUITABLE_DATABASE,
                        "the advisory lock that was just taken does not show in pg_locks: this server's locks keep no "
                                + "runner out (" + environment().product() + ")",
                        "Use PostgreSQL itself, or write a driver for this database (docs/writing-a-driver.md).");
            }
            Optional<LockHolder> other = leased || !lock.seesLeases()
                    ? Optional.empty()
                    : ownLease().lock().look().holder();
            if (other.isPresent()) {
                lock.unlock();
                return other;
            }
            state();
        }
        return Optional.empty();
    }

    @Override
    public LockSight lookAtLock() throws SQLException {
        pooling();
        return sight();
    }

    private LockSight sight() throws SQLException {
        LockSight lease = ownLease().lock().look();
        return lease.state() == LockSight.State.HELD ? lease : lock.look();
    }

    @Override
    protected SessionLock lock() {
        return pooling == Pooling.TRANSACTION && lease != null ? lease.lock() : lock;
    }

    @Override
    public void useSecond(ConnectionSource source) {
        second = source;
    }

    @Override
    public OptionalLong fence() {
        return lease == null ? OptionalLong.empty() : lease.lock().fence();
    }

    @Override
    public Optional<RunLock> lease() throws SQLException {
        return Optional.of(ownLease().lock());
    }

    @Override
    public Optional<String> leaseReason() throws SQLException {
        return pooling() == Pooling.TRANSACTION
                ? Optional.of(
                        "a pooler stands between that may hand each transaction to another session of the server (the"
                                + " session that this connection was given is " + driver().getBackendPID()
                                + ", and one that"
                                + " served it is " + environment().backend() + ")")
                : Optional.empty();
    }

    private PostgresLease ownLease() throws SQLException {
        if (lease == null) {
            long key = PostgresLock.key(environment(), options().table());
            lease = new PostgresLease(connection(), environment(), options().table(), key, leaseTime);
            if (second != null) {
                lease.lock().useSecond(second);
            }
        }
        return lease;
    }

    private boolean isLeased() {
        return lease != null && lease.isHeld();
    }

    /** Returns what stands between the client and the server; asked before the lock is, and by who only looks. */
    Pooling pooling() throws SQLException {
        if (pooling == null) {
            prepareThreshold = driver().getPrepareThreshold();
            Pooling found = Pooling.of(connection(), driver(), environment(), second);
            if (found == Pooling.TRANSACTION) {
                ownLease();
            }
            pooling = found;
        }
        return pooling;
    }

    @Override
    public ScriptReading reading(boolean apart) throws SQLException {
        ScriptReading reading = super.reading(apart);
        return pooling() == Pooling.TRANSACTION ? new PooledReading(reading, classifier(), apart) : reading;
    }

    /** A lease of a connection that is gone is renewed no more, and ends by itself. */
    @Override
    public void close() throws SQLException {
        try {
            super.close();
        } finally {
            if (lease != null) {
                lease.lock().abandon();
            }
            if (pooling == Pooling.TRANSACTION && !connection().isClosed()) {
                driver().setPrepareThreshold(prepareThreshold);
            }
        }
    }

    @Override
    public void rollback() throws SQLException {
        if (state != null && inTransaction()) {
            state.rolledBack();
        }
        super.rollback();
    }

    /** The ledger's rows are written in the transaction of the script's statement, whatever the script has made the default. */
    @Override
    protected void sendBegin() throws SQLException {
        if (lease != null) {
            lease.lock().renewWhereDue();
        }
        super.sendBegin();
        if (isLeased()) {
            enterLeased();
        }
        if (state != null && state.mayHaveSet()) {
            sql().execute("SET TRANSACTION READ WRITE");
        }
    }

    private void enterLeased() throws SQLException {
        try {
            ownLease().enter();
            if (state instanceof PooledState pooled) {
                pooled.begun();
            }
        } catch (SQLException | RuntimeException e) {
            leaveAfter(e);
            throw e;
        }
    }

    private void leaveAfter(Exception error) {
        try {
            sendRollback();
            afterTransaction();
        } catch (SQLException e) {
            error.addSuppressed(e);
        }
    }

    @Override
    protected void sendCommit() throws SQLException {
        if (state == null) {
            super.sendCommit();
            return;
        }
        state.beforeCommit();
        super.sendCommit();
        state.committed();
    }

    @Override
    public void beforeCode() throws SQLException {
        state().beforeCode(sendsInTransaction());
        super.beforeCode();
    }

    @Override
    public void beforeLedgerAccess() throws SQLException {
        if (state != null) {
            state.putAside(sendsInTransaction());
        }
    }

    @Override
    public StatementClass classify(SqlStatement statement) throws SQLException {
        return classifier().classify(statement);
    }

    /** Names without quotes are kept in lower case (https://www.postgresql.org/docs/current/sql-syntax-lexical.html). */
    @Override
    public List<TouchedObject> touched(SqlStatement statement, SqlSyntax syntax) {
        return TouchedReader.of(statement.text(), syntax, name -> name.toLowerCase(Locale.ROOT));
    }

    @Override
    public long execute(SqlStatement statement) throws SQLException {
        return asScript(statement, session -> run(statement, session));
    }

    @Override
    public List<Optional<String>> ask(SqlStatement query, int most) throws SQLException {
        return asScript(query, session -> {
            try {
                return Question.behindSavepoint(sql(), () -> sendQuery(query, most));
            } catch (SQLTransactionRollbackException e) {
                throw e;
            } catch (SQLException e) { // the transaction goes on
                afterError(e, () -> session.leaveScriptRole(query));
                throw e;
            }
        });
    }

    /** Something sent in the state in which the script left the session. */
    @FunctionalInterface
    private interface Sending<T> {
        T send(SessionState session) throws SQLException;
    }

    private <T> T asScript(SqlStatement statement, Sending<T> sending) throws SQLException {
        codeMayHaveRun = false;
        SessionState session = state();
        Words words = classifier().words(statement);
        session.before(
                statement, PostgresClassifier.isFirst(words), PostgresClassifier.maySet(words), sendsInTransaction());
        T result;
        try {
            result = sending.send(session);
        } catch (SQLException e) {
            if (!inTransaction()) { // a rollback takes the role back by itself
                afterError(e, () -> session.leaveScriptRole(statement));
            }
            throw e;
        }
        session.leaveScriptRole(statement);
        return result;
    }

    private boolean sendsInTransaction() throws SQLException {
        return !connection().getAutoCommit();
    }

    private long run(SqlStatement statement, SessionState session) throws SQLException {
        Optional<Alone> alone = classifier().alone(statement);
        if (alone.isEmpty()) {
            return send(statement);
        }
        Map<String, String> limits = alone.get().isPatient() ? session.needlessLimits() : Map.of();
        Map<String, String> before = session.current(limits.keySet());
        session.apply(limits);
        long rows;
        try {
            rows = alone.get().finishes(catalog) ? 0 : sendAlone(statement);
            alone.get().check(catalog);
        } catch (SQLException e) {
            afterError(e, () -> session.apply(before));
            throw e;
        }
        session.apply(before);
        return rows;
    }

    @FunctionalInterface
    private interface Restoring {
        void run() throws SQLException;
    }

    /** What goes wrong while tidying up after an error is not the error. */
    private static void afterError(SQLException error, Restoring restoring) {
        try {
            restoring.run();
        } catch (SQLException e) {
            error.addSuppressed(e);
        }
    }

    @Override
    public String fingerprint(SqlStatement statement) throws SQLException {
        Optional<Alone> alone = classifier().alone(statement);
        return alone.isPresent() ? alone.get().describe(catalog) : "";
    }

    @Override
    public Verdict probe(SqlStatement statement, String before) throws SQLException {
        Optional<Alone> alone = classifier().alone(statement);
        if (alone.isPresent()) {
            return alone.get().probe(catalog, before);
        }
        return new Verdict.Undecided(
                "what it calls may have committed a part of its work (the query counts the rows written to each table since "
                        + "the server's statistics began)",
                "SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_user_tables ORDER BY relname;");
    }

    /** What has a place in the catalog is looked up there, and cleaned up: an error alone does not say what it left. */
    @Override
    public boolean nothingWasDone(SqlStatement statement, SQLException error) throws SQLException {
        return classifier().alone(statement).isEmpty() && PostgresErrors.isRaisedBeforeCode(error);
    }

    @Override
    public Optional<String> advice(SqlStatement statement, SQLException error, boolean apart) {
        Words words = new Words(statement.text(), SqlSyntaxes.POSTGRESQL);
        // SET TRANSACTION comes too late for the transaction that it stands in, and outside of one it does nothing.
        return words.at("SET") ? Optional.empty() : PostgresErrors.advice(error, words.at("CALL", "DO"), apart);
    }

    @Override
    public OptionalInt errorPosition(SqlStatement statement, SQLException error) {
        String mark = lease != null && lease.isHeld() && isAlone(statement) ? lease.mark() : "";
        OptionalInt at = PostgresErrors.position(error, mark + statement.text());
        return at.isEmpty() || at.getAsInt() < mark.length()
                ? OptionalInt.empty()
                : OptionalInt.of(at.getAsInt() - mark.length());
    }

    @Override
    public boolean isLockTimeout(SQLException error) {
        return PostgresErrors.isLockTimeout(error);
    }

    @Override
    public Optional<String> describeBlockers(SqlStatement statement) throws SQLException {
        return Activity.blockers(catalog, classifier().words(statement));
    }

    @Override
    public void reportTo(Consumer<String> newReport) {
        report = newReport;
    }

    @Override
    public Optional<ProgressProbe> progressOf(SqlStatement statement) {
        return pooling == Pooling.TRANSACTION
                ? Optional.empty() // which session has the statement is not known
                : Optional.ofNullable(environment).map(known -> new IndexProgress(known.backend()));
    }

    @Override
    public void beforeMigration(MigrationScope scope) throws SQLException {
        state().beforeMigration(scope);
        if (isLeased() && second == null && !toldOfOneConnection) {
            toldOfOneConnection = true;
            report.accept(
                    "there is one connection only: the lease is renewed between statements, and may end while one runs");
        }
        codeMayHaveRun = true;
    }

    @Override
    public void beforeCommit() throws SQLException {
        if (codeMayHaveRun) {
            state().resetRole();
        }
    }

    @Override
    public void afterMigration() {
        // What is left behind is taken back together with the preparation of the next migration, or at the end.
    }

    @Override
    protected void restore() throws SQLException {
        if (state != null) {
            state.leave();
        }
    }

    private long sendAlone(SqlStatement statement) throws SQLException {
        return isLeased() ? sql().execute(ownLease().mark() + statement.text()) : send(statement);
    }

    private long send(SqlStatement statement) throws SQLException {
        if (classifier().words(statement).take("DISCARD", "ALL")) {
            state().discardAll();
            return 0;
        }
        if (statement.copyData().isPresent()) {
            return copy(statement.text(), statement.copyData().get());
        }
        return sql().execute(statement.text());
    }

    /** Sends data as they are read from the script. */
    private long copy(String statement, CopyData data) throws SQLException {
        try {
            return driver().getCopyAPI().copyIn(statement, data.reader());
        } catch (PSQLException e) {
            throw PostgresErrors.atLineOfData(e, data.firstLine());
        } catch (IOException e) {
            throw new SQLException("the data of COPY could not be read or sent", "08006", e);
        }
    }

    /** Returns what the JDBC driver can do beyond JDBC. */
    private PGConnection driver() throws SQLException {
        if (driver == null) {
            driver = connection().unwrap(PGConnection.class);
        }
        return driver;
    }

    private Environment environment() throws SQLException {
        if (environment == null) {
            environment = Environment.read(connection(), options().schema());
        }
        return environment;
    }

    private boolean isAlone(SqlStatement statement) {
        return new PostgresClassifier(SqlSyntaxes.POSTGRESQL).alone(statement).isPresent();
    }

    private PostgresClassifier classifier() throws SQLException {
        if (classifier == null) {
            classifier = new PostgresClassifier(syntax());
        }
        return classifier;
    }

    private SessionState state() throws SQLException {
        if (state == null) {
            SessionState entering = pooling() == Pooling.TRANSACTION
                    ? new PooledState(sql(), options(), environment())
                    : new SessionState(sql(), options(), environment());
            entering.enter();
            state = entering;
        }
        return state;
    }
}
