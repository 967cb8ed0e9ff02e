package io.migrationledger.spring;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.StatusReport;
import io.migrationledger.ValidationException;
import io.migrationledger.event.MigrationState;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** That everything is in effect, in a program that applies nothing itself. Each look is one read of the ledger. */
final class Expectation {
    private static final Logger log = LoggerFactory.getLogger("io.migrationledger");
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int SHOWN = 10;

    /** What the run of another process may put right: it adopts, begins the ledger, goes on with what is part-way. */
    private static final Set<ErrorCode> BORNE_WHILE_WAITING = EnumSet.of(
            ErrorCode.NOT_EMPTY,
            ErrorCode.LEDGER_ELSEWHERE,
            ErrorCode.OUT_OF_ORDER,
            ErrorCode.UNSETTLED,
            ErrorCode.REQUIRES_NOT_APPLIED,
            ErrorCode.PARTLY_REPLACED);

    private final MigratedDatabase database;

    Expectation(MigratedDatabase database) {
        this.database = database;
    }

    /**
     * Looks once.
     *
     * @throws ValidationException where something would stop a run
     * @throws LedgerException with {@link ErrorCode#PENDING} where something is not in effect
     */
    void check() {
        StatusReport report = database.migrator().status();
        List<Problem> problems = problems(report);
        if (!problems.isEmpty()) {
            throw new ValidationException(problems);
        }
        List<StatusReport.Line> missing = missing(report);
        if (!missing.isEmpty()) {
            throw pending(
                    missing,
                    "",
                    "Migrate first, with the ledger command or by an application with"
                            + " migration-ledger.mode=migrate; then start this one again.");
        }
    }

    /**
     * Looks until everything is in effect.
     *
     * @throws ValidationException where something is wrong that no other process can put right
     * @throws LedgerException with {@link ErrorCode#PENDING} after the time limit; with {@link ErrorCode#NO_CONNECTION}
     *     where the database refuses the log-in, or cannot be reached until the time limit
     */
    void await() {
        Duration limit = database.start().waitTimeout();
        long begin = System.nanoTime();
        Duration pause = PAUSE;
        while (true) {
            Optional<NotYet> reason = whyNotYet(limit);
            if (reason.isEmpty()) {
                return;
            }
            Duration left = limit.minusNanos(System.nanoTime() - begin);
            if (left.isNegative() || left.isZero()) {
                throw reason.get().atTheEnd();
            }
            log.info(reason.get().waiting());
            sleep(pause.compareTo(left) < 0 ? pause : left);
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }

    /**
     * Looks once.
     *
     * @return why the start has to wait; empty where everything is in effect
     * @throws LedgerException where waiting is of no use
     */
    private Optional<NotYet> whyNotYet(Duration limit) {
        StatusReport report;
        try {
            report = database.migrator().status();
        } catch (LedgerException e) {
            if (!Reachability.mayComeBack(e)) {
                throw e;
            }
            return Optional.of(new NotYet("waiting until " + database.name() + " can be reached: " + e.what(), e));
        }
        List<Problem> problems = problems(report);
        List<Problem> fatal =
                problems.stream().filter(problem -> !isBorne(problem, report)).toList();
        if (!fatal.isEmpty()) {
            throw new ValidationException(fatal);
        }
        List<StatusReport.Line> missing = missing(report);
        if (missing.isEmpty()) {
            return problems.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new NotYet(
                            "waiting until another process has put " + database.name() + " right: "
                                    + problems.get(0).what(),
                            new ValidationException(problems)));
        }
        LedgerException late = pending(
                missing,
                " after " + limit.toSeconds() + " seconds",
                "See whether the process that migrates"
                        + " is at work, or give it more time: migration-ledger.wait-timeout.");
        return Optional.of(new NotYet(
                "waiting until another process has migrated " + database.name() + ": " + names(missing), late));
    }

    /**
     * Why the start has to wait.
     *
     * @param waiting the line for the log
     * @param atTheEnd what the start ends with where no time is left
     */
    private record NotYet(String waiting, LedgerException atTheEnd) {}

    /** A rollback that stopped part-way is finished by a person; no process that migrates goes on with it. */
    private static boolean isBorne(Problem problem, StatusReport report) {
        boolean rollback = problem.code() == ErrorCode.UNSETTLED
                && report.lines().stream()
                        .filter(line -> problem.id().equals(Optional.of(line.id())))
                        .flatMap(line -> line.state().stream())
                        .anyMatch(MigrationState::isRollback);
        return !rollback && BORNE_WHILE_WAITING.contains(problem.code());
    }

    private List<Problem> problems(StatusReport report) {
        return report.problems().stream()
                .filter(problem -> !(database.start().outOfOrder() && problem.code() == ErrorCode.OUT_OF_ORDER))
                .toList();
    }

    private static List<StatusReport.Line> missing(StatusReport report) {
        return report.lines().stream().filter(StatusReport.Line::needsAttention).toList();
    }

    private static String names(List<StatusReport.Line> lines) {
        String names = lines.stream()
                .limit(SHOWN)
                .map(line -> line.id() + " ("
                        + line.standing().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")")
                .collect(Collectors.joining(", "));
        return lines.size() > SHOWN ? names + " and " + (lines.size() - SHOWN) + " more" : names;
    }

    private LedgerException pending(List<StatusReport.Line> missing, String when, String next) {
        String what = missing.size() == 1 ? "one migration is" : missing.size() + " migrations are";
        return LedgerException.input(ErrorCode.PENDING, what + " not in effect" + when + ": " + names(missing), next);
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException(
                    ErrorCode.PENDING,
                    "the start was interrupted while it waited for migrations",
                    LedgerException.NOTHING_CHANGED,
                    "Start again.",
                    e);
        }
    }
}
