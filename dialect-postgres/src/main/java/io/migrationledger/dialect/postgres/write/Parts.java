package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Other;
import io.migrationledger.spi.schema.Policy;
import io.migrationledger.spi.schema.SchemaPart;
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
            Bare.CLUSTERED,
            Bare.REPLICA_IDENTITY);
    private static final Set<String> OF_INDEXES =
            Set.of(INHERITED, "with", "nulls not distinct", Bare.CLUSTERED, Bare.REPLICA_IDENTITY);
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
        String words = key.options()
                .getOrDefault(
                        "definition",
                        (key.primary() ? "PRIMARY KEY (" : "UNIQUE (") + Sql.names(key.columns()) + ")"
                                + deferrable(key.options()));
        SchemaStatement create = SchemaStatement.losing(
                constraint(key.name(), words),
                "can fail where rows of " + table + " have the same " + String.join(", ", key.columns()));
        Settings settings =
                new Settings().ofIndex(alter(), key.name(), key.options()).comment(on(key.name()), key.comment());
        add("key", key, Bare.of(key), Part.KEY, key.options(), create, settings);
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
            return new Part(name, key, part.bare(), part.rank(), create, part.settings(), part.drop());
        });
    }

    private void check(Check check) {
        String words = "CHECK (" + check.expression() + ")"
                + (check.options().containsKey("no inherit") ? " NO INHERIT" : "")
                + (check.options().containsKey("not enforced") ? " NOT ENFORCED" : "")
                + (check.options().containsKey("not valid") && !check.options().containsKey("not enforced")
                        ? " NOT VALID"
                        : "");
        String fails = "can fail where rows of " + table + " do not meet " + check.name();
        add(
                "check",
                check,
                Bare.of(check),
                Part.CHECK,
                check.options(),
                checked(check, words, check.options(), fails),
                new Settings()
                        .validity(alter(), check.name(), check.options(), fails)
                        .comment(on(check.name()), check.comment()));
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
        String fails = "can fail where rows of " + table + " refer to none of " + key.referencedTable();
        add(
                "foreign key",
                key,
                Bare.of(key),
                Part.FOREIGN_KEY,
                options,
                checked(key, words, options, fails),
                new Settings().validity(alter(), key.name(), options, fails).comment(on(key.name()), key.comment()));
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

    /** Rows are looked through, unless it holds for new ones only. */
    private SchemaStatement checked(SchemaPart part, String words, Map<String, String> options, String fails) {
        String sql = constraint(part.name(), words);
        return options.containsKey(Bare.NOT_VALID) ? SchemaStatement.of(sql) : SchemaStatement.losing(sql, fails);
    }

    private String on(String constraint) {
        return "CONSTRAINT " + Sql.name(constraint) + " ON " + name;
    }

    private void add(
            String kind,
            SchemaPart model,
            Record bare,
            int rank,
            Map<String, String> options,
            SchemaStatement create,
            Settings settings) {
        boolean inherited = options.containsKey(INHERITED);
        put(new Part(
                kind + " " + model.name(),
                (Record) model,
                bare,
                rank,
                inherited ? List.of() : List.of(create),
                settings.all(),
                inherited
                        ? Optional.empty()
                        : Optional.of(SchemaStatement.of(alter() + " DROP CONSTRAINT " + Sql.name(model.name())))));
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
        put(new Part(
                "index " + index.name(),
                index,
                Bare.of(index),
                Part.INDEX,
                create,
                new Settings()
                        .ofIndex(alter(), index.name(), index.options())
                        .comment("INDEX " + Sql.name(index.name()), index.comment())
                        .all(),
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
        String on = "POLICY " + Sql.name(policy.name()) + " ON " + name;
        SchemaStatement create = SchemaStatement.of("CREATE " + on + (policy.permissive() ? "" : " AS RESTRICTIVE")
                + (policy.command().equals("ALL") ? "" : " FOR " + policy.command())
                + (policy.roles().equals(List.of("public")) ? "" : " TO " + roles(policy.roles()))
                + policy.using().map(text -> " USING (" + text + ")").orElse("")
                + policy.check().map(text -> " WITH CHECK (" + text + ")").orElse(""));
        put(new Part(
                "policy " + policy.name(),
                policy,
                Bare.of(policy),
                Part.POLICY,
                List.of(create),
                new Settings().comment(on, policy.comment()).all(),
                Optional.of(SchemaStatement.of("DROP " + on))));
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
        String words = "TRIGGER " + Sql.name(trigger.name());
        if (whole != null) {
            put(new Part(
                    "copy of trigger " + trigger.name(),
                    trigger,
                    trigger,
                    Part.COPY,
                    List.of(Settings.enabling(alter(), words, enabled)),
                    Map.of(),
                    Optional.of(Settings.enabling(alter(), words, whole))));
            return;
        }
        String on = words + " ON " + name;
        put(new Part(
                "trigger " + trigger.name(),
                trigger,
                Bare.of(trigger),
                Part.TRIGGER,
                List.of(SchemaStatement.of(Sql.unmarked(trigger.definition()))),
                new Settings()
                        .enabled(alter(), words, enabled)
                        .comment(on, trigger.comment())
                        .all(),
                Optional.of(SchemaStatement.of("DROP " + on))));
        gaps.options("trigger " + trigger.name() + " of " + table, trigger.options(), Set.of("enabled"));
    }

    private void other(Other other) {
        OtherText text = OtherText.of(other);
        switch (other.kind()) {
            case "exclusion constraint" -> exclusion(other, text);
            case "rule" -> rule(other, text);
            default -> statistics(other, text);
        }
    }

    private void exclusion(Other other, OtherText text) {
        put(
                other,
                text,
                Part.CHECK,
                SchemaStatement.losing(
                        constraint(other.name(), text.definition()),
                        "can fail where rows of " + table + " exclude one another"),
                new Settings().comment(on(other.name()), text.comment()),
                alter() + " DROP CONSTRAINT " + Sql.name(other.name()));
    }

    private void rule(Other other, OtherText text) {
        String words = "RULE " + Sql.name(other.name());
        put(
                other,
                text,
                Part.RULE,
                SchemaStatement.of(text.definition()),
                new Settings().enabled(alter(), words, text.enabled()).comment(words + " ON " + name, text.comment()),
                "DROP " + words + " ON " + name);
    }

    private void statistics(Other other, OtherText text) {
        String words = "STATISTICS " + Sql.name(other.name());
        put(
                other,
                text,
                Part.STATISTICS,
                SchemaStatement.of(text.definition()),
                new Settings().target(other.name(), text.target()).comment(words, text.comment()),
                "DROP " + words);
    }

    private void put(Other other, OtherText text, int rank, SchemaStatement create, Settings settings, String drop) {
        put(new Part(
                other.kind() + " " + other.name(),
                other,
                new Other(other.kind(), other.name(), text.definition()),
                rank,
                List.of(create),
                settings.all(),
                Optional.of(SchemaStatement.of(drop))));
    }
}
