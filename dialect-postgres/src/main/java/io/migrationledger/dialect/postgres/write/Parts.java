package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Other;
import io.migrationledger.spi.schema.Policy;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.schema.Trigger;
import io.migrationledger.spi.schema.View;
import io.migrationledger.spi.support.Unwritten;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The parts of one table or view, each with the statements that make and drop it. */
final class Parts {
    static final String INHERITED = "inherited";
    private static final Set<String> OF_CONSTRAINTS = Set.of(
            INHERITED,
            "deferrable",
            "definition",
            "not valid",
            "no inherit",
            "not enforced",
            "match",
            "replica identity");
    private static final Set<String> OF_INDEXES =
            Set.of(INHERITED, "with", "nulls not distinct", "clustered", "replica identity");
    private static final Set<String> OF_INDEX_PARTS =
            Set.of("collation", "operator class", "operator class options", "nulls");

    /** Of a name; of a longer one the server keeps less. */
    private static final int LONGEST = 63;

    private final String table;
    private final String name;
    private final Unwritten gaps;
    private final Map<String, Part> parts = new LinkedHashMap<>();

    private Parts(String table, Unwritten gaps) {
        this.table = table;
        this.name = Sql.name(table);
        this.gaps = gaps;
    }

    /** Returns the parts by their keys. */
    static Map<String, Part> of(Table table, Unwritten gaps) {
        Parts parts = new Parts(table.name(), gaps);
        table.keys().forEach(parts::key);
        table.checks().forEach(parts::check);
        table.indexes().forEach(parts::index);
        table.foreignKeys().forEach(parts::foreignKey);
        table.policies().forEach(parts::policy);
        table.triggers().forEach(parts::trigger);
        table.others().forEach(parts::other);
        return parts.parts;
    }

    /** Returns the parts of a view by their keys. */
    static Map<String, Part> of(View view, Unwritten gaps) {
        Parts parts = new Parts(view.name(), gaps);
        view.indexes().forEach(parts::index);
        view.triggers().forEach(parts::trigger);
        view.others().forEach(parts::other);
        return parts.parts;
    }

    private void key(Key key) {
        List<SchemaStatement> create = new ArrayList<>();
        String words = key.options()
                .getOrDefault(
                        "definition",
                        (key.primary() ? "PRIMARY KEY (" : "UNIQUE (") + Sql.names(key.columns()) + ")"
                                + deferrable(key.options()));
        create.add(new SchemaStatement(
                constraint(key.name(), words),
                Optional.of("can fail where rows of " + table + " have the same " + String.join(", ", key.columns())),
                false));
        if (key.options().containsKey("replica identity")) {
            create.add(SchemaStatement.of(alter() + " REPLICA IDENTITY USING INDEX " + Sql.name(key.name())));
        }
        add("key", key.name(), key, Part.KEY, key.options(), create, key.comment());
        if (key.options().containsKey(INHERITED)) {
            rename(key);
        }
        gaps.options("key " + key.name() + " of " + table, key.options(), OF_CONSTRAINTS);
    }

    /** A partition's key gets a name from the server; it had one of its own where it was there before. */
    private void rename(Key key) {
        String usual = key.primary() ? table + "_pkey" : table + "_" + String.join("_", key.columns()) + "_key";
        if (key.options().containsKey("definition")
                || usual.length() > LONGEST
                || key.name().matches(Pattern.quote(usual) + "\\d*")) {
            return;
        }
        parts.computeIfPresent("key " + key.name(), (name, part) -> {
            List<SchemaStatement> create = new ArrayList<>();
            create.add(SchemaStatement.of(
                    alter() + " RENAME CONSTRAINT " + Sql.name(usual) + " TO " + Sql.name(key.name())));
            create.addAll(part.create());
            return new Part(name, part.model(), part.rank(), create, part.drop());
        });
    }

    private void check(Check check) {
        String words = "CHECK (" + check.expression() + ")"
                + (check.options().containsKey("no inherit") ? " NO INHERIT" : "")
                + (check.options().containsKey("not enforced") ? " NOT ENFORCED" : "")
                + (check.options().containsKey("not valid") && !check.options().containsKey("not enforced")
                        ? " NOT VALID"
                        : "");
        SchemaStatement create = new SchemaStatement(
                constraint(check.name(), words),
                check.options().containsKey("not valid")
                        ? Optional.empty()
                        : Optional.of("can fail where rows of " + table + " do not meet " + check.name()),
                false);
        add("check", check.name(), check, Part.CHECK, check.options(), List.of(create), check.comment());
        gaps.options("check " + check.name() + " of " + table, check.options(), OF_CONSTRAINTS);
    }

