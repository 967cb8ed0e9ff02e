package io.migrationledger.audit.report.content;

import java.time.Instant;

/**
 * What one run recorded.
 *
 * @param batch its number
 * @param who who ran it, and with what
 * @param began when its first event was recorded
 * @param ended when its last event was recorded
 * @param applied how many times a migration was put into effect
 * @param failed how many attempts failed
 * @param rolledBack how many times a migration was undone
 * @param declared how many times something was declared
 */
public record Run(
        int batch, String who, Instant began, Instant ended, int applied, int failed, int rolledBack, int declared) {

    Run with(Entry entry) {
        boolean isApplied = entry.outcome() == Entry.Outcome.APPLIED;
        boolean isBack = entry.outcome() == Entry.Outcome.ROLLED_BACK;
        boolean isDeclared = entry.outcome() == Entry.Outcome.DECLARED;
        return new Run(
                batch,
                who,
                began,
                ended,
                applied + (isApplied ? 1 : 0),
                failed + (entry.isFailure() ? 1 : 0),
                rolledBack + (isBack ? 1 : 0),
                declared + (isDeclared ? 1 : 0));
    }

    Run until(Instant at) {
        return new Run(batch, who, began, at, applied, failed, rolledBack, declared);
    }
}
