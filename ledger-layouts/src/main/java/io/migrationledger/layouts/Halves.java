package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.BAD_SYNTAX;

import io.migrationledger.Problem;
import io.migrationledger.migration.LayoutContext;
import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.LayoutMigration;
import io.migrationledger.migration.MigrationId;
import java.util.Optional;

/** The two halves of a file that a tool's marks divide: one that applies, and maybe one that takes back. */
final class Halves {
    private final LayoutFile file;
    private final LayoutContext context;
    private int up;
    private int down;
    private int last;
    private int before;
    private int downBefore;
    private String downMark = "";
    private boolean wrong;

    Halves(LayoutFile file, LayoutContext context) {
        this.file = file;
        this.context = context;
    }

    /** Takes a line that is no mark. */
    void line(int number, String text) {
        last = number;
        if (up == 0 && before == 0 && !text.isBlank() && !text.strip().startsWith("--")) {
            before = number;
        }
    }

    /** Takes the mark that the first half begins with. */
    void up(int number, String mark) {
        last = number;
        if (downBefore > 0 && (before == 0 || downBefore < before)) {
            wrong(
                    downBefore,
                    "'" + downMark + "' before the half that applies",
                    "Write one half that applies, then one that rolls back.");
        } else if (before > 0) {
            wrong(before, "stands before '" + mark + "'", "Move it below that line.");
        }
        if (up > 0) {
            wrong(number, "a second '" + mark + "'", "Leave one of the two.");
        }
        up = number;
    }

    /** Takes the mark that the second half begins with. */
    void down(int number, String mark) {
        last = number;
        if (down > 0) {
            wrong(number, "a second '" + mark + "'", "Write one half that applies, then one that rolls back.");
        } else if (up == 0) {
            downBefore = number;
            downMark = mark;
        }
        down = number;
    }

    /** Tells of the first thing that is wrong with the file. */
    void wrong(int number, String what, String next) {
        if (!wrong) {
            wrong = true;
            context.findings()
                    .problem(new Problem(
                            BAD_SYNTAX, Optional.empty(), file.location() + ":" + number + ": " + what, next));
        }
    }

    /**
     * Returns the migration, or empty where something is wrong with the file.
     *
     * @param mark what the first half begins with
     * @param kept takes marks out of a line
     */
    Optional<LayoutMigration> migration(MigrationId id, String mark, Part.Kept kept) {
        if (up == 0) {
            // A mark that is missing is not a statement that stands in the wrong place.
            wrong(
                    downBefore > 0 && (before == 0 || downBefore < before) ? downBefore : Math.max(before, 1),
                    "there is no '" + mark + "' in the file",
                    "Add a line '" + mark + "' above the statements that apply.");
        }
        if (wrong) {
            return Optional.empty();
        }
        Part applies = Part.of(file.script(), up + 1, down > 0 ? down - 1 : last, kept);
        LayoutMigration migration = LayoutMigration.of(id, applies).checksumOf(applies.content());
        return Optional.of(down > 0 ? migration.down(Part.of(file.script(), down + 1, last, kept)) : migration);
    }
}
