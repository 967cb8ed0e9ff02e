package io.migrationledger.internal.script;

import static io.migrationledger.ErrorCode.EDITED_STATEMENT;

import io.migrationledger.LedgerException;
import io.migrationledger.event.Direction;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.StepList;
import io.migrationledger.migration.MigrationBody;
import java.util.List;

/** Finds statements that were edited after they took effect. */
public final class EditedStatements {

    private EditedStatements() {}

    /**
     * Checks that what already took effect still stands in the script as it was.
     *
     * @throws LedgerException naming the first statement that was edited, with both texts
     */
    static void refuse(Prepared prepared, MigrationState.Attempted attempt) {
        int done = attempt.done();
        StepList before = attempt.started().steps();
        boolean sameFile = attempt.started()
                        .header()
                        .checksum()
                        .equals(prepared.migration().checksum())
                && attempt.direction() == Direction.UP;
        if (done == 0 || (sameFile && hasNothingAround(prepared, attempt))) {
            return;
        }
        List<StepList.Entry> now = prepared.steps().entries();
        boolean mayBeLonger = sameFile && attempt.started().statements() == prepared.statements();
        int told = mayBeLonger ? Math.min(done, StepList.MAX_ENTRIES) : done;
        for (int i = 0; i < told; i++) {
            boolean known = i < before.entries().size() && i < now.size();
            if (known && before.entries().get(i).checksum().equals(now.get(i).checksum())) {
                continue;
            }
            String was = i < before.entries().size() ? before.entries().get(i).text() : "";
            String is = i < now.size() ? now.get(i).text() : "(no such statement)";
            throw LedgerException.input(
                    EDITED_STATEMENT,
                    prepared.location() + ": statement " + (i + 1) + " of migration "
                            + prepared.migration().id() + " has already taken effect and was edited"
                            + "\n  it ran as: "
                            + (was.isEmpty() ? "(its text was not kept)" : was.replace("\n", "\n    "))
                            + "\n  it is now: " + is.replace("\n", "\n    "),
                    "Restore it: statements 1 to " + done + " are in effect. Fix statement " + (done + 1)
                            + " or later.");
        }
    }

    /**
     * Returns whether the statements are those of the file whose checksum is recorded: that says nothing of what a layout
     * puts around them, now or when they ran.
     */
    private static boolean hasNothingAround(Prepared prepared, MigrationState.Attempted attempt) {
        boolean alone =
                !(Prepared.body(prepared.migration(), prepared.direction()) instanceof MigrationBody.Script body)
                        || body.script().own() == body.script();
        return alone && attempt.started().statements() == prepared.statements();
    }
}
