package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.BAD_SYNTAX;

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
    private boolean wrong;

    Halves(LayoutFile file, LayoutContext context) {
        this.file = file;
        this.context = context;
    }

    /** Takes a line that is no mark. */
    void line(int number, String text, String first) {
        last = number;
        if (up == 0 && !text.isBlank() && !text.strip().startsWith("--")) {
            wrong(number, "stands before '" + first + "'", "Move it below that line.");
        }
    }

    /** Takes the mark that the first half begins with. */
    void up(int number, String mark) {
        last = number;
        if (up > 0) {
            wrong(number, "a second '" + mark + "'", "Leave one of the two.");
        }
        up = number;
    }

    /** Takes the mark that the second half begins with. */
    void down(int number, String mark) {
        last = number;
        if (up == 0 || down > 0) {
            wrong(
                    number,
                    down > 0 ? "a second '" + mark + "'" : "'" + mark + "' before the half that applies",
                    "Write one half that applies, then one that takes back.");
        }
        down = number;
    }

    /** Tells of the first thing that is wrong with the file. */
    void wrong(int number, String what, String next) {
        if (!wrong) {
            wrong = true;
            context.findings()
                    .problem(new io.migrationledger.Problem(
                            BAD_SYNTAX, Optional.empty(), file.location() + ":" + number + ": " + what, next));
        }
    }

    boolean isDown() {
        return down > 0;
    }

    boolean isUp() {
        return up > 0;
    }

    /**
     * Returns the migration, or empty where something is wrong with the file.
     *
     * @param mark what the first half begins with
     * @param kept takes marks out of a line
     */
    Optional<LayoutMigration> migration(MigrationId id, String mark, Part.Kept kept) {
        if (up == 0) {
            wrong(1, "there is no '" + mark + "' in the file", "Write it above the statements that apply.");
        }
        if (wrong) {
            return Optional.empty();
        }
        Part applies = Part.of(file.script(), up + 1, down > 0 ? down - 1 : last, kept);
        LayoutMigration migration = LayoutMigration.of(id, applies).checksumOf(applies.content());
        return Optional.of(down > 0 ? migration.down(Part.of(file.script(), down + 1, last, kept)) : migration);
    }
}
