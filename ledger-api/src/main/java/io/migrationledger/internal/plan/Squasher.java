package io.migrationledger.internal.plan;

import static io.migrationledger.ErrorCode.BAD_OPTION;
import static io.migrationledger.ErrorCode.NOT_SQUASHABLE;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.SquashedScript;
import io.migrationledger.ValidationException;
import io.migrationledger.event.Direction;
import io.migrationledger.internal.script.Placeholders;
import io.migrationledger.internal.script.Prepared;
import io.migrationledger.migration.DialectNames;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.ForeignMigration;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.ScriptRules;
import java.io.File;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Writes one script that has the effect of several. Reads files only. */
public final class Squasher {
    /** Other tools' layouts that read a script named as the others there and with nothing else in it. */
    private static final Set<String> LAYOUTS = Set.of("flyway", "golang-migrate");

    private static final int LINE = 100;

    private final ScriptRules rules;
    private final List<MigrationSource> sources;
    private final List<String> variants;
    private final LocalMigrations local;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<MigrationId, Migration> chosen = new LinkedHashMap<>();

    /** Reads the sources. */
    public Squasher(ScriptRules rules, List<MigrationSource> sources, List<String> variants) {
        this.rules = rules;
        this.sources = sources;
        this.variants = variants;
        this.local = LocalMigrations.read(sources, variants);
    }

    /**
     * Writes it.
     *
     * @throws ValidationException naming everything that cannot be joined
     */
    public SquashedScript squash(Optional<MigrationId> from, MigrationId last, String description) throws SQLException {
        if (!local.problems().isEmpty()) {
            throw new ValidationException(local.problems());
        }
        local.checkKnown(last);
        from.ifPresent(local::checkKnown);
        checkVersions(last);
        choose(from, last);
        checkBases(from, last);
        Migration newest = chosen.values().stream()
                .filter(migration -> migration.id().equals(last))
                .findFirst()
                .orElseThrow();
        MigrationId to = newest.id(); // as its file writes it
        checkLayout();
        JoinedScripts up = new JoinedScripts(rules, Direction.UP, problems);
        for (Migration migration : chosen.values()) {
            up.add(migration);
        }
        Optional<JoinedScripts> down = down();
        Optional<String> variant = variant();
        List<MigrationId> replaces = replaces();
        List<MigrationId> requires = requires();
        String head = head(description, replaces, requires);
        check();
        String upText = head + up.text();
        Optional<String> downText = down.map(joined -> "-- Undoes all of " + to + "\n" + joined.text());
        check(to, upText, up.statements(), downText, down.map(JoinedScripts::statements));
        return new SquashedScript(
                to, replaces, up.statements().size(), upText, downText, variant, newest.location(), files(), notes);
    }

    /** Refuses names: with them the order is not that of the ids, and so not known from a first and a last one. */
    private void checkVersions(MigrationId to) {
        for (Migration migration : local.ordered()) {
            MigrationId id = migration.id();
            if (!id.namespace().equals(to.namespace()) || migration.repeatable()) {
                continue;
            }
            if (!id.isVersion()) {
                throw LedgerException.input(
                        NOT_SQUASHABLE,
                        migration.location() + ": the id " + id + " is no version, so that the order up to " + to
                                + " is not that of the ids",
                        "Write the script by hand, with '-- ledger: replaces=…' at its head.");
            }
            if (id.equals(to)) {
                return;
            }
        }
    }

    private void choose(Optional<MigrationId> from, MigrationId to) {
        for (Migration migration : local.ordered()) {
            MigrationId id = migration.id();
            boolean inside = !migration.repeatable()
                    && id.namespace().equals(to.namespace())
                    && id.compareTo(to) <= 0
                    && (from.isEmpty() || id.compareTo(from.get()) >= 0);
            if (inside) {
                refused(migration.up());
                migration.down().ifPresent(this::refused);
                chosen.put(id, own(migration));
            }
        }
        if (chosen.size() < 2) {
            throw LedgerException.input(
                    BAD_OPTION,
                    "there is nothing to squash: "
                            + (from.isEmpty()
                                    ? "no migration stands below " + to
                                    : from.get() + " to " + to + " is " + chosen.size() + " migration"),
                    Advice.of(
                            "Name the last of several versioned migrations, and with ",
                            Action.SQUASH_FROM,
                            " the first."));
        }
    }

