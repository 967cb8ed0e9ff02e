package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.UNSUPPORTED_FILE;

import io.migrationledger.Problem;
import io.migrationledger.migration.LayoutContext;
import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.LayoutMigration;
import io.migrationledger.migration.MigrationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What changes of a plan require and what they conflict with: other changes, as they are or as they were at a tag, of this
 * project or of another one
 * (<a href="https://sqitch.org/docs/manual/sqitchchanges/">sqitch's manual</a>). Another project is a namespace of its name.
 */
final class SqitchDependencies {
    private static final Set<String> SYMBOLS = Set.of("HEAD", "ROOT");

    private final SqitchPlan plan;
    private final LayoutFile file;
    private final LayoutContext context;

    SqitchDependencies(SqitchPlan plan, LayoutFile file, LayoutContext context) {
        this.plan = plan;
        this.file = file;
        this.context = context;
    }

    /**
     * A name in a dependency.
     *
     * @param project the project, or the empty string for this one
     * @param change the change, or the empty string for whatever stands at the tag
     * @param tag the tag, or the empty string
     */
    private record Name(String project, String change, String tag) {}

    private Name name(String text) {
        int colon = text.indexOf(':');
        String project = colon > 0 ? text.substring(0, colon) : "";
        String rest = text.substring(colon + 1);
        int at = rest.indexOf('@');
        return new Name(
                project.equals(plan.pragma("project")) ? "" : project,
                at < 0 ? rest : rest.substring(0, at),
                at < 0 ? "" : rest.substring(at + 1));
    }

    /**
     * Returns a migration with what its change requires and conflicts with elsewhere.
     *
     * @param index which change of the plan it is, counted from 0
     */
    LayoutMigration with(LayoutMigration migration, SqitchPlan.Change change, int index) {
        LayoutMigration result = migration;
        for (String text : change.requires()) {
            Name name = name(text);
            if (!name.project().isEmpty()) {
                Optional<MigrationId> elsewhere = elsewhere(change, "requires " + text, name);
                if (elsewhere.isPresent()) {
                    result = result.after(elsewhere.get());
                }
            } else if (!standsBefore(name, index)) {
                tell(change, "requires " + text + ", which does not stand before it");
            }
        }
        List<MigrationId> conflicts = new ArrayList<>();
        for (String text : change.conflicts()) {
            Name name = name(text);
            if (!name.project().isEmpty()) {
                elsewhere(change, "conflicts with " + text, name).ifPresent(conflicts::add);
            } else if (!name.tag().isEmpty()) {
                tell(change, "conflicts with " + text + ", a tag, which is not supported here; name the change alone");
            } else if (plan.changes().stream().noneMatch(other -> other.name().equals(name.change()))) {
                // As sqitch 1.3.1 does when it deploys: "Unable to find change".
                tell(change, "conflicts with " + text + ", which is not in the plan");
            } else {
                conflicts.add(MigrationId.of(migration.id().namespace(), name.change()));
            }
        }
        return conflicts.isEmpty() ? result : result.conflicts(conflicts);
    }

    private Optional<MigrationId> elsewhere(SqitchPlan.Change change, String what, Name name) {
        if (!name.tag().isEmpty() || name.change().isEmpty()) {
            tell(change, what + ", a tag of another project, whose plan is not read here; name the change alone");
            return Optional.empty();
        }
        return Optional.of(MigrationId.of(name.project(), name.change()));
    }

    private boolean standsBefore(Name name, int index) {
        int until = index;
        if (!name.tag().isEmpty() && !SYMBOLS.contains(name.tag())) {
            Integer tagged = plan.tags().get(name.tag());
            if (tagged == null || tagged >= index) {
                return false;
            }
            until = tagged + 1;
        }
        return name.change().isEmpty()
                || plan.changes().subList(0, until).stream()
                        .anyMatch(before -> before.name().equals(name.change()));
    }

    private void tell(SqitchPlan.Change change, String what) {
        context.findings()
                .problem(new Problem(
                        UNSUPPORTED_FILE,
                        Optional.empty(),
                        file.location() + ":" + change.line() + ": " + change.name() + " " + what,
                        "Change the plan."));
    }
}
