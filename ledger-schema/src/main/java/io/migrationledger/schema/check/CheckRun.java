package io.migrationledger.schema.check;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.Plan;
import io.migrationledger.PlannedMigration;
import io.migrationledger.Problem;
import io.migrationledger.RollbackOptions;
import io.migrationledger.ScratchDatabase;
import io.migrationledger.event.Failure;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.schema.declared.DeclaredSchema;
import io.migrationledger.schema.difference.SchemaChange;
import io.migrationledger.schema.difference.SchemaDifference;
import io.migrationledger.spi.schema.Snapshot;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** One check while it goes on. */
final class CheckRun {
    private static final MigrateOptions ONE = MigrateOptions.ALL.limit(1);

    private final Supplier<ScratchDatabase> scratches;
    private final Function<Connection, Migrator> migrators;
    private final List<CheckFinding> findings = new ArrayList<>();
    private final List<Migration> found = new ArrayList<>();
    private final Set<MigrationId> afterFailure = new HashSet<>();
    private final List<MigrationId> ran = new ArrayList<>();
    private final Set<MigrationId> rolledBack = new LinkedHashSet<>();
    private final Set<String> otherSchemas = new TreeSet<>();
    private Optional<Snapshot> built = Optional.empty();
    private String database = "";

    CheckRun(Supplier<ScratchDatabase> scratches, Function<Connection, Migrator> migrators) {
        this.scratches = scratches;
        this.migrators = migrators;
    }

    /** What may go on after a migration was tried. */
    private enum Next {
        GO_ON,
        /** The scratch database is in no state that the next migration could be tried in. */
        BEGIN_ANEW,
        STOP
    }

    void tryMigrations() {
        int done = 0;
        Next next = Next.BEGIN_ANEW;
        while (next == Next.BEGIN_ANEW) {
            try (ScratchDatabase scratch = scratches.get()) {
                next = from(done, scratch.connection());
            }
            done = ran.size();
        }
    }

    /** Tries the migrations behind those that have been tried in another scratch database. */
    private Next from(int done, Connection connection) {
        Migrator migrator = migrators.apply(connection);
        List<Problem> problems = migrator.validate();
        if (!problems.isEmpty()) {
            problems.forEach(this::input);
            return Next.STOP;
        }
        Plan plan = migrator.plan(MigrateOptions.ALL);
        List<PlannedMigration> planned = plan.migrations();
        if (done == 0) {
            planned.forEach(one -> found.add(one.migration()));
            afterFailure.addAll(plan.afterFailure());
        } else {
            migrator.migrate(MigrateOptions.ALL.limit(done));
        }
        Snapshot before = migrator.ledger().snapshot();
        database = before.server();
        built = Optional.of(before);
        for (PlannedMigration one : planned.subList(done, planned.size())) {
            Next next = trial(one.migration(), migrator, before);
            if (next != Next.GO_ON) {
                return ran.size() == planned.size() ? Next.STOP : next;
            }
            before = built.orElseThrow();
        }
        return Next.STOP;
    }

    private Next trial(Migration migration, Migrator migrator, Snapshot before) {
        try {
            migrator.migrate(upTo(migration, migrator));
        } catch (LedgerException e) {
            requireConnection(e);
            failed(CheckRule.UP, migration, e, "Fix the script: it was never applied as it stands here.");
            built = Optional.empty();
            return Next.STOP;
        }
        ran.add(migration.id());
        Snapshot after = migrator.ledger().snapshot();
        built = Optional.of(after);
        otherSchemas.addAll(migrator.ledger().otherSchemas());
        if (migration.down().isEmpty() || migration.repeatable() || hasNothingToUndo(migrator, migration)) {
            return Next.GO_ON;
        }
        try {
            migrator.rollback(RollbackOptions.steps(1));
        } catch (LedgerException e) {
            requireConnection(e);
            failed(CheckRule.DOWN, migration, e, "Fix the down script, or take it away where nothing can be undone.");
            return Next.BEGIN_ANEW;
        }
        boolean back = equal(
                CheckRule.DOWN_LEADS_BACK,
                migration,
                "its down script does not lead back to the schema before it",
                before,
                migrator.ledger().snapshot());
        try {
            migrator.migrate(upTo(migration, migrator));
        } catch (LedgerException e) {
            requireConnection(e);
            if (back) {
                failed(CheckRule.UP_AGAIN, migration, e, "Let the down script take back all that the migration did.");
            }
            return Next.BEGIN_ANEW;
        }
        rolledBack.add(migration.id());
        equal(
                CheckRule.UP_AGAIN,
                migration,
                "it builds another schema when it runs again after its down script",
                after,
                migrator.ledger().snapshot());
        return back ? Next.GO_ON : Next.BEGIN_ANEW;
    }

    /**
     * Returns what lets a run end with a migration. Repeatable ones that stand before it run again with it: those of every
     * run, and after a rollback all of them.
     */
    private MigrateOptions upTo(Migration migration, Migrator migrator) {
        int again = 0;
        for (Migration before : found) {
            if (before.id().equals(migration.id())) {
                break;
            }
            again += before.repeatable() ? 1 : 0;
        }
        if (again == 0) {
            return ONE;
        }
        List<MigrationId> next = migrator.plan(MigrateOptions.ALL.limit(again + 1)).migrations().stream()
                .map(planned -> planned.migration().id())
                .toList();
        return MigrateOptions.ALL.limit(next.indexOf(migration.id()) + 1);
    }

