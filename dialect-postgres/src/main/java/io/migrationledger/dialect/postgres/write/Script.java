package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.CompositeType;
import io.migrationledger.spi.schema.Domain;
import io.migrationledger.spi.schema.Extension;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Routine;
import io.migrationledger.spi.schema.SchemaItem;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Sequence;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.schema.View;
import io.migrationledger.spi.support.NeededFirst;
import io.migrationledger.spi.support.Unwritten;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The statements between two schemas, in the order in which they run. */
final class Script {
    /** The name of the step in which tables are changed: nothing else has such a name. */
    private static final String CHANGES = " changes";

    private final Snapshot from;
    private final Snapshot to;
    private final PartitionMoves moves;
    private final Surroundings about;
    private final Unwritten gaps = new Unwritten();

    private final List<SchemaStatement> statements = new ArrayList<>();
    private final Map<String, Table> before;
    private final Map<String, Table> after;
    private final Map<String, TableChange> changes = new TreeMap<>();
    private final EnumChanges enums;
    private final InTheWay inTheWay;
    private final PartsThatGo goes;
    /** Defaults that call a routine that is made anew: without them, until it is there again. */
    private final List<SchemaStatement> droppedDefaults = new ArrayList<>();
    /** Sequences that go before an identity takes their name. */
    private final Set<Sequence> replaced = new LinkedHashSet<>();

    Script(Snapshot from, Snapshot to) {
        this.moves = new PartitionMoves(from, to);
        this.from = moves.after();
        this.to = to;
        this.about = Surroundings.of(from, to);
        this.before = byName(this.from.tables());
        this.after = byName(to.tables());
        this.enums = new EnumChanges(this.from, to);
        after.forEach((name, table) -> {
            Table old = before.get(name);
            if (old != null && !old.equals(table)) {
                changes.put(name, new TableChange(old, table, about, gaps));
            }
        });
        this.inTheWay = inTheWay();
        this.goes = new PartsThatGo(before, after, changes, enums, inTheWay);
        this.from.tables().forEach(this::dropDefaultsOfWhatGoes);
    }

    static Map<String, Table> byName(List<Table> tables) {
        Map<String, Table> byName = new TreeMap<>();
        tables.forEach(table -> byName.put(table.name(), table));
        return byName;
    }

    SchemaScript write() {
        List<Routine> routines = changedRoutines();
        if (routines.stream().anyMatch(Bodies::isText)) {
            statements.add(Bodies.UNCHECKED);
        }
        dropParts(this::losesWhatItRefersTo);
        statements.addAll(moves.detach());
        dropParts(part -> !losesWhatItRefersTo(part) && inTheWay.isCalledBy(part));
        statements.addAll(droppedDefaults);
        dropViews();
        dropParts(part -> !losesWhatItRefersTo(part) && !inTheWay.isCalledBy(part));
        dropTables();
        dropSequencesAndIdentities();
        prepareTypes();
        NeededFirst.ordered(steps(routines), Step::name, Step::needs)
                .forEach(step -> step.write().run());
        createParts(Part.FOREIGN_KEY, Part.FOREIGN_KEY);
        to.sequences()
                .forEach(sequence ->
                        Types.owner(find(from.sequences(), sequence), sequence).ifPresent(statements::add));
        createParts(Part.RULE, Part.COPY);
        dropTheRest();
        others();
        return new SchemaScript(statements, gaps.lines());
    }

    /**
     * What is made among others.
     *
     * @param name the name that the others need it by
     * @param needs what it needs itself
     * @param write writes its statements
     */
    private record Step(String name, Set<String> needs, Runnable write) {
        static Step of(SchemaItem item, Runnable write) {
            return new Step(Needs.name(item), Needs.of(item), write);
        }
    }