    /** A new database runs the base, and would run what it stands for once more with a script that reaches across it. */
    private void checkBases(Optional<MigrationId> from, MigrationId to) {
        for (Migration base : local.bases()) {
            MigrationId id = base.id();
            boolean across = id.namespace().equals(to.namespace())
                    && id.compareTo(to) < 0
                    && (from.isEmpty() || id.compareTo(from.get()) >= 0);
            if (across) {
                problems.add(new Problem(
                        NOT_SQUASHABLE,
                        Optional.of(id),
                        base.location() + ": it stands for the versions up to " + id.value() + " on a new database",
                        Advice.of(
                                "Squash the versions above it (",
                                Action.SQUASH_FROM,
                                "). Or delete it first, where no database has run it.")));
            }
        }
    }

    /** What must not run must not run as a part of another script either. */
    private void refused(MigrationBody body) {
        if (body instanceof MigrationBody.Script script) {
            script.script().refused().ifPresent(problems::add);
        }
    }

    /** Returns the migration without callbacks around it: the layout puts them around the new script, too. */
    private static Migration own(Migration migration) {
        return new Migration(
                migration.id(),
                migration.description(),
                migration.runs(),
                migration.checksum(),
                own(migration.up()),
                migration.down().map(Squasher::own),
                migration.directives(),
                migration.downDirectives(),
                migration.header(),
                migration.foreign(),
                migration.base(),
                migration.conflicts(),
                migration.passing(),
                migration.afterFailure());
    }

    private static MigrationBody own(MigrationBody body) {
        return body instanceof MigrationBody.Script script
                ? new MigrationBody.Script(script.script().own())
                : body;
    }

    /** Refuses a layout in which a plain script of this name would not be read, or not as it stands. */
    private void checkLayout() {
        for (Migration migration : chosen.values()) {
            Optional<String> tool = migration.foreign().map(ForeignMigration::tool);
            if (tool.isPresent() && !LAYOUTS.contains(tool.get())) {
                throw LedgerException.input(
                        NOT_SQUASHABLE,
                        migration.location() + ": scripts in the layout " + tool.get() + " are not put together",
                        "Write the script by hand as " + tool.get()
                                + " reads it, with '-- ledger: replaces=…' at its head. Written are scripts of the ledger's"
                                + " own layout, Flyway's and golang-migrate's.");
            }
        }
    }

    private Optional<JoinedScripts> down() throws SQLException {
        List<Migration> reversed = new ArrayList<>(chosen.values());
        Collections.reverse(reversed);
        Optional<Migration> without = reversed.stream()
                .filter(migration -> migration.down().isEmpty())
                .findFirst();
        if (without.isPresent()) {
            notes.add(
                    "no down script was written, as migration " + without.get().id() + " has none");
            return Optional.empty();
        }
        JoinedScripts down = new JoinedScripts(rules, Direction.DOWN, problems);
        for (Migration migration : reversed) {
            down.add(migration);
        }
        return Optional.of(down);
    }

    /** Returns the dialect where the scripts, or which of them there are, differ between databases. */
    private Optional<String> variant() {
        Set<List<String>> kinds = new HashSet<>();
        kinds.add(fingerprints(local.ordered()));
        for (List<String> database : DialectNames.databases()) {
            kinds.add(fingerprints(LocalMigrations.read(sources, database).ordered()));
        }
        if (kinds.size() == 1) {
            return Optional.empty();
        }
        String name = variants.isEmpty() ? "" : variants.get(0);
        notes.add("the scripts are not the same for every database: this one is for " + name
                + ". Write those for other databases, too");
        return Optional.of(name);
    }

    private List<String> fingerprints(List<Migration> migrations) {
        MigrationId first = Collections.min(chosen.keySet());
        MigrationId last = Collections.max(chosen.keySet());
        return migrations.stream()
                .filter(migration -> !migration.repeatable()
                        && migration.id().compareTo(first) >= 0
                        && migration.id().compareTo(last) <= 0)
                .map(migration -> migration.id() + " " + migration.checksum() + " "
                        + migration.down().map(MigrationBody::location).orElse(""))
                .toList();
    }

    private List<MigrationId> replaces() {
        Set<MigrationId> all = new LinkedHashSet<>();
        for (Migration migration : chosen.values()) {
            all.addAll(migration.directives().replaces()); // of one that was squashed before
            all.add(migration.id());
        }
        return List.copyOf(all);
    }

    private List<MigrationId> requires() {
        Set<MigrationId> all = new LinkedHashSet<>();
        chosen.values().forEach(migration -> all.addAll(migration.directives().requires()));
        all.removeAll(chosen.keySet());
        if (chosen.values().stream().anyMatch(migration -> migration.foreign().isPresent())) {
            local.ordered().stream() // callbacks around the run, which the layout puts before the new script, too
                    .filter(Migration::repeatable)
                    .forEach(migration -> all.remove(migration.id()));
        }
        return List.copyOf(all);
    }