    /** A script without a statement has an empty down script in many histories. */
    private static boolean hasNothingToUndo(Migrator migrator, Migration migration) {
        return migrator.ledger()
                .state()
                .of(migration.id())
                .map(MigrationState::ranNothing)
                .orElse(true);
    }

    void compare(DeclaredSchema declared) {
        if (built.isEmpty()) {
            return;
        }
        DeclaredSchema.Built wanted;
        try {
            wanted = declared.build(this::open);
        } catch (NotOpened e) {
            throw e.why;
        } catch (LedgerException e) {
            requireConnection(e);
            Optional<Failure> failure =
                    e.getCause() instanceof MigrationFailedException failed ? failure(failed) : Optional.empty();
            declared(declared, failure, e.what(), List.of(), "Fix " + declared.name() + ".");
            return;
        }
        otherSchemas.addAll(wanted.otherSchemas());
        List<String> details = details(wanted.snapshot(), built.get());
        if (!details.isEmpty()) {
            declared(
                    declared,
                    Optional.empty(),
                    "the migrations build another schema than " + declared.name() + " declares",
                    details,
                    "Write a migration for the difference ('ledger generate' does), or write " + declared.name()
                            + " anew.");
        }
    }

    /** What a schema says of itself when it does not run is told apart from what keeps any of them from running. */
    private ScratchDatabase open() {
        try {
            return scratches.get();
        } catch (LedgerException e) {
            throw new NotOpened(e);
        }
    }

    private static final class NotOpened extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final LedgerException why;

        private NotOpened(LedgerException why) {
            super(why);
            this.why = why;
        }
    }

    /** A connection that is lost is nothing that somebody could fix in a file. */
    private static void requireConnection(LedgerException error) {
        if (error.code() == ErrorCode.CONNECTION_LOST) {
            throw error;
        }
    }

    private void declared(
            DeclaredSchema declared, Optional<Failure> failure, String what, List<String> details, String next) {
        int line = failure.map(Failure::line).orElse(0);
        findings.add(
                new CheckFinding(CheckRule.DECLARED, Optional.empty(), declared.name(), line, what, details, next));
    }

    void compare(MigrationCheck.AppliedElsewhere elsewhere) {
        if (findings.stream().anyMatch(finding -> finding.rule() == CheckRule.INPUT)) {
            return; // what could not be read is a finding of its own
        }
        Map<MigrationId, Migration> here = new LinkedHashMap<>();
        found.forEach(migration -> here.put(migration.id(), migration));
        Replaced replaced = Replaced.by(here.values(), elsewhere.state());
        for (MigrationState state : elsewhere.state().migrations()) {
            Optional<LedgerEvent.Applied> applied = state.inEffect();
            Migration local = here.get(state.id());
            boolean repeats = local != null && local.repeatable() || afterFailure.contains(state.id());
            if (applied.isEmpty() || repeats || replaced.isElsewhere(applied.get())) {
                continue;
            }
            if (local == null) {
                findings.add(new CheckFinding(
                        CheckRule.APPLIED,
                        Optional.of(state.id()),
                        "",
                        0,
                        "it is in effect in " + elsewhere.name() + " and not here",
                        List.of(),
                        "Bring its file back. A migration that was applied stays."));
            } else if (!local.checksum().equals(applied.get().header().checksum())) {
                findings.add(new CheckFinding(
                        CheckRule.APPLIED,
                        Optional.of(state.id()),
                        local.location(),
                        0,
                        "it was edited since it was applied in " + elsewhere.name(),
                        List.of("applied: " + applied.get().header().checksum(), "here: " + local.checksum()),
                        "Undo the edit, and write what is to change into a new migration."));
            }
        }
    }

    private boolean equal(CheckRule rule, Migration migration, String what, Snapshot expected, Snapshot present) {
        List<String> details = details(expected, present);
        if (details.isEmpty()) {
            return true;
        }
        findings.add(new CheckFinding(
                rule,
                Optional.of(migration.id()),
                migration.location(),
                0,
                what,
                details,
                "Let the down script undo just what the migration does."));
        return false;
    }

    private static List<String> details(Snapshot expected, Snapshot present) {
        return SchemaDifference.between(expected, present).stream()
                .map(SchemaChange::toString)
                .toList();
    }

    private void input(Problem problem) {
        findings.add(new CheckFinding(CheckRule.INPUT, problem.id(), "", 0, problem.what(), List.of(), problem.next()));
    }

    private void failed(CheckRule rule, Migration migration, LedgerException e, String next) {
        Optional<Failure> failure = failure(e);
        String file = failure.map(Failure::file).filter(name -> !name.isEmpty()).orElse(migration.location());
        findings.add(new CheckFinding(
                rule,
                Optional.of(migration.id()),
                file,
                failure.map(Failure::line).orElse(0),
                rule == CheckRule.DOWN ? "its down script fails" : "it fails",
                List.of(reason(e)),
                next));
    }

    private static Optional<Failure> failure(LedgerException e) {
        return e instanceof MigrationFailedException failed
                ? failed.result().failed().map(one -> one.failure())
                : Optional.empty();
    }

    private static String reason(LedgerException e) {
        return failure(e).map(Failure::message).orElse(e.what());
    }

    CheckResult result() {
        return new CheckResult(database, ran, rolledBack, findings, List.copyOf(otherSchemas));
    }
}
