package io.migrationledger.internal.run;

import io.migrationledger.event.Failure;
import io.migrationledger.internal.connect.Suppressed;
import io.migrationledger.internal.script.Prepared;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.SqlScript;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Runs what is to run only after a failure, once the failure is recorded. What fails of it is recorded and told as well, and
 * never hides the first failure.
 */
final class AfterFailures {
    private final ExecutionContext context;
    private final List<Prepared> candidates;
    private final List<String> notes;

    /**
     * Takes what there is.
     *
     * @param candidates in the order in which they run
     * @param notes hears what came of it
     */
    AfterFailures(ExecutionContext context, List<Prepared> candidates, List<String> notes) {
        this.context = context;
        this.candidates = candidates;
        this.notes = notes;
    }

    void run(AttemptFailed failed) {
        Migration migration = failed.prepared().migration();
        if (failed.outcome() != AttemptFailed.Outcome.RECORDED
                || migration.afterFailure().isPresent()) {
            return;
        }
        Failure failure = failed.failure();
        Optional<SqlScript.Place> statement = failure.statement() > 0
                ? Optional.of(new SqlScript.Place(failure.file(), failure.line()))
                : Optional.empty();
        for (Prepared candidate : candidates) {
            boolean follows = candidate
                    .migration()
                    .afterFailure()
                    .filter(test -> test.isRunAfter(migration.id(), statement))
                    .isPresent();
            if (follows && !run(candidate, failed)) {
                return;
            }
        }
    }

    /** Returns whether others may run after it. */
    private boolean run(Prepared candidate, AttemptFailed failed) {
        try {
            new Execution(context).run(candidate, 0, Optional.empty());
            notes.add(candidate.location() + " ran after the failure");
            return true;
        } catch (AttemptFailed e) {
            warn(candidate.location() + " ran after the failure, and failed itself: "
                    + e.failure().message());
            return e.outcome() == AttemptFailed.Outcome.RECORDED;
        } catch (SQLException | RuntimeException e) {
            warn(candidate.location() + " did not run after the failure: " + e.getMessage());
            Suppressed.add(failed.reported(), e);
            return false;
        }
    }

    private void warn(String text) {
        notes.add(text);
        context.listener().warning(text);
    }
}