    private void foreignKey(ForeignKey key) {
        Map<String, String> options = key.options();
        String words = options.getOrDefault(
                "definition",
                "FOREIGN KEY (" + Sql.names(key.columns()) + ") REFERENCES " + referenced(key.referencedTable()) + " ("
                        + Sql.names(key.referencedColumns()) + ")"
                        + (options.containsKey("match") ? " MATCH FULL" : "")
                        + (key.onUpdate().equals("NO ACTION") ? "" : " ON UPDATE " + key.onUpdate())
                        + (key.onDelete().equals("NO ACTION") ? "" : " ON DELETE " + key.onDelete())
                        + deferrable(options)
                        + (options.containsKey("not valid") ? " NOT VALID" : ""));
        SchemaStatement create = new SchemaStatement(
                constraint(key.name(), words),
                options.containsKey("not valid")
                        ? Optional.empty()
                        : Optional.of("can fail where rows of " + table + " refer to none of " + key.referencedTable()),
                false);
        add("foreign key", key.name(), key, Part.FOREIGN_KEY, options, List.of(create), key.comment());
        gaps.options("foreign key " + key.name() + " of " + table, options, OF_CONSTRAINTS);
    }

    /** A name of another schema has a full stop. */
    private static String referenced(String table) {
        int dot = table.indexOf('.');
        return dot < 0 ? Sql.name(table) : Sql.name(table.substring(0, dot)) + "." + Sql.name(table.substring(dot + 1));
    }

    private static String deferrable(Map<String, String> options) {
        String deferrable = options.getOrDefault("deferrable", "");
        return deferrable.isEmpty()
                ? ""
                : " DEFERRABLE" + (deferrable.endsWith("deferred") ? " INITIALLY DEFERRED" : "");
    }

    private String alter() {
        return "ALTER TABLE " + name;
    }

    private String constraint(String constraint, String words) {
        return alter() + " ADD CONSTRAINT " + Sql.name(constraint) + " " + words;
    }

    private void add(
            String kind,
            String constraint,
            Record model,
            int rank,
            Map<String, String> options,
            List<SchemaStatement> create,
            String comment) {
        boolean inherited = options.containsKey(INHERITED);
        List<SchemaStatement> all = new ArrayList<>(inherited ? List.of() : create);
        if (!comment.isEmpty()) {
            all.add(SchemaStatement.of(
                    "COMMENT ON CONSTRAINT " + Sql.name(constraint) + " ON " + name + " IS " + Sql.text(comment)));
        }
        put(new Part(
                kind + " " + constraint,
                model,
                rank,
                all,
                inherited
                        ? Optional.empty()
                        : Optional.of(SchemaStatement.of(alter() + " DROP CONSTRAINT " + Sql.name(constraint)))));
    }

    private void put(Part part) {
        parts.put(part.key(), part);
    }

    private void index(Index index) {
        List<SchemaStatement> create = new ArrayList<>();
        boolean inherited = index.options().containsKey(INHERITED);
        if (!inherited) {
            create.add(
                    index.unique()
                            ? SchemaStatement.losing(
                                    creation(index), "can fail where rows of " + table + " have the same key")
                            : SchemaStatement.of(creation(index)));
        }
        if (index.options().containsKey("clustered")) {
            create.add(SchemaStatement.of(alter() + " CLUSTER ON " + Sql.name(index.name())));
        }
        if (index.options().containsKey("replica identity")) {
            create.add(SchemaStatement.of(alter() + " REPLICA IDENTITY USING INDEX " + Sql.name(index.name())));
        }
        if (!index.comment().isEmpty()) {
            create.add(SchemaStatement.of(
                    "COMMENT ON INDEX " + Sql.name(index.name()) + " IS " + Sql.text(index.comment())));
        }
        put(new Part(
                "index " + index.name(),
                index,
                Part.INDEX,
                create,
                inherited
                        ? Optional.empty()
                        : Optional.of(SchemaStatement.of("DROP INDEX " + Sql.name(index.name())))));
        gaps.options("index " + index.name(), index.options(), OF_INDEXES);
        index.parts().forEach(part -> gaps.options("index " + index.name(), part.options(), OF_INDEX_PARTS));
        if (!index.valid()) {
            gaps.add("index " + index.name() + " is invalid");
        }
    }

