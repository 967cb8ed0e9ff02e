package io.migrationledger.migration;

import io.migrationledger.LedgerException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A migration as a layout found it. Immutable; each method that sets something returns a changed copy.
 *
 * <p>The head of the script is read on top of it: what {@code -- ledger:} comments say there wins over the layout's
 * directives.
 */
public final class LayoutMigration {
    private final MigrationId id;
    private final SqlScript up;
    private Optional<SqlScript> down = Optional.empty();
    private Optional<SqlScript> checksumOf = Optional.empty();
    private String description = "";
    private boolean repeatable;
    private boolean base;
    private List<MigrationId> after = List.of();
    private List<MigrationId> conflicts = List.of();
    private Precondition.Passing passing = Precondition.Passing.NEVER;
    private Optional<AfterFailure> afterFailure = Optional.empty();
    private Optional<String> always = Optional.empty();
    private String written = "";
    private String counted = "";
    private Directives directives = Directives.NONE;
    private Optional<Directives> downDirectives = Optional.empty();
    private Optional<SettingsText> downSettings = Optional.empty();
    private Optional<ForeignMigration> foreign = Optional.empty();

    private LayoutMigration(MigrationId id, SqlScript up) {
        this.id = id;
        this.up = up;
    }

    private LayoutMigration copy() {
        LayoutMigration copy = new LayoutMigration(id, up);
        copy.take(this);
        return copy;
    }

    private void take(LayoutMigration from) {
        down = from.down;
        checksumOf = from.checksumOf;
        description = from.description;
        repeatable = from.repeatable;
        base = from.base;
        after = from.after;
        conflicts = from.conflicts;
        passing = from.passing;
        afterFailure = from.afterFailure;
        always = from.always;
        written = from.written;
        counted = from.counted;
        directives = from.directives;
        downDirectives = from.downDirectives;
        downSettings = from.downSettings;
        foreign = from.foreign;
    }

    /** Returns a migration that runs a script. */
    public static LayoutMigration of(MigrationId id, SqlScript up) {
        return new LayoutMigration(id, up);
    }

    /** Returns what identifies it. */
    public MigrationId id() {
        return id;
    }

    /** Returns the script that applies it. */
    public SqlScript up() {
        return up;
    }

    /** Returns the script that takes it back, or empty where there is none. */
    public Optional<SqlScript> down() {
        return down;
    }

    /** Returns what the tool calls it, or empty where it is no other tool's. */
    public Optional<ForeignMigration> foreign() {
        return foreign;
    }

    /** Returns how it is run, before its script's head is read. */
    public Directives directives() {
        return directives;
    }

    /** Returns this with a script that takes it back. */
    public LayoutMigration down(SqlScript script) {
        LayoutMigration copy = copy();
        copy.down = Optional.of(script);
        return copy;
    }

    /** Returns this with another script that runs, whose checksum is that of the one before: with more around it, say. */
    public LayoutMigration running(SqlScript script) {
        if (script.equals(up)) {
            return this;
        }
        LayoutMigration copy = new LayoutMigration(id, script);
        copy.take(this);
        copy.checksumOf = Optional.of(checksumOf.orElse(up));
        return copy;
    }

    /** Returns this with the checksum of another text than the one that runs: the same without a tool's marks, say. */
    public LayoutMigration checksumOf(SqlScript text) {
        LayoutMigration copy = copy();
        copy.checksumOf = Optional.of(text);
        return copy;
    }

    /**
     * Returns this with another checksum, as long as the script is just this one: so that a script that was brought into
     * another form counts as the one before. Once it is edited, its own checksum counts.
     *
     * @param own the script's own checksum
     * @param other the one that counts in its place
     */
    public LayoutMigration countingAs(String own, String other) {
        LayoutMigration copy = copy();
        copy.written = own;
        copy.counted = other;
        return copy;
    }

    /** Returns this with words for what it does; a {@code -- description:} at the script's head wins. */
    public LayoutMigration description(String words) {
        LayoutMigration copy = copy();
        copy.description = words;
        return copy;
    }

    /** Returns this as one that runs again whenever its script changes. */
    public LayoutMigration repeatable() {
        LayoutMigration copy = copy();
        copy.repeatable = true;
        return copy;
    }

    /**
     * Returns this as one that stands, on a new database, for all versions up to its own. Its id is that version, which may
     * have a migration of its own.
     */
    public LayoutMigration base() {
        LayoutMigration copy = copy();
        copy.base = true;
        return copy;
    }

    /**
     * Returns this as one that runs in every run.
     *
     * @param run text that is another in every run
     */
    public LayoutMigration always(String run) {
        LayoutMigration copy = repeatable();
        copy.always = Optional.of(run);
        return copy;
    }

    /** Returns this as one that must not run while any of these is in effect. */
    public LayoutMigration conflicts(List<MigrationId> others) {
        LayoutMigration copy = copy();
        copy.conflicts = List.copyOf(others);
        return copy;
    }

    /** Returns this as one that a run passes over, or not, where it failed and nothing of it took effect. */
    public LayoutMigration passing(Precondition.Passing when) {
        LayoutMigration copy = copy();
        copy.passing = when;
        return copy;
    }

    /** Returns this as one that runs only after failures, and again after each. */
    public LayoutMigration afterFailure(AfterFailure when) {
        LayoutMigration copy = repeatable();
        copy.afterFailure = Optional.of(when);
        return copy;
    }

