package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.ForeignKey;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Key;
import io.migrationledger.spi.schema.Policy;
import io.migrationledger.spi.schema.Trigger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Parts of a table without what can be changed while they stay: comments, and what {@link Part.Setting} has. */
final class Bare {
    static final String CLUSTERED = "clustered";
    static final String REPLICA_IDENTITY = "replica identity";
    static final String NOT_VALID = "not valid";
    static final String ENABLED = "enabled";

    private Bare() {}

    static Key of(Key key) {
        return with(key, without(key.options(), CLUSTERED, REPLICA_IDENTITY), "");
    }

    static Key with(Key key, Map<String, String> options, String comment) {
        return new Key(key.name(), key.primary(), key.columns(), options, comment);
    }

    static Index of(Index index) {
        return with(index, without(index.options(), CLUSTERED, REPLICA_IDENTITY), "");
    }

    static Index with(Index index, Map<String, String> options, String comment) {
        return new Index(
                index.name(),
                index.unique(),
                index.method(),
                index.parts(),
                index.included(),
                index.predicate(),
                index.valid(),
                options,
                comment);
    }

    static Check of(Check check) {
        return with(check, valid(check.options()), "");
    }

    static Check with(Check check, Map<String, String> options, String comment) {
        return new Check(check.name(), check.expression(), options, comment);
    }

    static ForeignKey of(ForeignKey key) {
        return new ForeignKey(
                key.name(),
                key.columns(),
                key.referencedTable(),
                key.referencedColumns(),
                key.onUpdate(),
                key.onDelete(),
                valid(key.options()),
                "");
    }

    /** Returns whether a constraint holds for new rows only, until it is validated. One that is not enforced cannot be. */
    static boolean canBeValidated(Map<String, String> options) {
        return options.containsKey(NOT_VALID) && !isNotEnforced(options);
    }

    private static boolean isNotEnforced(Map<String, String> options) {
        return options.containsKey("not enforced")
                || options.getOrDefault("definition", "").endsWith(" NOT ENFORCED");
    }

    private static Map<String, String> valid(Map<String, String> options) {
        if (!canBeValidated(options)) {
            return options;
        }
        Map<String, String> valid = without(options, NOT_VALID);
        valid.computeIfPresent("definition", (name, text) -> text.replaceFirst(" NOT VALID$", ""));
        return valid;
    }

    static Policy of(Policy policy) {
        return new Policy(
                policy.name(),
                policy.permissive(),
                policy.command(),
                policy.roles(),
                policy.using(),
                policy.check(),
                "");
    }

    static Trigger of(Trigger trigger) {
        return new Trigger(trigger.name(), trigger.definition(), without(trigger.options(), ENABLED), "");
    }

    private static Map<String, String> without(Map<String, String> options, String... names) {
        Map<String, String> rest = new TreeMap<>(options);
        rest.keySet().removeAll(List.of(names));
        return rest;
    }
}
