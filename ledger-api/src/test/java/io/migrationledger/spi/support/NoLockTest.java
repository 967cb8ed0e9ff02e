package io.migrationledger.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoLockTest {

    @Test
    void everybodyGetsItAndHoldsItUntilItIsGivenUp() {
        NoLock one = new NoLock();
        NoLock other = new NoLock();
        assertThat(one.isHeld()).isFalse();
        assertThat(one.tryLock()).isEmpty();
        assertThat(other.tryLock()).isEmpty();
        assertThat(one.isHeld()).isTrue();
        one.unlock();
        assertThat(one.isHeld()).isFalse();
        assertThat(other.isHeld()).isTrue();
    }
}
