package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.audit.question.PointInTime;
import io.migrationledger.cli.settings.UsageError;
import java.time.Clock;
import java.util.Optional;

/** Points in a ledger's life, as options name them. */
final class AsOf {
    private AsOf() {}

    static PointInTime parse(String option, String text) {
        return PointInTime.parse(text, Clock.systemUTC().instant())
                .orElseThrow(() -> UsageError.of(
                        option + " " + text + " is neither a time nor the number of an event",
                        "Write a date (2026-03-01, its midnight in UTC), a time with its zone (2026-03-01T12:00:00Z), how long"
                                + " ago (30m, 2h, 7d), or a number (38)."));
    }

    /** @throws LedgerException where a sequence was named that the ledger does not have */
    static void check(PointInTime point, PointInTime.Fold fold) {
        point.sequence().ifPresent(sequence -> {
            if (sequence > fold.newest()) {
                throw LedgerException.input(
                        ErrorCode.BAD_OPTION,
                        "there is no event " + sequence + ": the newest one is " + fold.newest(),
                        "Give the number of an event, or a time.");
            }
        });
    }

    /** Returns what to know where clocks differ. */
    static Optional<String> noteEarlier(PointInTime.Fold fold) {
        return fold.earlier().isEmpty()
                ? Optional.empty()
                : Optional.of("event " + fold.earlier().getAsLong()
                        + " is behind that point and says that it was recorded before: clocks differ. The order is that of the"
                        + " events; name the number of one to be sure.");
    }
}
