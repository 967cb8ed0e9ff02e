package io.migrationledger.spi.schema;

import io.migrationledger.event.Json;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The records of this package as JSON and back: a member for each component, by its name and in its order; what is empty or
 * false is left out. One rule for all of them, so that none can be forgotten.
 */
final class CanonicalText {
    private static final String FORMAT = "format";

    private CanonicalText() {}

    static String of(Record part) {
        return Json.write(members(part));
    }

    static String of(Snapshot snapshot, int format) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put(FORMAT, format);
        members.putAll(members(snapshot));
        return Json.write(members);
    }

    /** Returns the members of a record: texts, true, and lists and maps of these. */
    static Map<String, @Nullable Object> members(Record part) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (RecordComponent component : part.getClass().getRecordComponents()) {
            Object value = plain(valueOf(part, component));
            if (!isEmpty(value)) {
                members.put(component.getName(), value);
            }
        }
        return members;
    }

    private static Object valueOf(Record part, RecordComponent component) {
        try {
            return component.getAccessor().invoke(part);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a component of a public record cannot be read", e);
        }
    }

    private static Object plain(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? plain(optional.get()) : "";
        }
        if (value instanceof List<?> list) {
            List<Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(plain(element)));
            return elements;
        }
        return value instanceof Record inner ? members(inner) : value;
    }

    private static boolean isEmpty(Object value) {
        return value.equals("")
                || value.equals(false)
                || value instanceof List<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
    }

    static Snapshot parse(String text, int format) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>(Json.object(text));
        Object found = members.remove(FORMAT);
        if (!Long.valueOf(format).equals(found)) {
            throw new IllegalArgumentException("a snapshot of format " + found + ", not " + format);
        }
        return record(Snapshot.class, members);
    }

    private static <T extends Record> T record(Class<T> type, Map<?, ?> members) {
        RecordComponent[] components = type.getRecordComponents();
        Set<String> known =
                Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet());
        if (!known.containsAll(members.keySet())) {
            throw new IllegalArgumentException("a snapshot with unknown members: " + members.keySet());
        }
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(components[i].getGenericType(), members.get(components[i].getName()));
        }
        try {
            Constructor<T> canonical = type.getDeclaredConstructor(types);
            return canonical.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("not a snapshot: " + type.getSimpleName(), e);
        }
    }

    private static Object value(Type type, @Nullable Object json) {
        if (type instanceof ParameterizedType parameterized) {
            return ofGeneric(parameterized, json);
        }
        if (type == boolean.class) {
            return Boolean.TRUE.equals(json);
        }
        if (type == String.class) {
            return json == null ? "" : String.valueOf(json);
        }
        if (type instanceof Class<?> inner && inner.isRecord() && json instanceof Map<?, ?> map) {
            return record(inner.asSubclass(Record.class), map);
        }
        throw new IllegalArgumentException("not a snapshot: " + type.getTypeName() + " in place of " + json);
    }

    private static Object ofGeneric(ParameterizedType type, @Nullable Object json) {
        Type inner = type.getActualTypeArguments()[0];
        if (type.getRawType() == Optional.class) {
            return json == null ? Optional.empty() : Optional.of(value(inner, json));
        }
        if (type.getRawType() == List.class) {
            if (json != null && !(json instanceof List<?>)) {
                throw new IllegalArgumentException("not a snapshot: " + json + " in place of a list");
            }
            List<?> list = json == null ? List.of() : (List<?>) json;
            return list.stream().map(element -> value(inner, element)).toList();
        }
        Map<String, String> map = new LinkedHashMap<>();
        if (json instanceof Map<?, ?> members) {
            members.forEach((key, value) -> map.put(String.valueOf(key), String.valueOf(value)));
        }
        return map;
    }
}
