package io.migrationledger.spi.support;

import io.migrationledger.spi.LockHolder;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A lock for databases that have none which outlives a transaction and ends with its session: the one row of a table of
 * its own, which names the session that holds it and counts only while the database lists that very session. The
 * driver's statements say how; ids of sessions that are used again need something beside them, such as the time at which
 * the session began. Always used outside of a transaction.
 */
public final class RowLock implements SessionLock {
    private final JdbcSql sql;
    private final Statements statements;
    private final Predicate<SQLException> missing;
    private final Predicate<SQLException> inTheWay;
    private boolean taken;

    /**
     * What to send.
     *
     * @param create make the table and its row; each does nothing where that is there already
     * @param take makes the row name this session where it names none, or one that is seen to be gone; has to count the
     *     row then, and only then. Of two sessions that do it at once, one must fail or count none
     * @param held has a row as long as the lock's row names this session and the database lists it
     * @param release makes the row name no session, where it names this one
     * @param holder tells in one row who holds it, as text, and since when, in seconds since 1970, or NULL where
     *     that is not known
     */
    public record Statements(List<String> create, String take, String held, String release, String holder) {}

    /**
     * Creates the lock and sends nothing.
     *
     * @param missing detects that the table is not there
     * @param inTheWay detects errors that another session causes which takes the lock, or makes its table, at the same
     *     time: that is an answer, and the lock is tried again
     */
    public RowLock(
            JdbcSql sql, Statements statements, Predicate<SQLException> missing, Predicate<SQLException> inTheWay) {
        this.sql = sql;
        this.statements = statements;
        this.missing = missing;
        this.inTheWay = inTheWay;
    }

    @Override
    public Optional<LockHolder> tryLock() throws SQLException {
        try {
            taken = take();
            return taken ? Optional.empty() : Optional.of(holder());
        } catch (SQLException e) {
            if (inTheWay.test(e)) {
                return Optional.of(new LockHolder("another session, which is just taking it", Optional.empty()));
            }
            throw e;
        }
    }

    @Override
    public boolean isHeld() throws SQLException {
        return taken && sql.row(statements.held).isPresent();
    }

    @Override
    public void unlock() throws SQLException {
        if (taken) {
            sql.execute(statements.release);
            taken = false;
        }
    }

    private boolean take() throws SQLException {
        try {
            return sql.execute(statements.take) == 1;
        } catch (SQLException e) {
            if (!missing.test(e)) {
                throw e;
            }
        }
        sql.executeAll(statements.create);
        return sql.execute(statements.take) == 1;
    }

    private LockHolder holder() throws SQLException {
        return sql.row(statements.holder)
                .map(row -> new LockHolder(row.get(0), since(row.get(1))))
                .orElse(new LockHolder("another session, which has just given it up", Optional.empty()));
    }

    private static Optional<Instant> since(String seconds) {
        return seconds.isEmpty() ? Optional.empty() : Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds)));
    }
}
