package io.migrationledger.internal.connect;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * When a run that waits looks again at the run that has the lock: after a third of the time that it has waited, often for a
 * short run, seldom for a long one. Where its looks tell how fast that run goes on, it looks shortly before that run is
 * expected to end, if that is sooner.
 */
final class LookPace {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(5);

    private OptionalInt left = OptionalInt.empty();
    private Duration at = Duration.ZERO;
    /** From the last look until shortly before the expected end; as long as any pause where that is not known. */
    private Duration untilEnd = LONGEST_PAUSE;

    /**
     * Learns from a look.
     *
     * @param nowLeft how many migrations the other run has still to do; empty where the look could not tell
     * @param waited when the look was
     */
    void seen(OptionalInt nowLeft, Duration waited) {
        untilEnd = LONGEST_PAUSE;
        if (left.isPresent() && nowLeft.isPresent() && nowLeft.getAsInt() < left.getAsInt()) {
            long done = left.getAsInt() - nowLeft.getAsInt();
            // It may be faster than expected; a look that is too early is only one query.
            Duration expected =
                    waited.minus(at).multipliedBy(nowLeft.getAsInt()).dividedBy(done);
            untilEnd = expected.multipliedBy(9).dividedBy(10);
        }
        left = nowLeft;
        at = waited;
    }

    /** Returns how long to wait before the next look. */
    Duration pause(Duration waited) {
        Duration regular = longer(shorter(waited.dividedBy(3), LONGEST_PAUSE), FIRST_PAUSE);
        return longer(shorter(regular, untilEnd), SHORTEST_PAUSE);
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