    private String head(String description, List<MigrationId> replaces, List<MigrationId> requires) {
        StringBuilder head =
                new StringBuilder("-- description: ").append(description).append('\n');
        String line = "-- ledger: replaces=";
        for (MigrationId id : replaces) {
            boolean first = line.endsWith("=");
            if (!first && line.length() + id.value().length() >= LINE) {
                head.append(line).append('\n');
                line = "-- ledger: replaces=";
                first = true;
            }
            line += (first ? "" : ",") + id.value();
        }
        head.append(line).append('\n');
        for (MigrationId id : requires) {
            head.append("-- ledger: requires=")
                    .append(id.namespace())
                    .append(':')
                    .append(id.value())
                    .append('\n');
        }
        same(Directives::transaction, "transaction")
                .filter(value -> value == Directives.Transaction.NONE)
                .ifPresent(value -> head.append("-- ledger: transaction=none\n"));
        same(Directives::placeholders, "placeholders")
                .filter(value -> value == Directives.Placeholders.NONE)
                .ifPresent(value -> head.append("-- ledger: placeholders=none\n"));
        same(Directives::lockTimeout, "lock-timeout")
                .flatMap(value -> value)
                .ifPresent(value -> head.append("-- ledger: lock-timeout=").append(millis(value)));
        same(Directives::statementTimeout, "statement-timeout")
                .flatMap(value -> value)
                .ifPresent(value -> head.append("-- ledger: statement-timeout=").append(millis(value)));
        return head.toString();
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms\n";
    }

    /** Returns what all scripts have in common, in both directions; what differs is a problem. */
    private <T> Optional<T> same(Function<Directives, T> part, String name) {
        T first = part.apply(chosen.values().iterator().next().directives());
        for (Migration migration : chosen.values()) {
            boolean equal = part.apply(migration.directives()).equals(first)
                    && (migration.down().isEmpty()
                            || part.apply(migration.downDirectives()).equals(first));
            if (!equal) {
                problems.add(new Problem(
                        NOT_SQUASHABLE,
                        Optional.of(migration.id()),
                        migration.location() + ": " + name + " is not as in those before it",
                        JoinedScripts.APART));
                return Optional.empty();
            }
        }
        return Optional.of(first);
    }

    private void check() {
        if (!problems.isEmpty()) {
            throw new ValidationException(problems);
        }
    }

    /** Reads what was written as a run will read it: with the files that stay, and statement by statement. */
    private void check(
            MigrationId to,
            String up,
            List<String> upStatements,
            Optional<String> down,
            Optional<List<String>> downStatements)
            throws SQLException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(to.value() + "_squashed.sql", up);
        down.ifPresent(text -> files.put(to.value() + "_squashed.down.sql", text));
        List<Migration> all = new ArrayList<>(local.ordered());
        all.removeIf(migration -> chosen.containsKey(migration.id()));
        Migration written =
                Migrations.scripts(to.namespace(), files).migrations(variants).get(0);
        all.add(written);
        MigrationOrder.of(Replacements.applied(all, local.bases(), problems), problems);
        check();
        require(written, Direction.UP, upStatements);
        if (downStatements.isPresent()) {
            require(written, Direction.DOWN, downStatements.get());
        }
    }

    private void require(Migration written, Direction direction, List<String> statements) throws SQLException {
        Prepared prepared = Prepared.of(written, direction, rules, new Placeholders(false, Map.of()));
        if (prepared.statements() != statements.size() || !JoinedScripts.isSame(statements, prepared.steps())) {
            throw new IllegalStateException("the squashed script has other statements than those that it replaces");
        }
    }

    private List<String> files() {
        List<String> files = new ArrayList<>();
        for (Migration migration : chosen.values()) {
            add(migration, migration.location(), ForeignMigration.SETTINGS, files);
            migration.down().ifPresent(down -> add(migration, down.location(), ForeignMigration.DOWN_SETTINGS, files));
        }
        return files;
    }

    /** Adds a script and the settings beside it, which would be an error without it. */
    private static void add(Migration migration, String script, String settings, List<String> files) {
        files.add(script);
        setting(migration, settings).ifPresent(files::add);
        String beside = script + ".ledger";
        if (migration.foreign().isEmpty() && new File(beside).isFile()) {
            files.add(beside);
        }
    }

    private static Optional<String> setting(Migration migration, String name) {
        return migration
                .foreign()
                .flatMap(tool -> Optional.ofNullable(tool.attributes().get(name)));
    }
}
