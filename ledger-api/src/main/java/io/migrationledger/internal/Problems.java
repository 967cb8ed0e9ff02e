package io.migrationledger.internal;

import static io.migrationledger.ErrorCode.IN_DOUBT;
import static io.migrationledger.ErrorCode.REQUIRES_NOT_APPLIED;
import static io.migrationledger.ErrorCode.UNKNOWN_REQUIRES;

import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import java.util.List;
import java.util.Optional;

/** What validation says. */
final class Problems {
    private static final int SHOWN = 20;

    private Problems() {}

    /** Returns one error that tells of all problems; a doubt comes first, as everything else waits for it. */
    static LedgerException toException(List<Problem> problems) {
        Problem first = problems.stream()
                .filter(problem -> problem.code() == IN_DOUBT)
                .findFirst()
                .orElse(problems.get(0));
        if (problems.size() == 1 || first.code() == IN_DOUBT) {
            return LedgerException.input(first.code(), first.what(), first.next());
        }
        StringBuilder what = new StringBuilder(problems.size() + " problems:");
        problems.stream()
                .limit(SHOWN)
                .forEach(problem -> what.append("\n  ")
                        .append(problem.code().code())
                        .append(": ")
                        .append(problem.what()));
        if (problems.size() > SHOWN) {
            what.append("\n  and ").append(problems.size() - SHOWN).append(" more");
        }
        return LedgerException.input(first.code(), what.toString(), first.next());
    }

    static Problem unknownRequires(Migration migration, MigrationId required) {
        return new Problem(
                UNKNOWN_REQUIRES,
                Optional.of(migration.id()),
                requires(migration, required) + ", which does not exist",
                "Correct the requires= directive, or add the source that holds " + required + ".");
    }

    static Problem requiresNotApplied(Migration migration, MigrationId required) {
        return new Problem(
                REQUIRES_NOT_APPLIED,
                Optional.of(migration.id()),
                requires(migration, required) + ", which would not be in effect",
                "Apply " + required + " first.");
    }

    private static String requires(Migration migration, MigrationId required) {
        return migration.location() + ": migration " + migration.id() + " requires " + required;
    }
}