    /** Returns this run in another way, both up and down. */
    public LayoutMigration directives(Directives how) {
        if (how == directives) {
            return this;
        }
        LayoutMigration copy = copy();
        copy.directives = how;
        return copy;
    }

    /** Returns this with transactions and placeholders of the down script alone as these directives say. */
    public LayoutMigration downDirectives(Directives how) {
        LayoutMigration copy = copy();
        copy.downDirectives = Optional.of(how);
        return copy;
    }

    /** Returns this with what is said beside the down script of how it is run; its own head wins. */
    LayoutMigration downSettings(String location, String text) {
        LayoutMigration copy = copy();
        copy.downSettings = Optional.of(new SettingsText(location, text));
        return copy;
    }

    /** Directives as comments. */
    private record SettingsText(String location, String text) {}

    /** Returns this after another migration, whatever their ids. */
    public LayoutMigration after(MigrationId before) {
        Set<MigrationId> all = new LinkedHashSet<>(after);
        all.add(before);
        LayoutMigration copy = copy();
        copy.after = List.copyOf(all);
        return copy;
    }

    /** Returns what it is after, whatever their ids. */
    List<MigrationId> after() {
        return after;
    }

    /** Returns whether it stands for all versions up to its own. */
    boolean isBase() {
        return base;
    }

    /** Returns this with what its tool calls it. */
    public LayoutMigration foreign(ForeignMigration name) {
        LayoutMigration copy = copy();
        copy.foreign = Optional.of(name);
        return copy;
    }

    /**
     * Returns migrations that run in the order of this list, whatever their ids: each requires the one before it.
     *
     * @param migrations of one namespace
     */
    public static List<LayoutMigration> inOrder(List<LayoutMigration> migrations) {
        List<LayoutMigration> chain = new ArrayList<>(migrations.size());
        for (LayoutMigration migration : migrations) {
            chain.add(chain.isEmpty() ? migration : migration.after(chain.get(chain.size() - 1).id));
        }
        return chain;
    }

    /**
     * Returns migrations that run in the order of this list, with as few requirements as that takes. Where the ids have
     * another order, each requires the one before it. Where they have this order, only one that runs again would lose its
     * place to those behind it that do not: so each up to the last of these requires one that stands directly before it and
     * runs again.
     *
     * @param migrations of one namespace
     */
    public static List<LayoutMigration> keepingOrder(List<LayoutMigration> migrations) {
        int last = 0;
        for (int i = 0; i < migrations.size(); i++) {
            if (i > 0 && migrations.get(i - 1).id.compareTo(migrations.get(i).id) >= 0) {
                return inOrder(migrations);
            }
            last = migrations.get(i).repeatable ? last : i;
        }
        List<LayoutMigration> ordered = new ArrayList<>(migrations);
        for (int i = 1; i <= last; i++) {
            LayoutMigration before = migrations.get(i - 1);
            if (before.repeatable) {
                ordered.set(i, migrations.get(i).after(before.id));
            }
        }
        return ordered;
    }

    /**
     * Reads the scripts' heads and the checksum; what it is {@link #after} is not among its requirements yet.
     *
     * @return the migration, or empty where it is for other dialects
     * @throws LedgerException where a script cannot be read or its head is wrong
     */
    Optional<Migration> read(LayoutContext context) {
        ScriptScan scan = ScriptScan.of(up);
        ScriptScan own = checksumOf.isPresent() ? ScriptScan.of(checksumOf.get()) : scan;
        ScriptHead head = ScriptHead.of(up.location(), context.namespace(), own.head(), directives);
        Directives how = head.directives();
        if (!how.only().isEmpty() && Collections.disjoint(how.only(), context.dialects())) {
            return Optional.empty();
        }
        String summed = own.checksum();
        String checksum = summed.equals(written) ? counted : summed;
        String said = head.header().description();
        boolean once = !repeatable && id.isVersion();
        return Optional.of(new Migration(
                id,
                said.isEmpty() ? description : said,
                always.isPresent()
                        ? Migration.Runs.ALWAYS
                        : repeatable ? Migration.Runs.ON_CHANGE : Migration.Runs.ONCE,
                always.isPresent() ? Sha256.hex(checksum + always.get()) : checksum,
                new MigrationBody.Script(up),
                down.isEmpty() ? Optional.empty() : Optional.of(new MigrationBody.Script(down.get())),
                how,
                down.isEmpty() ? how : downDirectives(context, down.get(), how),
                head.header(),
                foreign,
                base || once && AtlasCheckpoint.isMarked(own.head()),
                conflicts,
                passing,
                afterFailure));
    }

    private Directives downDirectives(LayoutContext context, SqlScript script, Directives ofUp) {
        Directives how = downDirectives
                .map(own -> ofUp.with(own.transaction()).with(own.placeholders()))
                .orElse(ofUp);
        if (downSettings.isPresent()) {
            SettingsText beside = downSettings.get();
            how = ofDown(context, beside.location(), beside.text(), how);
        }
        return ofDown(context, script.location(), ScriptScan.of(script).head(), how);
    }

    private static Directives ofDown(LayoutContext context, String location, String text, Directives ofUp) {
        return ScriptHead.ofDown(location, context.namespace(), text, ofUp).directives();
    }
}