    /** Returns what is made, in the order in which it stands where nothing else is needed. */
    private List<Step> steps(List<Routine> routines) {
        List<Step> steps = new ArrayList<>();
        Set<String> late = lateRoutines(routines);
        NeededFirst.ordered(domainsAndComposites(), SchemaItem::name, item -> Mentions.in(item.toString()))
                .forEach(type -> steps.add(Step.of(type, () -> prepare(type))));
        routines.stream()
                .filter(routine -> !late.contains(routine.identity()))
                .forEach(routine -> steps.add(Step.of(routine, () -> create(routine))));
        ordered(after, without(to.tables(), from.tables())).forEach(table -> {
            steps.add(new Step(table.name(), needs(table), () -> create(table)));
            steps.add(new Step("", Needs.ofParts(table), () -> partsOf(table, Part.CHECK, Part.STATISTICS)));
        });
        Set<String> ofChanges = new TreeSet<>();
        to.tables().stream()
                .filter(table -> before.containsKey(table.name()))
                .forEach(table -> ofChanges.addAll(Needs.ofParts(table)));
        changes.values().forEach(change -> ofChanges.addAll(Needs.of(change.to())));
        steps.add(new Step(CHANGES, ofChanges, this::changeTables));
        routines.stream()
                .filter(routine -> late.contains(routine.identity()))
                .forEach(routine -> steps.add(Step.of(routine, () -> create(routine))));
        ordered(to.views()).stream()
                .filter(view -> !from.views().contains(view) || inTheWay.has(from.views(), view))
                .forEach(view -> steps.add(Step.of(view, () -> write(view))));
        return steps;
    }

    /** A table is made when its parents have changed, so that nothing reaches it from above later. */
    private Set<String> needs(Table table) {
        Set<String> needs = new TreeSet<>(Needs.of(table));
        if (!Collections.disjoint(parents(after, table), changes.keySet())) {
            needs.add(CHANGES);
        }
        return needs;
    }

    private void write(View view) {
        statements.addAll(find(from.views(), view)
                .filter(old -> !inTheWay.contains(old))
                .map(old -> Views.change(old, view, gaps))
                .orElseGet(() -> Views.creation(view, gaps)));
    }

    static <T extends SchemaItem> Optional<T> find(List<T> items, SchemaItem like) {
        return items.stream()
                .filter(item ->
                        item.kind().equals(like.kind()) && item.identity().equals(like.identity()))
                .findFirst();
    }

    private static <T extends SchemaItem> List<T> without(List<T> items, List<T> others) {
        return items.stream().filter(item -> find(others, item).isEmpty()).toList();
    }

    private InTheWay inTheWay() {
        Set<String> gone = new TreeSet<>(before.keySet());
        gone.removeAll(after.keySet());
        Set<String> touched = new TreeSet<>(gone);
        changes.forEach((name, change) -> {
            if (!change.dropped().isEmpty() || !change.retyped().isEmpty()) {
                touched.add(name);
            }
        });
        touched.addAll(enums.tables());
        return new InTheWay(from, to, enums.names(), gone, touched);
    }

    private void dropDefaultsOfWhatGoes(Table table) {
        for (Column column : table.columns()) {
            if (column.defaultValue().filter(inTheWay::isCalledBy).isPresent()) {
                TableChange change = changeOf(after.getOrDefault(table.name(), table));
                droppedDefaults.add(change.dropDefault(column));
                if (after.containsKey(table.name())) {
                    changes.put(table.name(), change.withoutDefault(column));
                }
            }
        }
    }

    private static List<View> ordered(List<View> views) {
        return NeededFirst.ordered(views, View::name, view -> Mentions.in(view.definition()));
    }

    /** With the routines that need them, or that they need. */
    private void dropViews() {
        List<SchemaItem> items = new ArrayList<>(ordered(from.views()));
        items.addAll(Bodies.ordered(from.routines()));
        items.removeIf(item -> !inTheWay.contains(item));
        List<SchemaItem> order = new ArrayList<>(NeededFirst.ordered(items, Needs::name, Needs::of));
        Collections.reverse(order);
        order.forEach(item -> statements.add(item instanceof View view ? drop(view) : drop((Routine) item)));
    }

    private SchemaStatement drop(View view) {
        return find(to.views(), view).isPresent() ? Views.dropToMakeAgain(view) : Views.drop(view);
    }

