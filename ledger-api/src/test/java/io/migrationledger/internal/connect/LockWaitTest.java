package io.migrationledger.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.LedgerException;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.LockHolder;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LockWaitTest {
    private int tries;
    private int looks;

    /** A session whose lock is free at a try. */
    private DialectSession freeAt(int free) {
        return (DialectSession) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DialectSession.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("tryLock");
                    tries++;
                    return tries == free ? Optional.empty() : Optional.of(new LockHolder("other", Optional.empty()));
                });
    }

    private LockWait.Needless needless(int at, int movesUntil) {
        return new LockWait.Needless() {
            @Override
            public boolean isSo() {
                looks++;
                return looks == at;
            }

            @Override
            public boolean hasMoved() {
                return looks < movesUntil;
            }
        };
    }

    private boolean lock(DialectSession session, LockWait.Needless needless, Duration timeout) throws SQLException {
        return LockWait.lock(session, holder -> holder, needless, timeout, (holder, waited) -> {});
    }

    @Test
    void whileTheHolderGoesOnALookIsAll() throws SQLException {
        assertThat(lock(freeAt(9), needless(5, 9), Duration.ofMinutes(1))).isFalse();
        assertThat(looks).isEqualTo(5);
        assertThat(tries).isEqualTo(1);
    }

    @Test
    void whereNothingMovesTheLockIsTriedAfterEachLook() throws SQLException {
        assertThat(lock(freeAt(4), needless(9, 0), Duration.ofMinutes(1))).isTrue();
        assertThat(looks).isEqualTo(3);
        assertThat(tries).isEqualTo(4);
    }

    @Test
    void aLockIsTriedNowAndThenWhateverMoves() throws SQLException {
        assertThat(lock(freeAt(3), needless(Integer.MAX_VALUE, Integer.MAX_VALUE), Duration.ofMinutes(1)))
                .isTrue();
        assertThat(looks).isEqualTo(16);
        assertThat(tries).isEqualTo(3);
    }

    @Test
    void theTimeoutHoldsWhateverMoves() {
        assertThatThrownBy(() -> lock(freeAt(0), needless(-1, Integer.MAX_VALUE), Duration.ofMillis(1)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("other");
        assertThat(tries).isGreaterThan(1); // the last of them says who holds it
    }
}
