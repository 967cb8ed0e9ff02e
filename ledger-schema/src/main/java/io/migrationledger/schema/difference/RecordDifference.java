package io.migrationledger.schema.difference;

import io.migrationledger.spi.schema.SchemaPart;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares two records of the model, component by component. It knows no type by name, so that what is added to the model is
 * compared, too.
 */
final class RecordDifference {
    private final String object;
    private final List<SchemaChange> changes;

    /** Collects the changes of one object. */
    RecordDifference(String object, List<SchemaChange> changes) {
        this.object = object;
        this.changes = changes;
    }

    /**
     * Compares.
     *
     * @param part what they are of the object; empty for the object itself
     * @param within what stands before the names of properties, with a blank at its end
     */
    void compare(String part, String within, Record before, Record after) {
        for (RecordComponent component : before.getClass().getRecordComponents()) {
            Object left = value(component, before);
            Object right = value(component, after);
            if (!Objects.equals(left, right)) {
                String property = within + SchemaDifference.words(component.getName());
                compareValues(part, property, left, right);
            }
        }
    }

    private void compareValues(String part, String property, @Nullable Object left, @Nullable Object right) {
        Object before = unwrapped(left);
        Object after = unwrapped(right);
        if (before instanceof Map<?, ?> options && after instanceof Map<?, ?> others) {
            compareOptions(part, options, others);
        } else if (isListOfParts(before, after)) {
            compareParts(part, parts(before), parts(after));
        } else if (before instanceof Record one && after instanceof Record other) {
            compare(part, property + " ", one, other);
        } else {
            changes.add(SchemaChange.changed(object, part, property, text(before), text(after)));
        }
    }

    /** Compares what was said beyond the parts of a record; each word is a property. */
    void compareOptions(String part, Map<?, ?> before, Map<?, ?> after) {
        Map<String, String> left = texts(before);
        Map<String, String> right = texts(after);
        for (String name : SchemaDifference.names(left, right)) {
            Optional<String> one = Optional.ofNullable(left.get(name));
            Optional<String> other = Optional.ofNullable(right.get(name));
            if (!one.equals(other)) {
                changes.add(SchemaChange.changed(object, part, name, one, other));
            }
        }
    }

    private void compareParts(String within, List<SchemaPart> left, List<SchemaPart> right) {
        Map<String, SchemaPart> before = SchemaDifference.parts(left);
        Map<String, SchemaPart> after = SchemaDifference.parts(right);
        String prefix = within.isEmpty() ? "" : within + ", ";
        for (String name : SchemaDifference.names(before, after)) {
            SchemaPart one = before.get(name);
            SchemaPart other = after.get(name);
            if (one == null) {
                changes.add(SchemaChange.added(object, prefix + name));
            } else if (other == null) {
                changes.add(SchemaChange.removed(object, prefix + name));
            } else {
                compare(prefix + name, "", (Record) one, (Record) other);
            }
        }
        compareOrder(within, before, after);
    }

    /** The order tells only of what is in both. */
    private void compareOrder(String within, Map<String, SchemaPart> before, Map<String, SchemaPart> after) {
        List<String> left = new ArrayList<>(before.keySet());
        List<String> right = new ArrayList<>(after.keySet());
        left.retainAll(after.keySet());
        right.retainAll(before.keySet());
        if (!left.equals(right)) {
            changes.add(SchemaChange.changed(
                    object,
                    within,
                    "order",
                    Optional.of(String.join(", ", left)),
                    Optional.of(String.join(", ", right))));
        }
    }

    private static boolean isListOfParts(@Nullable Object before, @Nullable Object after) {
        return before instanceof List<?> left
                && after instanceof List<?> right
                && (left.isEmpty() || left.get(0) instanceof SchemaPart)
                && (right.isEmpty() || right.get(0) instanceof SchemaPart);
    }

    private static List<SchemaPart> parts(@Nullable Object list) {
        List<SchemaPart> parts = new ArrayList<>();
        if (list instanceof List<?> all) {
            all.forEach(part -> parts.add((SchemaPart) part));
        }
        return parts;
    }

    private static Map<String, String> texts(Map<?, ?> options) {
        Map<String, String> texts = new TreeMap<>();
        options.forEach((name, value) -> texts.put((String) name, (String) value));
        return texts;
    }

    private static @Nullable Object unwrapped(@Nullable Object value) {
        return value instanceof Optional<?> optional ? optional.orElse(null) : value;
    }

    private static Optional<String> text(@Nullable Object value) {
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof Boolean flag) {
            return Optional.of(flag ? "yes" : "no");
        }
        if (value instanceof List<?> list) {
            return SchemaDifference.said(
                    list.stream().map(one -> text(one).orElse("")).collect(java.util.stream.Collectors.joining(", ")));
        }
        if (value instanceof Record part) {
            Map<String, String> said = new LinkedHashMap<>();
            for (RecordComponent component : part.getClass().getRecordComponents()) {
                text(unwrapped(value(component, part)))
                        .filter(text -> !text.equals("no") && !text.equals("{}"))
                        .ifPresent(text -> said.put(SchemaDifference.words(component.getName()), text));
            }
            return Optional.of(said.size() == 1 ? said.values().iterator().next() : said.toString());
        }
        return SchemaDifference.said(value.toString());
    }

    private static @Nullable Object value(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // records of the model are public
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