    /** Parts that change, and those that stand in the way of a column or of a key. */
    private void dropParts(Predicate<Part> which) {
        List<SchemaStatement> drops = new ArrayList<>();
        for (int rank = Part.COPY; rank >= Part.KEY; rank--) {
            for (Table table : from.tables()) {
                for (Part part : goes.of(table).values()) {
                    if (part.rank() == rank && which.test(part) && goes.test(table, part)) {
                        part.drop().ifPresent(drops::add);
                    }
                }
            }
        }
        statements.addAll(drops);
    }

    private boolean losesWhatItRefersTo(Part part) {
        return part.model() instanceof ForeignKey key && moves.losesWhatItRefersTo(key);
    }

    static List<Table> ordered(Map<String, Table> tables, List<Table> some) {
        return NeededFirst.ordered(some, Table::name, table -> parents(tables, table));
    }

    private static Set<String> parents(Map<String, Table> tables, Table table) {
        Set<String> parents = new TreeSet<>();
        table.partitionOf().ifPresent(of -> parents.addAll(Mentions.in(of.table())));
        parents.addAll(Mentions.in(table.options().getOrDefault("inherits", "")));
        parents.remove(table.name());
        parents.retainAll(tables.keySet());
        return parents;
    }

    private void dropTables() {
        List<Table> order = new ArrayList<>(ordered(before, without(from.tables(), to.tables())));
        Collections.reverse(order);
        order.forEach(table -> statements.add(SchemaStatement.losing(
                "DROP TABLE " + Sql.name(table.name()), "drops table " + table.name() + " with its rows")));
    }

    /** An identity has a sequence, too: its name may be that of one that goes, or that is made. */
    private void dropSequencesAndIdentities() {
        changes.values().forEach(change -> statements.addAll(change.identitiesThatGo()));
        for (Sequence sequence : without(from.sequences(), to.sequences())) {
            changes.replaceAll((name, change) -> {
                Optional<Column> column = change.getsIdentity(sequence.name());
                if (column.isEmpty() || !replaced.add(sequence)) {
                    return change;
                }
                if (column.get().defaultValue().isPresent()) {
                    statements.add(change.dropDefault(column.get()));
                }
                statements.add(drop(sequence));
                return change.withoutDefault(column.get());
            });
        }
    }

    private static SchemaStatement drop(Sequence sequence) {
        return SchemaStatement.losing(
                "DROP SEQUENCE " + Sql.name(sequence.name()),
                "drops sequence " + sequence.name() + ": where it stands is lost");
    }

    private void prepareTypes() {
        for (Extension extension : to.extensions()) {
            Optional<Extension> old = find(from.extensions(), extension);
            if (old.isEmpty()) {
                statements.addAll(Types.creation(extension));
            } else if (!old.get().version().equals(extension.version())) {
                statements.add(SchemaStatement.of("ALTER EXTENSION " + Sql.name(extension.name()) + " UPDATE TO "
                        + Sql.text(extension.version())));
            }
        }
        for (Sequence sequence : to.sequences()) {
            Optional<Sequence> old = survivor(sequence);
            statements.addAll(
                    old.map(one -> Types.change(one, sequence)).orElseGet(() -> Types.creation(sequence, gaps)));
        }
        without(to.enums(), from.enums()).forEach(type -> statements.addAll(Types.creation(type)));
        statements.addAll(enums.statements());
        enums.tell(gaps);
    }

    private void prepare(SchemaItem type) {
        if (type instanceof Domain domain) {
            statements.addAll(find(from.domains(), domain)
                    .map(old -> Types.change(old, domain, gaps))
                    .orElseGet(() -> Types.creation(domain, gaps)));
        } else if (type instanceof CompositeType composite) {
            statements.addAll(find(from.compositeTypes(), composite)
                    .map(old -> Types.change(old, composite, gaps))
                    .orElseGet(() -> Types.creation(composite, gaps)));
        }
    }

    /** A sequence goes with the table that owns it. */
    private Optional<Sequence> survivor(Sequence sequence) {
        return find(from.sequences(), sequence).filter(old -> !goesWithItsColumn(old));
    }

    private boolean goesWithItsColumn(Sequence sequence) {
        String owner = sequence.options().getOrDefault("owned by", "");
        int dot = owner.lastIndexOf('.');
        if (dot < 0) {
            return false;
        }
        Table now = after.get(owner.substring(0, dot));
        return now == null || now.column(owner.substring(dot + 1)).isEmpty();
    }

