package io.migrationledger.audit.question;

import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A point in a ledger's life: an event's sequence, or a time. The state at a time is that of all events before the first one,
 * in the order of the ledger, that was recorded later: order is the sequence's, and no event counts that says of itself that
 * it came later. Immutable.
 */
public final class PointInTime {
    /** After the newest event. */
    public static final PointInTime NOW = new PointInTime(Long.MAX_VALUE, null);

    private final long sequence;
    private final @Nullable Instant time;

    private PointInTime(long sequence, @Nullable Instant time) {
        this.sequence = sequence;
        this.time = time;
    }

    /** Returns the point after the event with this sequence. */
    public static PointInTime after(long sequence) {
        return new PointInTime(sequence, null);
    }

    /** Returns the point at this time. */
    public static PointInTime at(Instant time) {
        return new PointInTime(Long.MAX_VALUE, time);
    }

    /**
     * Returns the point that a text names: a sequence ({@code 38}), or a time as {@link TimeText#parse} reads it.
     *
     * @return the point, or empty where the text is neither
     */
    public static Optional<PointInTime> parse(String text, Instant now) {
        if (!text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            long sequence = Long.parseLong(text);
            return sequence == 0 ? Optional.empty() : Optional.of(after(sequence));
        }
        return TimeText.parse(text, now).map(PointInTime::at);
    }

    /** Returns the sequence that was named; empty for a time, and for now. */
    public OptionalLong sequence() {
        return sequence == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(sequence);
    }

    private boolean isPast(LedgerEvent event) {
        return event.sequence() > sequence
                || (time != null && event.header().recordedAt().isAfter(time));
    }

    /** Returns what folds events up to this point: it is handed all events of a ledger, in order. */
    public Fold fold() {
        return new Fold(this);
    }

    /** Folds events up to a point. Confined to one thread. */
    public static final class Fold implements Consumer<LedgerEvent> {
        private final PointInTime point;
        private final LedgerState state = new LedgerState();
        private boolean past;
        private long earlier;
        private long newest;

        private Fold(PointInTime point) {
            this.point = point;
        }

        @Override
        public void accept(LedgerEvent event) {
            newest = event.sequence();
            boolean isPast = point.isPast(event);
            past |= isPast;
            if (!past) {
                state.add(event);
            } else if (!isPast && earlier == 0) {
                earlier = event.sequence();
            }
        }

        /** Returns the state at the point. */
        public LedgerState state() {
            return state;
        }

        /** Returns the sequence of the newest event of the ledger; 0 where it has none. */
        public long newest() {
            return newest;
        }

        /**
         * Returns the first event behind the point whose own time is not later than it: the clocks of those who recorded
         * differ there, and a sequence says better what is meant. Empty where there is none.
         */
        public OptionalLong earlier() {
            return earlier == 0 ? OptionalLong.empty() : OptionalLong.of(earlier);
        }
    }
}
