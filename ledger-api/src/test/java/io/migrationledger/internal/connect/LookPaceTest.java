package io.migrationledger.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LookPaceTest {
    private final LookPace pace = new LookPace();

    private long pauseAt(long millis) {
        return pace.pause(Duration.ofMillis(millis)).toMillis();
    }

    private void seen(int left, long millis) {
        pace.seen(OptionalInt.of(left), Duration.ofMillis(millis));
    }

    @Test
    void withoutKnowingMoreItLooksAfterAThirdOfTheTimeThatWasWaited() {
        assertThat(pauseAt(0)).isEqualTo(20);
        assertThat(pauseAt(90)).isEqualTo(30);
        assertThat(pauseAt(900)).isEqualTo(300);
        assertThat(pauseAt(60_000)).isEqualTo(500);
    }

    @Test
    void itLooksShortlyBeforeTheExpectedEnd() {
        seen(100, 0);
        seen(40, 600);
        assertThat(pauseAt(600)).isEqualTo(200); // 400 ms are left: a third of the time is sooner
        seen(20, 800);
        assertThat(pauseAt(800)).isEqualTo(180);
        seen(2, 980);
        assertThat(pauseAt(980)).isEqualTo(18);
        seen(1, 998);
        assertThat(pauseAt(998)).isEqualTo(16);
    }

    @Test
    void itNeverLooksAllTheTime() {
        seen(1000, 0);
        seen(1, 300);
        assertThat(pauseAt(300)).isEqualTo(5);
    }

    @Test
    void aRunThatStandsStillIsNotExpectedToEnd() {
        seen(10, 0);
        seen(1, 900);
        assertThat(pauseAt(900)).isEqualTo(90);
        seen(1, 990);
        assertThat(pauseAt(990)).isEqualTo(330);
    }

    @Test
    void aLookThatCouldNotTellExpectsNothing() {
        seen(10, 0);
        seen(1, 900);
        pace.seen(OptionalInt.empty(), Duration.ofMillis(990));
        assertThat(pauseAt(990)).isEqualTo(330);
        seen(1, 1320);
        assertThat(pauseAt(1320)).isEqualTo(440);
    }
}