    private List<SchemaItem> domainsAndComposites() {
        List<SchemaItem> items = new ArrayList<>(to.domains());
        items.addAll(to.compositeTypes());
        return items;
    }

    private List<Routine> changedRoutines() {
        return Bodies.ordered(to.routines().stream()
                .filter(routine -> !from.routines().contains(routine) || inTheWay.has(from.routines(), routine))
                .toList());
    }

    /** The head of a function, and a body that is no text, need their tables when the function is made. */
    private Set<String> lateRoutines(List<Routine> routines) {
        Set<String> early = new TreeSet<>();
        Set<String> relations = new TreeSet<>(after.keySet());
        to.views().forEach(view -> relations.add(view.name()));
        for (Table table : to.tables()) {
            table.columns().forEach(column -> {
                column.defaultValue().ifPresent(text -> early.addAll(Mentions.in(text)));
                column.generated().ifPresent(text -> early.addAll(Mentions.in(text.expression())));
            });
            table.checks().forEach(check -> early.addAll(Mentions.in(check.expression())));
            table.indexes()
                    .forEach(index -> index.parts().forEach(part -> early.addAll(Mentions.in(part.expression()))));
        }
        return routines.stream()
                .filter(routine -> !early.contains(routine.name())
                        && Mentions.in(routine.definition()).stream().anyMatch(relations::contains))
                .filter(routine -> to.views().stream()
                        .noneMatch(view -> Mentions.in(view.definition()).contains(routine.name())
                                && Mentions.in(routine.definition()).contains(view.name())))
                .map(SchemaItem::identity)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void create(Routine routine) {
        statements.add(SchemaStatement.of(Sql.unmarked(routine.definition())));
        String was = find(from.routines(), routine)
                .filter(old -> !inTheWay.contains(old))
                .map(Routine::comment)
                .orElse("");
        if (!was.equals(routine.comment())) {
            statements.add(Tables.comment(words(routine), routine.comment()));
        }
        gaps.options(routine.kind() + " " + routine.identity(), routine.options(), Set.of());
    }

    private static String words(Routine routine) {
        return (routine.kind().equals("procedure") ? "PROCEDURE " : "FUNCTION ") + Sql.name(routine.name()) + "("
                + routine.arguments() + ")";
    }

    private SchemaStatement drop(Routine routine) {
        String sql = "DROP " + words(routine);
        return inTheWay.contains(routine)
                        && to.routines().stream().anyMatch(now -> now.name().equals(routine.name()))
                ? SchemaStatement.losing(
                        sql,
                        "drops " + routine.kind() + " " + routine.identity()
                                + " and makes it again: what was granted on it, or revoked, is lost")
                : SchemaStatement.of(sql);
    }

    private void create(Table table) {
        statements.addAll(Tables.creation(
                table, parents(after, table).stream().map(after::get).toList(), moves.danger(table), gaps));
        partsOf(table, Part.KEY, Part.KEY);
    }

    private void changeTables() {
        List<Table> there = ordered(
                after,
                to.tables().stream()
                        .filter(table -> before.containsKey(table.name()))
                        .toList());
        there.forEach(this::change);
        to.sequences().stream()
                .filter(sequence -> survivor(sequence).isEmpty())
                .forEach(sequence ->
                        Numbers.ofDefault(sequence, changes.values()).ifPresent(statements::add));
        there.forEach(table -> partsOf(table, Part.KEY, Part.STATISTICS));
    }

    private void change(Table table) {
        TableChange change = changeOf(table);
        statements.addAll(Descent.rest(change, changesAbove(change)).columns());
        statements.addAll(Tables.options(change.from(), table, gaps));
        change.tell();
        PartitionMoves.attach(change.from(), table).ifPresent(statements::add);
    }

    /** Returns what changes in a table that stays: nothing, it may be. */
    private TableChange changeOf(Table table) {
        return changes.getOrDefault(
                table.name(), new TableChange(before.getOrDefault(table.name(), table), table, about, gaps));
    }

    private List<TableChange> changesAbove(TableChange change) {
        Set<String> parents = parents(after, change.to());
        parents.retainAll(parents(before, change.from()));
        return parents.stream()
                .flatMap(name ->
                        to.tables().stream().filter(table -> table.name().equals(name)))
                .map(this::changeOf)
                .toList();
    }

    private void createParts(int first, int last) {
        to.tables().forEach(table -> partsOf(table, first, last));
    }

    /** Makes the parts that are new, changed, or were in the way. */
    private void partsOf(Table table, int first, int last) {
        Table old = before.get(table.name());
        Map<String, Part> had = old == null ? Map.of() : goes.of(old);
        Parts.of(table, gaps).values().stream()
                .filter(part -> part.rank() >= first && part.rank() <= last)
                .filter(part -> old != null || !(part.model() instanceof Key key && Tables.standsWithin(table, key)))
                .sorted(Comparator.comparing(Part::rank))
                .forEach(part -> {
                    Part same = had.get(part.key());
                    if (same == null || old == null || goes.test(old, same)) {
                        part.made().forEach(one -> statements.add(old == null ? ofNewTable(one) : one));
                    } else {
                        statements.addAll(same.become(part));
                    }
                });
    }

    /** There are no rows yet that it could fail on. */
    private static SchemaStatement ofNewTable(SchemaStatement one) {
        return new SchemaStatement(one.sql(), Optional.empty(), one.alone());
    }

    private void dropTheRest() {
        List<SchemaItem> types = new ArrayList<>(without(from.domains(), to.domains()));
        types.addAll(without(from.compositeTypes(), to.compositeTypes()));
        types.addAll(without(from.enums(), to.enums()));
        List<SchemaItem> items =
                new ArrayList<>(NeededFirst.ordered(types, SchemaItem::name, item -> Mentions.in(item.toString())));
        without(Bodies.ordered(from.routines()), to.routines()).stream()
                .filter(routine -> !inTheWay.contains(routine))
                .forEach(items::add);
        List<SchemaItem> order = new ArrayList<>(NeededFirst.ordered(items, Needs::name, Needs::of));
        Collections.reverse(order);
        order.forEach(item -> statements.add(
                item instanceof Routine routine
                        ? drop(routine)
                        : SchemaStatement.of(
                                (item instanceof Domain ? "DROP DOMAIN " : "DROP TYPE ") + Sql.name(item.name()))));
        without(from.sequences(), to.sequences()).stream()
                .filter(sequence -> !replaced.contains(sequence) && !goesWithItsColumn(sequence))
                .forEach(sequence -> statements.add(drop(sequence)));
        dropExtensions();
    }

    /** In one statement their order is of no matter. */
    private void dropExtensions() {
        List<String> names = without(from.extensions(), to.extensions()).stream()
                .map(Extension::name)
                .toList();
        if (!names.isEmpty()) {
            statements.add(SchemaStatement.losing(
                    "DROP EXTENSION " + Sql.names(names),
                    "drops " + (names.size() == 1 ? "extension " : "extensions ") + String.join(", ", names)
                            + " with what " + (names.size() == 1 ? "it holds" : "they hold")));
        }
    }

    /** What the model has no place for is told as the catalogue has it, which is no statement. */
    private void others() {
        Set<SchemaItem> had = new LinkedHashSet<>(from.others());
        Set<SchemaItem> has = new LinkedHashSet<>(to.others());
        to.others().stream()
                .filter(one -> !had.contains(one))
                .forEach(one -> gaps.add(one.kind() + " " + one.name()
                        + (find(from.others(), one).isPresent() ? " changes" : " is added")));
        from.others().stream()
                .filter(one -> !has.contains(one) && find(to.others(), one).isEmpty())
                .forEach(one -> gaps.add(one.kind() + " " + one.name() + " is removed"));
        Set<String> options = new TreeSet<>(from.options().keySet());
        options.addAll(to.options().keySet());
        for (String option : options) {
            String was = from.options().getOrDefault(option, "not set");
            String is = to.options().getOrDefault(option, "not set");
            if (!was.equals(is)) {
                gaps.add("the schema's " + option + " was " + was + ", is " + is);
            }
        }
    }
}
