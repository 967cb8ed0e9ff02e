package io.migrationledger.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A schedule that was written down is the same one on a slow machine. */
class ScheduleTest {
    private static final int STEPS = 6;

    /** Longer than after which a runner is taken for one that waits inside the database. */
    private static final long SLOW_MILLIS = 400;

    /** Two runners that take six steps each, the second one slow or not; returns who took each step. */
    private static List<Integer> order(Schedule schedule, long millis) throws InterruptedException {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        StepScheduler scheduler = new StepScheduler(2, schedule);
        for (int i = 0; i < 2; i++) {
            int runner = i;
            scheduler.start(runner, () -> {
                try {
                    for (int step = 0; step < STEPS; step++) {
                        scheduler.step(runner);
                        order.add(runner);
                        Thread.sleep(runner * millis);
                    }
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        scheduler.run();
        return List.copyOf(order);
    }

    @Test
    void aWrittenScheduleIsTheSameWhereARunnerIsSlow() throws Exception {
        Schedule chosen = Schedule.chosen(11, true);
        List<Integer> order = order(chosen, 0);
        assertThat(order).hasSize(2 * STEPS).contains(0, 1);
        String written = chosen.toString();
        assertThat(written).matches("\\d+:[01ab]{12}");

        Schedule again = Schedule.read(written);
        assertThat(order(again, SLOW_MILLIS)).isEqualTo(order);
        assertThat(again).hasToString(written);
        assertThat(again.losingStep()).isEqualTo(chosen.losingStep());
    }

    @Test
    void whoStaysAwayIsPassedByAndThatIsWrittenDown() throws Exception {
        Schedule chosen = Schedule.chosen(11, false);
        order(chosen, SLOW_MILLIS);
        assertThat(chosen.toString()).startsWith("-:").contains("a");
        assertThat(chosen.losesLock()).isFalse();
    }

    @Test
    void aScheduleThatDoesNotFitIsSaidToBeSo() {
        Schedule tooLong = Schedule.read("-:" + "0".repeat(STEPS + 1));
        assertThatThrownBy(() -> order(tooLong, 0))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("does not fit")
                .hasMessageContaining("-:" + "0".repeat(STEPS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", ":01", "x:01"})
    void whatIsNoScheduleIsRefused(String text) {
        assertThatThrownBy(() -> Schedule.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnknownStepIsRefused() {
        assertThatThrownBy(() -> order(Schedule.read("-:2"), 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
