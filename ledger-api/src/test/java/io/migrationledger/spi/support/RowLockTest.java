package io.migrationledger.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowLockTest {
    private static final int NO_SUCH_TABLE = 42104;
    private static final int NO_SUCH_TABLE_OF_MANY = 42102;
    private static final int LOCK_TIMEOUT = 50200;
    private static final String ALIVE = "IN (SELECT SESSION_ID FROM INFORMATION_SCHEMA.SESSIONS)";

    private H2 h2;

    @BeforeEach
    void open() throws SQLException {
        h2 = new H2("row");
    }

    @AfterEach
    void close() throws SQLException {
        h2.close();
    }

    @Test
    void theTableIsMadeWhenTheLockIsFirstTaken() throws SQLException {
        RowLock lock = lock(h2.connection);
        assertThat(lock.isHeld()).isFalse();
        lock.unlock();
        assertThat(h2.sql.values("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'"))
                .as("nothing is sent before")
                .isEmpty();
        assertThat(lock.tryLock()).isEmpty();
        assertThat(lock.isHeld()).isTrue();
        lock.unlock();
        assertThat(lock.isHeld()).isFalse();
    }

    @Test
    void anotherSessionIsToldWhoHoldsIt() throws SQLException {
        try (Connection other = h2.connect()) {
            RowLock lock = lock(h2.connection);
            RowLock others = lock(other);
            assertThat(lock.tryLock()).isEmpty();
            assertThat(others.tryLock()).hasValueSatisfying(holder -> {
                assertThat(holder.description()).startsWith("session ");
                assertThat(holder.since()).contains(Instant.ofEpochSecond(1_700_000_000));
            });
            assertThat(others.isHeld()).isFalse();
            others.unlock();
            assertThat(lock.isHeld())
                    .as("who does not hold it cannot give it up")
                    .isTrue();
            lock.unlock();
            assertThat(others.tryLock()).isEmpty();
        }
    }

    @Test
    void sinceWhenMayBeUnknown() throws SQLException {
        try (Connection other = h2.connect()) {
            assertThat(lock(other).tryLock()).isEmpty();
            h2.sql.execute("UPDATE the_lock SET id = 2");
            assertThat(lock(h2.connection).tryLock())
                    .hasValueSatisfying(holder -> assertThat(holder.since()).isEmpty());
        }
    }

    @Test
    void theLockOfASessionThatIsGoneIsTaken() throws SQLException {
        RowLock lock = lock(h2.connection);
        try (Connection other = h2.connect()) {
            assertThat(lock(other).tryLock()).isEmpty();
            assertThat(lock.tryLock()).isPresent();
        }
        assertThat(lock.tryLock()).isEmpty();
    }

    @Test
    void aLockThatWasLostIsNotHeld() throws SQLException {
        RowLock lock = lock(h2.connection);
        assertThat(lock.tryLock()).isEmpty();
        h2.sql.execute("UPDATE the_lock SET session_id = NULL");
        assertThat(lock.isHeld()).isFalse();
    }

    @Test
    void whoIsJustTakingItIsAnAnswerAndOtherErrorsAreErrors() throws SQLException {
        RowLock lock = lock(h2.connection);
        assertThat(lock.tryLock()).isEmpty();
        lock.unlock();
        try (Connection other = h2.connect()) {
            other.setAutoCommit(false);
            new JdbcSql(other).execute("UPDATE the_lock SET session_id = SESSION_ID()");
            h2.sql.execute("SET LOCK_TIMEOUT 10");
            assertThat(lock.tryLock())
                    .hasValueSatisfying(
                            holder -> assertThat(holder.description()).contains("just taking it"));
            other.rollback();
        }
        h2.sql.execute("ALTER TABLE the_lock DROP COLUMN session_id");
        assertThatThrownBy(lock::tryLock).isInstanceOf(SQLException.class).hasMessageContaining("SESSION_ID");
    }

    @Test
    void whereAnotherHasMadeTheTableAndTakenTheLockMeanwhileThatOneHoldsIt() throws SQLException {
        try (Connection other = h2.connect()) {
            String id = new JdbcSql(other).value("SELECT SESSION_ID()");
            RowLock lock = lock(h2.connection, id);
            assertThat(lock.tryLock())
                    .hasValueSatisfying(
                            holder -> assertThat(holder.description()).isEqualTo("session " + id));
            assertThat(lock.isHeld()).isFalse();
        }
    }

    private static RowLock lock(Connection connection) {
        return lock(connection, "NULL");
    }

    private static RowLock lock(Connection connection, String first) {
        return new RowLock(
                new JdbcSql(connection),
                new RowLock.Statements(
                        List.of("CREATE TABLE IF NOT EXISTS the_lock (id INT PRIMARY KEY, session_id INT) AS SELECT 1, "
                                + first),
                        "UPDATE the_lock SET session_id = SESSION_ID() WHERE session_id IS NULL OR NOT session_id "
                                + ALIVE,
                        "SELECT 1 FROM the_lock WHERE session_id = SESSION_ID() AND session_id " + ALIVE,
                        "UPDATE the_lock SET session_id = NULL WHERE session_id = SESSION_ID()",
                        "SELECT 'session ' || session_id, CASE id WHEN 1 THEN 1700000000 END FROM the_lock WHERE session_id IS NOT NULL"),
                error -> error.getErrorCode() == NO_SUCH_TABLE || error.getErrorCode() == NO_SUCH_TABLE_OF_MANY,
                error -> error.getErrorCode() == LOCK_TIMEOUT);
    }
}
