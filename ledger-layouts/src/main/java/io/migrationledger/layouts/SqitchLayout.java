package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.UNREADABLE_FILE;
import static io.migrationledger.ErrorCode.UNSUPPORTED_FILE;

import io.migrationledger.Action;
import io.migrationledger.Advice;
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
 * sqitch: {@code sqitch.plan}, {@code deploy/users.sql}, {@code revert/users.sql}, {@code verify/users.sql}, or where
 * {@code sqitch.conf} says that they are, in the order of the plan (<a href="https://sqitch.org/docs/manual/sqitch/">its manual</a>). A verify script runs just after its
 * change, as a part of it: where it fails, the migration has failed. What it writes is taken back. A change that was
 * reworked is {@code users}, and from the second time on {@code users#2}.
 *
 * <p>{@link ForeignMigration}: the key is the change's name; attributes: {@code instance}, {@code planned-at}, {@code
 * planner}, {@code email}, {@code note}, {@code requires}, {@code conflicts}, {@code project}, {@code uri}, and {@code
 * change-id}, which sqitch derives from these.
 */
public final class SqitchLayout implements DirectoryLayout {
    /** What sqitch calls the databases, the surest first. */
    private static final Map<String, List<String>> ENGINES = Map.of(
            "sqlite", List.of("sqlite"),
            "postgres", List.of("pg", "yugabyte"),
            "mysql", List.of("mysql"),
            "cockroach", List.of("cockroach"),
            "oracle", List.of("oracle"),
            "firebird", List.of("firebird"));

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
        if (!mayBeSqitch(listing)) {
            return Optional.empty();
        }
        SqitchConfig config = SqitchConfig.of(listing);
        return config.plans().stream()
                .map(listing::file)
                .flatMap(Optional::stream)
                .findFirst()
                .or(config::file)
                .map(file -> new Recognition(Certainty.MARKED, file));
    }

    /** Returns whether there is a file that may be a plan or may name one. */
    private static boolean mayBeSqitch(DirectoryListing listing) {
        for (LayoutFile file : listing.files()) {
            if (file.directory().isEmpty()
                    && (file.name().equals(SqitchConfig.NAME) || file.name().endsWith(".plan"))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Optional<List<NewFile>> create(DirectoryListing listing, NewMigration wanted) {
        throw io.migrationledger.LedgerException.input(
                io.migrationledger.ErrorCode.BAD_OPTION,
                "a new change of sqitch needs its line in " + SqitchConfig.PLAN + ", which the ledger does not write",
                "Have sqitch write both: sqitch add " + wanted.words() + " -n '"
                        + wanted.oneLine().replace("'", "") + "'.");
    }

    @Override
    public List<LayoutMigration> read(DirectoryListing listing, LayoutContext context) {
        SqitchConfig config = SqitchConfig.of(listing);
        String engine = engine(config, context);
        List<String> outside = config.outside(engine);
        if (!outside.isEmpty()) {
            throw io.migrationledger.LedgerException.input(
                    UNSUPPORTED_FILE,
                    listing.name() + ": " + SqitchConfig.NAME + " names what is not below this directory: "
                            + String.join(", ", outside),
                    Advice.of(
                            "Name the directory that all of it is in, with a " + SqitchConfig.NAME
                                    + " that says where it is from there: ",
                            Action.DIRECTORY,
                            "."));
        }
        String path = config.plan(engine);
        LayoutFile file = listing.file(path)
                .orElseThrow(() -> io.migrationledger.LedgerException.input(
                        UNREADABLE_FILE,
                        listing.name() + ": there is no " + path
                                + config.file()
                                        .map(found -> ", where " + SqitchConfig.NAME + " says that the plan is")
                                        .orElse(""),
                        Advice.of("Name the directory that has it: ", Action.DIRECTORY, ".")));
        SqitchPlan plan = SqitchPlan.of(file);
        SqitchIds ids = new SqitchIds(plan);
        SqitchDependencies dependencies = new SqitchDependencies(plan, file, context);
        Scripts scripts = new Scripts(config, engine, listing, new HashSet<>());
        List<LayoutMigration> migrations = new ArrayList<>();
        for (int index = 0; index < plan.changes().size(); index++) {
            SqitchPlan.Change change = plan.changes().get(index);
            Optional<LayoutFile> deploy = scripts.of("deploy", change);
            if (deploy.isEmpty()) {
                context.problem(
                        file,
                        UNREADABLE_FILE,
                        "there is no " + config.script(engine, "deploy", change.script()) + ", which it names",
                        config.file().isPresent()
                                ? Advice.of("Restore it.")
                                : Advice.of(
                                        "Restore it. Where a " + SqitchConfig.NAME
                                                + " says where the scripts are, name the directory that has it: ",
                                        Action.DIRECTORY,
                                        "."));
                continue;
            }
            String id = change.instance() == 1 ? change.name() : change.name() + "#" + change.instance();
            Optional<MigrationId> known = context.id(deploy.get(), id);
            if (known.isPresent()) {
                LayoutMigration migration = migration(
                        known.get(),
                        change,
                        plan,
                        ids.of(change),
                        deploy.get(),
                        scripts.of("verify", change),
                        scripts.of("revert", change));
                migrations.add(dependencies.with(migration, change, index));
            }
        }
        scripts.tellOfOthers(path, context);
        return ToolOrder.asWritten(migrations);
    }

    /** Returns the engine whose settings hold: that of this database where it has its own, else the project's. */
    private static String engine(SqitchConfig config, LayoutContext context) {
        List<String> own = context.dialects().stream()
                .flatMap(name -> ENGINES.getOrDefault(name, List.of()).stream())
                .distinct()
                .toList();
        Optional<String> configured =
                own.stream().filter(config.engines()::contains).findFirst();
        String engine = configured.or(config::engine).orElse("");
        if (!engine.isEmpty() && !own.isEmpty() && !own.contains(engine)) {
            context.problem(
                    config.file().orElseThrow(),
                    UNSUPPORTED_FILE,
                    "the project is for sqitch's engine " + engine + ", and this database is of " + own.get(0),
                    "Name the directory whose scripts are for this database, or give its engine a section: [engine \""
                            + own.get(0) + "\"].");
        }
        return engine;
    }

    /**
     * The scripts of a plan.
     *
     * @param used the paths of those that were asked for
     */
    private record Scripts(SqitchConfig config, String engine, DirectoryListing listing, Set<String> used) {

        Optional<LayoutFile> of(String kind, SqitchPlan.Change change) {
            Optional<LayoutFile> file = listing.file(config.script(engine, kind, change.script()));
            file.ifPresent(found -> used.add(found.path()));
            return file;
        }

        void tellOfOthers(String plan, LayoutContext context) {
            String ending = config.script(engine, "deploy", "").replaceFirst(".*\\.", ".");
            listing.files().stream()
                    .filter(file -> file.isScript() || file.name().endsWith(ending))
                    .filter(file -> !used.contains(file.path()))
                    .forEach(file ->
                            context.findings().note(file.location() + " is not in " + plan + ", and is left out"));
        }
    }

    private LayoutMigration migration(
            MigrationId id,
            SqitchPlan.Change change,
            SqitchPlan plan,
            String changeId,
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
        attributes.put("change-id", changeId);
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
