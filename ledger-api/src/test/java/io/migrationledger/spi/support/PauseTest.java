package io.migrationledger.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PauseTest {

    @Test
    void anInterruptEndsItAndIsKept() {
        Thread.currentThread().interrupt();
        LedgerException error =
                catchThrowableOfType(LedgerException.class, () -> Pause.sleep(Duration.ofHours(1), "a lock"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(error.code()).isEqualTo(ErrorCode.LOCK_TIMEOUT);
        assertThat(error).hasMessageContaining("interrupted while waiting for a lock");
        assertThat(error).hasCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void otherwiseItJustEnds() {
        Pause.sleep(Duration.ofMillis(1), "a lock");
        assertThat(Thread.interrupted()).isFalse();
    }
}
