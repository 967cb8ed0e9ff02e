package io.migrationledger.event;

import io.migrationledger.migration.MigrationId;
import io.migrationledger.sql.TouchedObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads and writes the attributes of each type of event as the JSON object in the column {@code detail}. */
public final class EventDetail {
    private final Map<String, @Nullable Object> members;

    private EventDetail(Map<String, @Nullable Object> members) {
        this.members = members;
    }

    private static final String SCRIPT = "script";
    private static final String LEFT_OUT = "scriptLeftOut";
    private static final String SNAPSHOT = "snapshot";
    private static final String SNAPSHOT_LEFT_OUT = "snapshotLeftOut";
    private static final String ENVIRONMENT = "environment";
    private static final String KEPT_DOWN = "keptDown";
    private static final String OBJECTS = "objects";
    private static final String MORE_OBJECTS = "moreObjects";
    private static final String THEN = "then";

    /** Returns the detail of a {@code STARTED} event. */
    public static String started(int statements, Strategy strategy, StepList steps, String description) {
        return started(statements, strategy, steps, description, ScriptMark.NONE);
    }

    /** Returns the detail of a {@code STARTED} event of an attempt whose scripts may be kept. */
    public static String started(
            int statements, Strategy strategy, StepList steps, String description, ScriptMark script) {
        return started(statements, strategy, steps, description, script, OptionalLong.empty());
    }

    /**
     * Returns the detail of a {@code STARTED} event of an attempt whose scripts may be kept.
     *
     * @param fence the number of the lease under which it begins; empty where the lock is bound to a session
     */
    public static String started(
            int statements,
            Strategy strategy,
            StepList steps,
            String description,
            ScriptMark script,
            OptionalLong fence) {
        Map<String, @Nullable Object> members = startedMembers(statements, strategy, steps, description);
        fence.ifPresent(number -> members.put("fence", number));
        script.hash().ifPresent(hash -> members.put(SCRIPT, hash));
        script.leftOut().ifPresent(why -> members.put(LEFT_OUT, why));
        return Json.write(members);
    }

    /** Returns the detail of a {@code STARTED} event of an attempt that another tool may have made. */
    public static String started(
            int statements, Strategy strategy, StepList steps, String description, Optional<Adopted> adopted) {
        Map<String, @Nullable Object> members = startedMembers(statements, strategy, steps, description);
        adopted.ifPresent(row -> row.addTo(members));
        return Json.write(members);
    }

