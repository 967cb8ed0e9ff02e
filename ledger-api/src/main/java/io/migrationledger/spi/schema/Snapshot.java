package io.migrationledger.spi.schema;

import io.migrationledger.migration.Sha256;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One schema at one time: all that it holds but rows, owners and rights, and the ledger's own tables. Two snapshots of one
 * schema are equal as long as no definition has changed. Immutable.
 *
 * @param dialect the name of the dialect whose driver read it
 * @param server product and version, as people are told; not part of the {@link #hash()}
 * @param tables sorted by name, as are all lists here
 * @param views materialised ones among them
 * @param sequences without those of identity columns
 * @param enums types of listed values
 * @param domains types with conditions
 * @param compositeTypes types of several attributes
 * @param routines functions and procedures
 * @param extensions those whose objects stand in the schema
 * @param events what the database does by itself at its time
 * @param others what the model has no place for
 * @param options what was said of the schema itself: {@code collation}, {@code character set}, {@code comment}
 */
public record Snapshot(
        String dialect,
        String server,
        List<Table> tables,
        List<View> views,
        List<Sequence> sequences,
        List<EnumType> enums,
        List<Domain> domains,
        List<CompositeType> compositeTypes,
        List<Routine> routines,
        List<Extension> extensions,
        List<ScheduledEvent> events,
        List<Other> others,
        Map<String, String> options) {

    /** The version of the canonical text; texts of different versions are not compared. */
    public static final int FORMAT = 1;

    /** Makes it immutable, and puts everything into a stable order. */
    public Snapshot {
        tables = Order.ofItems(tables);
        views = Order.ofItems(views);
        sequences = Order.ofItems(sequences);
        enums = Order.ofItems(enums);
        domains = Order.ofItems(domains);
        compositeTypes = Order.ofItems(compositeTypes);
        routines = Order.ofItems(routines);
        extensions = Order.ofItems(extensions);
        events = Order.ofItems(events);
        others = Order.ofItems(others);
        options = Order.options(options);
    }

    /** Returns a snapshot that holds nothing. */
    public static Snapshot empty(String dialect, String server) {
        return new Snapshot(
                dialect, server, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(), Map.of());
    }

    /** Returns all objects, kind by kind and each kind by name. */
    public Stream<SchemaItem> items() {
        return Stream.of(tables, views, sequences, enums, domains, compositeTypes, routines, extensions, events, others)
                .flatMap(List::stream);
    }

    /** Returns the same without the objects that the condition is true of, and without the sequences of tables left out. */
    public Snapshot without(Predicate<? super SchemaItem> leftOut) {
        Set<String> gone = tables.stream()
                .filter(leftOut)
                .map(Table::name)
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
        Predicate<Sequence> ofThose = sequence -> {
            String owner = sequence.options().getOrDefault("owned by", "");
            return owner.contains(".") && gone.contains(owner.substring(0, owner.lastIndexOf('.')));
        };
        return new Snapshot(
                dialect,
                server,
                rest(tables, leftOut),
                rest(views, leftOut),
                sequences.stream().filter(ofThose.or(leftOut).negate()).toList(),
                rest(enums, leftOut),
                rest(domains, leftOut),
                rest(compositeTypes, leftOut),
                rest(routines, leftOut),
                rest(extensions, leftOut),
                rest(events, leftOut),
                rest(others, leftOut),
                options);
    }

    private static <T extends SchemaItem> List<T> rest(List<T> items, Predicate<? super SchemaItem> leftOut) {
        return items.stream().filter(item -> !leftOut.test(item)).toList();
    }

    /** Returns the same with other tables. */
    public Snapshot withTables(List<Table> other) {
        return new Snapshot(
                dialect,
                server,
                other,
                views,
                sequences,
                enums,
                domains,
                compositeTypes,
                routines,
                extensions,
                events,
                others,
                options);
    }

    /** Returns the same with other sequences. */
    public Snapshot withSequences(List<Sequence> other) {
        return new Snapshot(
                dialect,
                server,
                tables,
                views,
                other,
                enums,
                domains,
                compositeTypes,
                routines,
                extensions,
                events,
                others,
                options);
    }

    /** Returns the same with other objects that the model has no place for. */
    public Snapshot withOthers(List<Other> other) {
        return new Snapshot(
                dialect,
                server,
                tables,
                views,
                sequences,
                enums,
                domains,
                compositeTypes,
                routines,
                extensions,
                events,
                other,
                options);
    }

    /**
     * Returns the canonical text: one JSON object without blanks between its parts, members and lists in a stable order, what
     * is empty or false left out. Equal snapshots have equal texts.
     */
    public String text() {
        return CanonicalText.of(this, FORMAT);
    }

    /** Returns the SHA-256 of the canonical text without {@code server}, in lower-case hexadecimal. */
    public String hash() {
        return Sha256.hex(new Snapshot(
                        dialect,
                        "",
                        tables,
                        views,
                        sequences,
                        enums,
                        domains,
                        compositeTypes,
                        routines,
                        extensions,
                        events,
                        others,
                        options)
                .text());
    }

    /**
     * Reads a canonical text.
     *
     * @throws IllegalArgumentException where it is none, or is of another {@link #FORMAT}
     */
    public static Snapshot parse(String text) {
        return CanonicalText.parse(text, FORMAT);
    }
}