    private String creation(Index index) {
        StringBuilder text = new StringBuilder(index.unique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ")
                .append(Sql.name(index.name()))
                .append(" ON ")
                .append(name)
                .append(index.method().equals("btree") ? "" : " USING " + Sql.name(index.method()))
                .append(" (")
                .append(String.join(
                        ", ", index.parts().stream().map(Parts::column).toList()))
                .append(')');
        if (!index.included().isEmpty()) {
            text.append(" INCLUDE (").append(Sql.names(index.included())).append(')');
        }
        if (index.options().containsKey("nulls not distinct")) {
            text.append(" NULLS NOT DISTINCT");
        }
        String with = index.options().getOrDefault("with", "");
        text.append(with.isEmpty() ? "" : " WITH (" + with + ")");
        index.predicate().ifPresent(predicate -> text.append(" WHERE ").append(predicate));
        return text.toString();
    }

    private static String column(Index.Part part) {
        Map<String, String> options = part.options();
        String nulls = options.getOrDefault("nulls", "");
        String with = options.getOrDefault("operator class options", "");
        String collation = options.getOrDefault("collation", "");
        String operators = options.getOrDefault("operator class", "");
        return (part.column().isEmpty() ? "(" + part.expression() + ")" : Sql.name(part.column()))
                + (collation.isEmpty() ? "" : " COLLATE " + collation)
                + (operators.isEmpty() ? "" : " " + operators)
                + (with.isEmpty() ? "" : " (" + with + ")")
                + (part.descending() ? " DESC" : "")
                + (nulls.isEmpty() ? "" : " NULLS " + nulls.toUpperCase(java.util.Locale.ROOT));
    }

    private void policy(Policy policy) {
        List<SchemaStatement> create = new ArrayList<>();
        create.add(SchemaStatement.of("CREATE POLICY " + Sql.name(policy.name()) + " ON " + name
                + (policy.permissive() ? "" : " AS RESTRICTIVE")
                + (policy.command().equals("ALL") ? "" : " FOR " + policy.command())
                + (policy.roles().equals(List.of("public")) ? "" : " TO " + roles(policy.roles()))
                + policy.using().map(text -> " USING (" + text + ")").orElse("")
                + policy.check().map(text -> " WITH CHECK (" + text + ")").orElse("")));
        if (!policy.comment().isEmpty()) {
            create.add(SchemaStatement.of("COMMENT ON POLICY " + Sql.name(policy.name()) + " ON " + name + " IS "
                    + Sql.text(policy.comment())));
        }
        put(new Part(
                "policy " + policy.name(),
                policy,
                Part.POLICY,
                create,
                Optional.of(SchemaStatement.of("DROP POLICY " + Sql.name(policy.name()) + " ON " + name))));
    }

    private static String roles(List<String> roles) {
        return String.join(
                ", ",
                roles.stream()
                        .map(role -> role.equals("public") ? "PUBLIC" : Sql.name(role))
                        .toList());
    }

    private void trigger(Trigger trigger) {
        String enabled = trigger.options().getOrDefault("enabled", "true");
        String whole = trigger.options().get(INHERITED);
        if (whole != null) {
            put(new Part(
                    "copy of trigger " + trigger.name(),
                    trigger,
                    Part.COPY,
                    List.of(enabled(trigger, enabled)),
                    Optional.of(enabled(trigger, whole))));
            return;
        }
        List<SchemaStatement> create = new ArrayList<>();
        create.add(SchemaStatement.of(Sql.unmarked(trigger.definition())));
        if (!enabled.equals("true")) {
            create.add(enabled(trigger, enabled));
        }
        if (!trigger.comment().isEmpty()) {
            create.add(SchemaStatement.of("COMMENT ON TRIGGER " + Sql.name(trigger.name()) + " ON " + name + " IS "
                    + Sql.text(trigger.comment())));
        }
        put(new Part(
                "trigger " + trigger.name(),
                trigger,
                Part.TRIGGER,
                create,
                Optional.of(SchemaStatement.of("DROP TRIGGER " + Sql.name(trigger.name()) + " ON " + name))));
        gaps.options("trigger " + trigger.name() + " of " + table, trigger.options(), Set.of("enabled"));
    }

    private SchemaStatement enabled(Trigger trigger, String enabled) {
        String words = switch (enabled) {
            case "false" -> " DISABLE";
            case "replica" -> " ENABLE REPLICA";
            case "always" -> " ENABLE ALWAYS";
            default -> " ENABLE";
        };
        return SchemaStatement.of(alter() + words + " TRIGGER " + Sql.name(trigger.name()));
    }

    private void exclusion(Other other) {
        String[] halves = other.definition().split(Pattern.quote("; comment = "), 2);
        SchemaStatement create = SchemaStatement.losing(
                constraint(other.name(), halves[0]), "can fail where rows of " + table + " exclude one another");
        add(
                other.kind(),
                other.name(),
                other,
                Part.CHECK,
                Map.of(),
                List.of(create),
                halves.length == 1 ? "" : halves[1]);
    }

    private void other(Other other) {
        if (other.kind().equals("exclusion constraint")) {
            exclusion(other);
            return;
        }
        String definition = Sql.unmarked(other.definition());
        if (definition.contains("; enabled = ") || definition.contains("; comment = ")) {
            gaps.add(other.kind() + " " + other.name() + " of " + table + ": " + definition);
            return;
        }
        boolean rule = other.kind().equals("rule");
        String drop = rule
                ? "DROP RULE " + Sql.name(other.name()) + " ON " + name
                : "DROP STATISTICS " + Sql.name(other.name());
        put(new Part(
                other.kind() + " " + other.name(),
                other,
                rule ? Part.RULE : Part.STATISTICS,
                List.of(SchemaStatement.of(definition)),
                Optional.of(SchemaStatement.of(drop))));
    }
}
