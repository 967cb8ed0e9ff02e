package io.migrationledger.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.spi.Capability;
import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.MigrationScope;
import io.migrationledger.spi.SessionOptions;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.Verdict;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcSessionTest {
    private static final String LIMIT =
            "(SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'QUERY_TIMEOUT')";

    private H2 h2;
    private Session session;

    @BeforeEach
    void open() throws SQLException {
        h2 = new H2("session");
        h2.sql.execute("CREATE TABLE t (id INT PRIMARY KEY)");
        session = new Session(h2.connect());
    }

    @AfterEach
    void close() throws SQLException {
        session.connection().close();
        h2.close();
    }

    @Test
    void aCommitTakesEffectAndEndsTheTransaction() throws SQLException {
        session.begin();
        assertThat(session.inTransaction()).isTrue();
        assertThat(session.execute(statement("INSERT INTO t VALUES (1), (2)"))).isEqualTo(2);
        assertThat(h2.sql.values("SELECT id FROM t")).isEmpty();
        session.commit();
        assertThat(session.inTransaction()).isFalse();
        assertThat(session.connection().getAutoCommit()).isTrue();
        assertThat(h2.sql.values("SELECT id FROM t")).containsExactly("1", "2");
    }

    @Test
    void aRollbackUndoesAndWithoutATransactionDoesNothing() throws SQLException {
        session.rollback();
        session.begin();
        session.execute(statement("INSERT INTO t VALUES (1)"));
        session.rollback();
        session.rollback();
        assertThat(session.inTransaction()).isFalse();
        assertThat(session.connection().getAutoCommit()).isTrue();
        assertThat(h2.sql.values("SELECT id FROM t")).isEmpty();
    }

    @Test
    void aTransactionThatAStatementEndedIsNoticed() throws SQLException {
        session.begin();
        session.execute(statement("INSERT INTO t VALUES (1)"));
        session.execute(statement("INSERT INTO t VALUES (2)"));
        assertThat(session.inTransaction()).isTrue();
        session.execute(statement("CREATE TABLE u (id INT)"));
        assertThat(session.inTransaction()).isFalse();
        session.rollback();
        session.begin();
        assertThat(session.inTransaction()).isTrue();
        session.rollback();
    }

    @Test
    void aTakenKeyIsRecognisedAndOtherErrorsAreNot() throws SQLException {
        session.execute(statement("INSERT INTO t VALUES (1)"));
        assertThatThrownBy(() -> session.execute(statement("INSERT INTO t VALUES (1)")))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(session.isDuplicateKey(e)).isTrue());
        assertThatThrownBy(() -> session.execute(statement("INSERT INTO missing VALUES (1)")))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        e -> assertThat(session.isDuplicateKey(e)).isFalse());
    }

    @Test
    void theUserIsTheDatabases() throws SQLException {
        assertThat(session.currentUser()).isEqualTo("SA");
    }

    @Test
    void limitsHoldUntilTheMigrationIsOver() throws SQLException {
        session.sql().execute("SET LOCK_TIMEOUT 1234");
        session.limit("SET LOCK_TIMEOUT", "CALL LOCK_TIMEOUT()", Optional.empty());
        assertThat(session.lockTimeout()).isEqualTo("1234");
        session.limit("SET LOCK_TIMEOUT", "CALL LOCK_TIMEOUT()", Optional.of(Duration.ofMillis(77)));
        session.limit("SET LOCK_TIMEOUT", "CALL LOCK_TIMEOUT()", Optional.of(Duration.ofDays(99)));
        assertThat(session.lockTimeout()).isEqualTo(Integer.toString(Integer.MAX_VALUE));
        session.afterMigration();
        assertThat(session.lockTimeout()).isEqualTo("1234");
    }

    @Test
    void whatCouldNotBeTakenBackIsTriedAgainWhenTheSessionIsClosed() throws SQLException {
        session.sql().execute("SET LOCK_TIMEOUT 1234");
        session.change("SET LOCK_TIMEOUT 77", "SET LOCK_TIMEOUT 1234");
        session.change("SET @x = 1", "INSERT INTO later VALUES (1)");
        assertThatThrownBy(session::afterMigration).isInstanceOf(SQLException.class);
        h2.sql.execute("CREATE TABLE later (id INT)");
        session.close();
        assertThat(session.lockTimeout()).isEqualTo("1234");
        assertThat(h2.sql.values("SELECT id FROM later")).containsExactly("1");
    }

    @Test
    void closingRollsBackAndGivesUpTheLock() throws SQLException {
        assertThat(session.tryLock()).isEmpty();
        session.begin();
        session.execute(statement("INSERT INTO t VALUES (1)"));
        session.close();
        assertThat(session.holdsLock()).isFalse();
        assertThat(session.connection().isClosed()).isFalse();
        assertThat(session.connection().getAutoCommit()).isTrue();
        assertThat(h2.sql.values("SELECT id FROM t")).isEmpty();
    }

    @Test
    void theLockIsGivenUpAlsoWhereTheRestFails() throws SQLException {
        assertThat(session.tryLock()).isEmpty();
        session.change("SET @x = 1", "SELEKT");
        assertThatThrownBy(session::close).isInstanceOf(SQLException.class).hasMessageContaining("SELEKT");
        assertThat(session.holdsLock()).isFalse();
    }

    @Test
    void theFirstErrorOfClosingIsTheOneThatIsSeen() throws SQLException {
        session.change("SET @x = 1", "SELEKT");
        session.lock.failing = true;
        assertThatThrownBy(session::close)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("SELEKT")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .satisfies(lost -> assertThat(lost).hasMessage("no unlock")));
    }

    @Test
    void onAClosedConnectionNothingIsSent() throws SQLException {
        assertThat(session.tryLock()).isEmpty();
        session.connection().close();
        session.close();
        assertThat(session.holdsLock()).as("untouched").isTrue();
    }

    @Test
    void aQueryTimeoutEndsAStatementUntilTheMigrationEnds() throws SQLException {
        session.queryTimeout(Optional.of(Duration.ofMillis(300)));
        SqlStatement slow = statement("SELECT COUNT(*) FROM SYSTEM_RANGE(1, 10000000000) WHERE MOD(X, 7) = 3");
        assertThatThrownBy(() -> session.execute(slow)).isInstanceOf(SQLTimeoutException.class);
        // H2 keeps a statement's limit for its whole connection.
        assertThat(queryTimeout()).isEqualTo("0");
        session.execute(statement("INSERT INTO t SELECT 7 WHERE " + LIMIT + " = '1000'"));
        session.afterMigration();
        session.execute(statement("INSERT INTO t SELECT 8 WHERE " + LIMIT + " = '0'"));
        assertThat(h2.sql.values("SELECT id FROM t ORDER BY id")).containsExactly("7", "8");
    }

    private String queryTimeout() throws SQLException {
        return new JdbcSql(session.connection()).value("SELECT " + LIMIT);
    }

    /** As DuckDB does: BEGIN and COMMIT are statements, and a COMMIT that fails has rolled back. */
    @Test
    void aDriverMaySayHowATransactionBeginsAndEnds() throws SQLException {
        List<String> sent = new ArrayList<>();
        Session own = new Session(session.connection()) {
            @Override
            protected void sendBegin() {
                sent.add("begin");
            }

            @Override
            protected void sendCommit() throws SQLException {
                sent.add("commit");
                throw new SQLException("no");
            }

            @Override
            protected void sendRollback() {
                sent.add("rollback");
            }

            @Override
            protected void afterTransaction() {
                sent.add("after");
            }
        };
        own.begin();
        assertThat(own.inTransaction()).isTrue();
        assertThatThrownBy(own::commit).hasMessage("no");
        own.rollback();
        own.rollback();
        own.close();
        assertThat(own.inTransaction()).isFalse();
        assertThat(sent).containsExactly("begin", "commit", "rollback", "after");
    }

    @Test
    void rowsAreCountedUnderALimitToo() throws SQLException {
        session.queryTimeout(Optional.of(Duration.ofMinutes(5)));
        assertThat(session.execute(statement("INSERT INTO t VALUES (1), (2)"))).isEqualTo(2);
    }

    @Test
    void aCommitIsAMessageOfItsOwnAndWhereItFailsTheTransactionIsStillTheDrivers() throws SQLException {
        Connection refusing = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit")) {
                        throw new SQLException("no commit");
                    }
                    return method.invoke(session.connection(), arguments);
                });
        Session own = new Session(refusing);
        own.begin();
        own.execute(statement("INSERT INTO t VALUES (1)"));
        assertThatThrownBy(own::commit).hasMessage("no commit");
        assertThat(own.inTransaction()).isTrue();
        own.rollback();
        assertThat(own.inTransaction()).isFalse();
        assertThat(h2.sql.values("SELECT id FROM t")).isEmpty();
    }

    @Test
    void codeThatEndsTheTransactionIsNoticedAndCodeThatDoesNotIsNot() throws SQLException {
        for (boolean ends : new boolean[] {false, true}) {
            session.begin();
            session.execute(statement("INSERT INTO t VALUES (" + (ends ? 1 : 2) + ")"));
            session.beforeCode();
            session.sql().execute(ends ? "COMMIT" : "INSERT INTO t VALUES (3)");
            assertThat(session.inTransaction()).isEqualTo(!ends);
            assertThat(session.inTransaction()).as("asked again").isEqualTo(!ends);
            session.rollback();
        }
        session.beforeCode();
        assertThat(session.inTransaction()).as("code outside of a transaction").isFalse();
        session.begin();
        assertThat(session.inTransaction()).isTrue();
        session.rollback();
        assertThat(h2.sql.values("SELECT id FROM t")).containsExactly("1");
    }

    @Test
    void aDriverWithoutSavepointsGoesByTheTransactionsNumber() throws SQLException {
        Session without = new Session(session.connection()) {
            @Override
            public Set<Capability> declined() {
                return Set.of(Capability.SAVEPOINTS);
            }
        };
        without.begin();
        without.execute(statement("INSERT INTO t VALUES (1)"));
        without.beforeCode();
        assertThat(without.inTransaction()).isTrue();
        without.sql().execute("COMMIT");
        assertThat(without.inTransaction()).isFalse();
        without.rollback();
    }

    @Test
    void aTransactionThatCodeBegunByItselfIsRolledBackWhenTheSessionIsClosed() throws SQLException {
        session.connection().setAutoCommit(false);
        session.sql().execute("INSERT INTO t VALUES (1)");
        session.close();
        assertThat(session.connection().getAutoCommit()).isTrue();
        assertThat(h2.sql.values("SELECT id FROM t")).isEmpty();
    }

    @Test
    void whoHoldsTheLockIsPassedOn() throws SQLException {
        session.lock.other = Optional.of(new LockHolder("session 7", Optional.empty()));
        assertThat(session.tryLock()).contains(new LockHolder("session 7", Optional.empty()));
    }

    private static SqlStatement statement(String text) {
        return new SqlStatement(1, text, 1, 1, Optional.empty());
    }

    /** A session with as little of its own as can be. */
    private static class Session extends JdbcSession {
        private final Flag lock = new Flag();

        Session(Connection connection) {
            super(connection, SessionOptions.DEFAULTS, SqlSyntax.standard("H2"));
        }

        String lockTimeout() throws SQLException {
            return sql().value("CALL LOCK_TIMEOUT()");
        }

        @Override
        protected String transactionId() throws SQLException {
            return sql().value("SELECT TRANSACTION_ID()");
        }

        @Override
        protected SessionLock lock() {
            return lock;
        }

        @Override
        public Set<Capability> declined() {
            return Set.of();
        }

        @Override
        public String ledgerTable() {
            return ObjectName.ofLedger(options(), ObjectName::upper).quoted();
        }

        @Override
        public List<String> createLedgerTable() {
            return List.of();
        }

        @Override
        public boolean isMissingTable(SQLException error) {
            return false;
        }

        @Override
        public StatementClass classify(SqlStatement statement) {
            return StatementClass.TRANSACTIONAL;
        }

        @Override
        public String fingerprint(SqlStatement statement) {
            return "";
        }

        @Override
        public Verdict probe(SqlStatement statement, String before) {
            return new Verdict.DidNotHappen();
        }

        @Override
        public boolean isLockTimeout(SQLException error) {
            return false;
        }

        @Override
        public void beforeMigration(MigrationScope scope) {}
    }

    private static final class Flag implements SessionLock {
        private boolean held;
        private boolean failing;
        private Optional<LockHolder> other = Optional.empty();

        @Override
        public Optional<LockHolder> tryLock() {
            held = other.isEmpty();
            return other;
        }

        @Override
        public boolean isHeld() {
            return held;
        }

        @Override
        public void unlock() throws SQLException {
            if (failing) {
                throw new SQLException("no unlock");
            }
            held = false;
        }
    }
}
