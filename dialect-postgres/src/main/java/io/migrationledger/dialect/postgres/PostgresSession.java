package io.migrationledger.dialect.postgres;

import io.migrationledger.dialect.postgres.schema.PostgresSchemaReader;
import io.migrationledger.dialect.postgres.write.PostgresSchemaWriter;
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
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;
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
    private final PostgresLocks locks;
    private final Catalog catalog;
    private @Nullable PGConnection driver;
    private @Nullable Environment environment;
    private boolean toldOfOneConnection;
    private @Nullable SessionState state;
    private @Nullable PostgresClassifier classifier;
    private Consumer<String> report = text -> {};
    private boolean codeMayHaveRun;

    /** @param leaseTime how long a lease lasts without being renewed */
    PostgresSession(Connection connection, SessionOptions options, Duration leaseTime) {
        super(connection, options, SqlSyntaxes.POSTGRESQL);
        Names.checked(options.table());
        options.schema().ifPresent(Names::checked);
        this.catalog = new Catalog(sql(), text -> report.accept(text));
        this.locks = new PostgresLocks(connection, options.table(), leaseTime, new PostgresLocks.Server() {
            @Override
            public PGConnection driver() throws SQLException {
                return PostgresSession.this.driver();
            }

            @Override
            public Environment environment() throws SQLException {
                return PostgresSession.this.environment();
            }
        });
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
        return Optional.of(new SchemaReader() {
            @Override
            public Snapshot read() throws SQLException {
                return reader().read();
            }

            @Override
            public List<String> otherSchemas() throws SQLException {
                return reader().otherSchemas();
            }
        });
    }

    private PostgresSchemaReader reader() throws SQLException {
        String table = options().table();
        String scripts = PostgresTable.scriptTable(table);
        return new PostgresSchemaReader(
                sql(),
                environment().version(),
                !connection().getAutoCommit(),
                environment().schema(),
                List.of(table, scripts, PostgresTable.leaseTable(table), PostgresTable.trialTable(table)),
                List.of(PostgresTable.function(table), PostgresTable.function(scripts)));
    }

    @Override
    public Optional<SchemaWriter> schemaWriter() {
        return Optional.of(new PostgresSchemaWriter());
    }

    @Override
    public List<LedgerPlace> otherLedgers() throws SQLException {
        return OtherLedgers.of(sql(), environment().schema(), options().table());
    }

    @Override
    public List<Finding> findings(Set<String> pending) {
        return new PostgresFindings(sql(), this, this::environment, options().table(), pending).all();
    }

    @Override
    public Optional<LockHolder> tryLock() throws SQLException {
        Optional<LockHolder> holder = locks.tryLock(state == null);
        if (holder.isEmpty()) {
            tryServer();
            state();
        }
        return holder;
    }

    /** Under the lock, so that no other runner tries at the same time. */
    private void tryServer() throws SQLException {
        if (state == null && !Trial.isPostgresql(environment().product())) {
            new Trial(connection(), environment(), options().table()).run();
        }
    }

    @Override
    public LockSight lookAtLock() throws SQLException {
        return locks.look();
    }

    @Override
    protected SessionLock lock() {
        return locks.current();
    }

    @Override
    public void useSecond(ConnectionSource source) {
        locks.useSecond(source);
    }

    @Override
    public OptionalLong fence() {
        return locks.fence();
    }

    @Override
    public Optional<RunLock> lease() throws SQLException {
        return Optional.of(locks.leaseLock());
    }

    @Override
    public Optional<String> leaseReason() throws SQLException {
        return locks.leaseReason();
    }

    /** Returns what stands between the client and the server. */
    Pooling pooling() throws SQLException {
        return locks.pooling();
    }

    @Override
    public ScriptReading reading(boolean apart) throws SQLException {
        ScriptReading reading = new SettingReading(
                new TemporaryReading(super.reading(apart), classifier(), syntax(), apart),
                classifier(),
                syntax(),
                apart);
        return pooling() == Pooling.TRANSACTION ? new PooledReading(reading, classifier(), syntax(), apart) : reading;
    }

    @Override
    public void close() throws SQLException {
        try {
            super.close();
        } finally {
            locks.close();
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
        locks.renewWhereDue();
        super.sendBegin();
        if (locks.isLeased()) {
            enterLeased();
        }
        if (state != null && state.mayHaveSet()) {
            sql().execute("SET TRANSACTION READ WRITE");
        }
    }

    private void enterLeased() throws SQLException {
        try {
            locks.enter();
            if (state instanceof PooledState pooled) {
                pooled.begun();
            }
        } catch (SQLException | RuntimeException e) {
            afterError(e, () -> {
                sendRollback();
                afterTransaction();
            });
            throw e;
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
    private static void afterError(Exception error, Restoring restoring) {
        try {
            restoring.run();
        } catch (SQLException e) {
            error.addSuppressed(e);
        }
    }

    @Override
    public String fingerprint(SqlStatement statement) throws SQLException {
        Optional<Alone> alone = classifier().alone(statement);
        return alone.isPresent() ? asScript(() -> alone.get().describe(catalog)) : "";
    }

    @FunctionalInterface
    private interface Look<T> {
        T now() throws SQLException;
    }

    /** Looks where the script's own statement would: the schemas in which names are looked up may be those of its role. */
    private <T> T asScript(Look<T> look) throws SQLException {
        SessionState session = state;
        if (session == null) {
            return look.now();
        }
        session.enterScriptRole();
        T seen;
        try {
            seen = look.now();
        } catch (SQLException e) {
            afterError(e, session::leaveScriptRole);
            throw e;
        }
        session.leaveScriptRole();
        return seen;
    }

    @Override
    public Verdict probe(SqlStatement statement, String before) throws SQLException {
        Optional<Alone> alone = classifier().alone(statement);
        if (alone.isPresent()) {
            return asScript(() -> alone.get().probe(catalog, before));
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
        String mark = isAlone(statement) ? locks.mark() : "";
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
        return locks.isPooled()
                ? Optional.empty() // which session has the statement is not known
                : Optional.ofNullable(environment).map(known -> new IndexProgress(known.backend()));
    }

    @Override
    public void beforeMigration(MigrationScope scope) throws SQLException {
        state().beforeMigration(scope);
        if (locks.isLeased() && !locks.hasSecond() && !toldOfOneConnection) {
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
        String mark = locks.mark();
        return mark.isEmpty() ? send(statement) : sql().execute(mark + statement.text());
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
