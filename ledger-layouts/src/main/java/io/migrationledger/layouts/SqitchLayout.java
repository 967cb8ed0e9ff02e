package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.UNREADABLE_FILE;
import static io.migrationledger.ErrorCode.UNSUPPORTED_FILE;

import io.migrationledger.Problem;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.DirectoryLayout;
import io.migrationledger.migration.DirectoryListing;
import io.migrationledger.migration.ForeignMigration;
import io.migrationledger.migration.LayoutContext;
import io.migrationledger.migration.LayoutFile;
import io.migrationledger.migration.LayoutMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.NewFile;
import io.migrationledger.migration.NewMigration;
import io.migrationledger.migration.Recognition;
import io.migrationledger.migration.Recognition.Certainty;
import io.migrationledger.migration.SqlScript;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * sqitch: {@code sqitch.plan}, {@code deploy/users.sql}, {@code revert/users.sql}, {@code verify/users.sql}, in the order
 * of the plan (<a href="https://sqitch.org/docs/manual/sqitch/">its manual</a>). A verify script runs just after its
 * change, as a part of it: where it fails, the migration has failed. What it writes is taken back. A change that was
 * reworked is {@code users}, and from the second time on {@code users#2}.
 *
 * <p>{@link ForeignMigration}: the key is the change's name; attributes: {@code instance}, {@code planned-at}, {@code
 * planner}, {@code email}, {@code note}, {@code requires}, {@code conflicts}, {@code project}, {@code uri}: from these
 * sqitch derives the change's id.
 */
public final class SqitchLayout implements DirectoryLayout {
    private static final String PLAN = "sqitch.plan";

    @Override
    public String name() {
        return "sqitch";
    }

    @Override
    public String owner() {
        return "sqitch";
    }

    @Override
    public Optional<Recognition> recognise(DirectoryListing listing) {
        return listing.file(PLAN).map(file -> new Recognition(Certainty.MARKED, file));
    }

    @Override
    public Optional<List<NewFile>> create(DirectoryListing listing, NewMigration wanted) {
        throw io.migrationledger.LedgerException.input(
                io.migrationledger.ErrorCode.BAD_OPTION,
                "a new change of sqitch needs its line in " + PLAN + ", which the ledger does not write",
                "Have sqitch write both: sqitch add " + wanted.words() + " -n '"
                        + wanted.oneLine().replace("'", "") + "'.");
    }

    @Override
    public List<LayoutMigration> read(DirectoryListing listing, LayoutContext context) {
        LayoutFile file = listing.file(PLAN)
                .orElseThrow(() -> io.migrationledger.LedgerException.input(
                        UNREADABLE_FILE,
                        listing.name() + ": there is no " + PLAN,
                        "Name the directory that has it: --dir."));
        SqitchPlan plan = SqitchPlan.of(file);
        List<LayoutMigration> migrations = new ArrayList<>();
        Set<String> used = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (SqitchPlan.Change change : plan.changes()) {
            Optional<LayoutFile> deploy = script("deploy", change, listing, used);
            if (deploy.isEmpty()) {
                context.problem(
                        file,
                        UNREADABLE_FILE,
                        "there is no deploy/" + change.script() + ".sql, which it names",
                        "Restore it.");
                continue;
            }
            check(change, names, file, context);
            names.add(change.name());
            String id = change.instance() == 1 ? change.name() : change.name() + "#" + change.instance();
            Optional<MigrationId> known = context.id(deploy.get(), id);
            if (known.isPresent()) {
                migrations.add(migration(
                        known.get(),
                        change,
                        plan,
                        deploy.get(),
                        script("verify", change, listing, used),
                        script("revert", change, listing, used)));
            }
        }
        listing.scripts().stream()
                .filter(script -> !used.contains(script.path()))
                .forEach(script ->
                        context.findings().note(script.location() + " is not in " + PLAN + ", and is left out"));
        return ToolOrder.asWritten(migrations);
    }

    private static Optional<LayoutFile> script(
            String kind, SqitchPlan.Change change, DirectoryListing listing, Set<String> used) {
        Optional<LayoutFile> file = listing.file(kind + "/" + change.script() + ".sql");
        file.ifPresent(found -> used.add(found.path()));
        return file;
    }

    /** Tells of what a change requires that does not stand before it, and of conflicts with what does. */
    private static void check(SqitchPlan.Change change, Set<String> before, LayoutFile plan, LayoutContext context) {
        for (String required : change.requires()) {
            if (required.indexOf(':') >= 0) {
                tell(plan, change, "requires " + required + ", of another project", context);
            } else if (!required.startsWith("@") && !before.contains(withoutTag(required))) {
                tell(plan, change, "requires " + required + ", which does not stand before it", context);
            }
        }
        for (String conflict : change.conflicts()) {
            if (before.contains(withoutTag(conflict))) {
                tell(plan, change, "conflicts with " + conflict + ", which stands before it", context);
            }
        }
    }

    private static String withoutTag(String name) {
        int at = name.indexOf('@');
        return at > 0 ? name.substring(0, at) : name;
    }

    private static void tell(LayoutFile plan, SqitchPlan.Change change, String what, LayoutContext context) {
        context.findings()
                .problem(new Problem(
                        UNSUPPORTED_FILE,
                        Optional.empty(),
                        plan.location() + ":" + change.line() + ": " + change.name() + " " + what,
                        "Change the plan; a change of another project that is in effect can be taken out of it."));
    }

    private LayoutMigration migration(
            MigrationId id,
            SqitchPlan.Change change,
            SqitchPlan plan,
            LayoutFile deploy,
            Optional<LayoutFile> verify,
            Optional<LayoutFile> revert) {
        SqlScript applies = verify.map(check -> Verified.of(deploy.script(), check.script()))
                .orElse(deploy.script());
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("instance", Integer.toString(change.instance()));
        attributes.put("planned-at", change.plannedAt());
        attributes.put("planner", change.planner());
        attributes.put("email", change.email());
        attributes.put("note", change.note());
        attributes.put("requires", String.join(" ", change.requires()));
        attributes.put("conflicts", String.join(" ", change.conflicts()));
        attributes.put("project", plan.pragma("project"));
        attributes.put("uri", plan.pragma("uri"));
        LayoutMigration migration = LayoutMigration.of(id, applies)
                .checksumOf(deploy.script())
                .description(change.note())
                .directives(Directives.NONE.withoutPlaceholders())
                .foreign(new ForeignMigration(name(), change.name(), deploy.path(), deploy.script(), attributes));
        return revert.map(back -> migration.down(back.script())).orElse(migration);
    }
}