    private static Map<String, @Nullable Object> startedMembers(
            int statements, Strategy strategy, StepList steps, String description) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("statements", statements);
        members.put("strategy", strategy.name());
        putText(members, "description", description);
        if (!steps.entries().isEmpty()) {
            List<Object> list = new ArrayList<>();
            for (StepList.Entry entry : steps.entries()) {
                list.add(List.of(entry.checksum(), entry.text()));
            }
            members.put("steps", list);
        }
        return members;
    }

    /**
     * Returns a detail that says that the down script came out of the ledger.
     *
     * @param hash the hash of the kept script that it is of; empty where it is a file's, and the detail stays as it is
     */
    public static String withKeptDown(String detail, Optional<String> hash) {
        if (hash.isEmpty()) {
            return detail;
        }
        Map<String, @Nullable Object> members = Json.object(detail);
        members.put(KEPT_DOWN, hash.get());
        return Json.write(members);
    }

    static Optional<String> keptDown(String detail) {
        return new EventDetail(Json.object(detail)).optional(KEPT_DOWN);
    }

    /** Returns a detail that says what its run is to roll back after the migration, in that order; as it is where that is nothing. */
    public static String withThen(String detail, List<MigrationId> then) {
        if (then.isEmpty()) {
            return detail;
        }
        Map<String, @Nullable Object> members = Json.object(detail);
        members.put(
                THEN,
                then.stream().map(id -> List.of(id.namespace(), id.value())).toList());
        return Json.write(members);
    }

    static List<MigrationId> then(String detail) {
        if (!detail.contains('"' + THEN + '"') || !(Json.object(detail).get(THEN) instanceof List<?> list)) {
            return List.of();
        }
        List<MigrationId> ids = new ArrayList<>(list.size());
        for (Object element : list) {
            List<?> id = (List<?>) element;
            ids.add(MigrationId.of(String.valueOf(id.get(0)), String.valueOf(id.get(1))));
        }
        return List.copyOf(ids);
    }

    /** Returns a detail without the hashes of kept texts, for an event that was not written yet. */
    public static String withoutKept(String detail) {
        Map<String, @Nullable Object> members = Json.object(detail);
        boolean named = members.remove(SCRIPT) != null;
        return members.remove(SNAPSHOT) != null || named ? Json.write(members) : detail;
    }

    /** Returns a detail that says which snapshot of the schema was taken at the event, or why none is kept. */
    public static String withSnapshot(String detail, ScriptMark snapshot) {
        if (snapshot.equals(ScriptMark.NONE)) {
            return detail;
        }
        Map<String, @Nullable Object> members = Json.object(detail);
        snapshot.hash().ifPresent(hash -> members.put(SNAPSHOT, hash));
        snapshot.leftOut().ifPresent(why -> members.put(SNAPSHOT_LEFT_OUT, why));
        return Json.write(members);
    }

    /** Looks for the name first: most events have no snapshot, and what reads all of them does not parse them twice. */
    static Optional<String> snapshot(String detail) {
        return member(detail, SNAPSHOT);
    }

    static Optional<String> snapshotLeftOut(String detail) {
        return member(detail, SNAPSHOT_LEFT_OUT);
    }

    private static Optional<String> member(String detail, String name) {
        return detail.contains('"' + name + '"')
                ? new EventDetail(Json.object(detail)).optional(name)
                : Optional.empty();
    }

    /** Returns the detail of a {@code STEP} event. */
    public static String step(Optional<Intent> intent) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        intent.ifPresent(next -> {
            members.put("intent", next.statement());
            members.put("checksum", next.checksum());
            members.put("fingerprint", next.fingerprint());
        });
        return Json.write(members);
    }

    /** Returns the detail of an {@code APPLIED} or {@code ROLLED_BACK} event. */
    public static String settled(String description, Optional<String> reason) {
        return settled(description, reason, List.of());
    }

    /**
     * Returns the detail of the {@code APPLIED} event of a script that may stand for others.
     *
     * @param replaces the migrations of its namespace that it stands for; empty for an ordinary one
     */
    public static String settled(String description, Optional<String> reason, List<MigrationId> replaces) {
        return settled(description, reason, replaces, Optional.empty(), Touched.NONE);
    }

    /**
     * Returns the detail of the event that ends an attempt well.
     *
     * @param replaces the migrations of its namespace that it stands for; empty for an ordinary one
     * @param script the hash by which its scripts are kept, or empty
     * @param touched what its statements changed
     */
    public static String settled(
            String description,
            Optional<String> reason,
            List<MigrationId> replaces,
            Optional<String> script,
            Touched touched) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        putText(members, "description", description);
        reason.ifPresent(text -> members.put("reason", text));
        if (!replaces.isEmpty()) {
            members.put("replaces", replaces.stream().map(MigrationId::value).toList());
        }
        script.ifPresent(hash -> members.put(SCRIPT, hash));
        putTouched(members, touched);
        return Json.write(members);
    }

    /** Returns the detail of an {@code APPLIED} or {@code ROLLED_BACK} event, with what another tool's history says of it. */
    public static String settled(String description, Optional<String> reason, Optional<Adopted> adopted) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        putText(members, "description", description);
        reason.ifPresent(text -> members.put("reason", text));
        adopted.ifPresent(row -> row.addTo(members));
        return Json.write(members);
    }

    /** Returns the detail of a {@code NOTED} event. */
    public static String noted(Optional<String> environment, Optional<String> reason) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        environment.ifPresent(name -> members.put(ENVIRONMENT, name));
        reason.ifPresent(text -> members.put("reason", text));
        return Json.write(members);
    }

    /** Returns the detail of a {@code FAILED} event. */
    public static String failed(Optional<Failure> error, Optional<Doubt> doubt, Optional<String> reason) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        error.ifPresent(failure -> {
            Map<String, @Nullable Object> inner = new LinkedHashMap<>();
            inner.put("statement", failure.statement());
            putText(inner, "file", failure.file());
            inner.put("line", failure.line());
            putText(inner, "sqlState", failure.sqlState());
            inner.put("vendorCode", failure.vendorCode());
            inner.put("message", failure.message());
            members.put("error", inner);
        });
        doubt.ifPresent(open -> {
            Map<String, @Nullable Object> inner = new LinkedHashMap<>();
            inner.put("statement", open.statement());
            putText(inner, "file", open.file());
            inner.put("line", open.line());
            putText(inner, "text", open.text());
            inner.put("reason", open.reason());
            putText(inner, "query", open.query());
            members.put("doubt", inner);
        });
        reason.ifPresent(text -> members.put("reason", text));
        return Json.write(members);
    }

    /**
     * Returns the event that a stored row describes.
     *
     * @throws IllegalArgumentException where the type, the origin or the detail is not one this version knows
     */
    public static LedgerEvent toEvent(String type, String origin, EventHeader header) {
        return of(header.detail()).event(type, origin, header);
    }

    /**
     * Reads a detail.
     *
     * @throws IllegalArgumentException where it is not one this version knows
     */
    public static EventDetail of(String detail) {
        return new EventDetail(Json.object(detail));
    }

    /**
     * Returns the event of this detail, which is also the header's.
     *
     * @throws IllegalArgumentException where the type, the origin or the detail is not one this version knows
     */
    public LedgerEvent event(String type, String origin, EventHeader header) {
        return switch (EventType.valueOf(type)) {
            case STARTED ->
                new LedgerEvent.Started(
                        header,
                        Origin.valueOf(origin),
                        number("statements"),
                        Strategy.valueOf(text("strategy")),
                        steps(),
                        text("description"),
                        optional(SCRIPT),
                        optional(LEFT_OUT));
            case STEP -> new LedgerEvent.Step(header, intent());
            case APPLIED ->
                new LedgerEvent.Applied(
                        header,
                        Origin.valueOf(origin),
                        text("description"),
                        optional("reason"),
                        replaces(header.id().namespace()),
                        optional(SCRIPT));
            case FAILED -> new LedgerEvent.Failed(header, Origin.valueOf(origin), error(), doubt(), optional("reason"));
            case ROLLED_BACK ->
                new LedgerEvent.RolledBack(header, Origin.valueOf(origin), optional("reason"), optional(SCRIPT));
            case NOTED -> new LedgerEvent.Noted(header, optional(ENVIRONMENT), optional("reason"));
        };
    }

    private StepList steps() {
        StepList steps = StepList.EMPTY;
        if (members.get("steps") instanceof List<?> list) {
            List<StepList.Entry> entries = new ArrayList<>(list.size());
            for (Object element : list) {
                List<?> pair = (List<?>) element;
                entries.add(new StepList.Entry(String.valueOf(pair.get(0)), String.valueOf(pair.get(1))));
            }
            steps = new StepList(entries);
        }
        return steps;
    }

    private List<MigrationId> replaces(String namespace) {
        if (!(members.get("replaces") instanceof List<?> list)) {
            return List.of();
        }
        List<MigrationId> ids = new ArrayList<>(list.size());
        for (Object element : list) {
            ids.add(MigrationId.of(namespace, String.valueOf(element)));
        }
        return List.copyOf(ids);
    }

    private static void putTouched(Map<String, @Nullable Object> members, Touched touched) {
        if (touched.objects().isEmpty()) {
            return;
        }
        List<Object> list = new ArrayList<>(touched.objects().size());
        for (TouchedObject object : touched.objects()) {
            Map<String, @Nullable Object> inner = new LinkedHashMap<>();
            inner.put("action", object.action().name());
            inner.put("kind", object.kind());
            inner.put("name", object.name());
            object.to().ifPresent(name -> inner.put("to", name));
            list.add(inner);
        }
        members.put(OBJECTS, list);
        if (touched.more() > 0) {
            members.put(MORE_OBJECTS, touched.more());
        }
    }

    /** Returns the objects of a detail: by itself, as a start with nothing to do reads an event and needs none of them. */
    @SuppressWarnings("unchecked")
    static Touched touched(String text) {
        EventDetail detail = new EventDetail(Json.object(text));
        if (!(detail.members.get(OBJECTS) instanceof List<?> list)) {
            return Touched.NONE;
        }
        List<TouchedObject> objects = new ArrayList<>(list.size());
        for (Object element : list) {
            EventDetail object = new EventDetail((Map<String, @Nullable Object>) element);
            objects.add(new TouchedObject(
                    TouchedObject.Action.valueOf(object.text("action")),
                    object.text("kind"),
                    object.text("name"),
                    object.optional("to")));
        }
        return new Touched(objects, detail.number(MORE_OBJECTS));
    }

    private Optional<Intent> intent() {
        return members.containsKey("intent")
                ? Optional.of(new Intent(number("intent"), text("checksum"), text("fingerprint")))
                : Optional.empty();
    }

    private Optional<Failure> error() {
        return inner("error")
                .map(e -> new Failure(
                        e.number("statement"),
                        e.text("file"),
                        e.number("line"),
                        e.text("sqlState"),
                        e.number("vendorCode"),
                        e.text("message")));
    }

    private Optional<Doubt> doubt() {
        return inner("doubt")
                .map(d -> new Doubt(
                        d.number("statement"),
                        d.text("file"),
                        d.number("line"),
                        d.text("text"),
                        d.text("reason"),
                        d.text("query")));
    }

    @SuppressWarnings("unchecked")
    private Optional<EventDetail> inner(String key) {
        return members.get(key) instanceof Map<?, ?> map
                ? Optional.of(new EventDetail((Map<String, @Nullable Object>) map))
                : Optional.empty();
    }

    private String text(String key) {
        return optional(key).orElse("");
    }

    private Optional<String> optional(String key) {
        return members.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private int number(String key) {
        return members.get(key) instanceof Long number ? Math.toIntExact(number) : 0;
    }

    private static void putText(Map<String, @Nullable Object> members, String key, String text) {
        if (!text.isEmpty()) {
            members.put(key, text);
        }
    }
}
