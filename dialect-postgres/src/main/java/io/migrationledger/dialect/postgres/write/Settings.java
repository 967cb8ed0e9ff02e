package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.SchemaStatement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What can be changed of one part while it stays. */
final class Settings {
    private final Map<String, Part.Setting> all = new LinkedHashMap<>();

    Map<String, Part.Setting> all() {
        return all;
    }

    private Settings add(String name, Optional<SchemaStatement> set, Optional<SchemaStatement> back) {
        all.put(name, new Part.Setting(set, back));
        return this;
    }

    Settings comment(String of, String comment) {
        return comment.isEmpty()
                ? this
                : add("comment", Optional.of(Tables.comment(of, comment)), Optional.of(Tables.comment(of, "")));
    }

    /** Another index gets these in its place, or the table none ({@link Tables#options}). */
    Settings ofIndex(String alter, String index, Map<String, String> options) {
        if (options.containsKey(Bare.CLUSTERED)) {
            add(
                    Bare.CLUSTERED,
                    Optional.of(SchemaStatement.of(alter + " CLUSTER ON " + Sql.name(index))),
                    Optional.empty());
        }
        if (options.containsKey(Bare.REPLICA_IDENTITY)) {
            add(
                    Bare.REPLICA_IDENTITY,
                    Optional.of(SchemaStatement.of(alter + " REPLICA IDENTITY USING INDEX " + Sql.name(index))),
                    Optional.empty());
        }
        return this;
    }

    /** A constraint that holds for new rows only is made so; what a table has from above is validated there. */
    Settings validity(String alter, String constraint, Map<String, String> options, String fails) {
        if (!Bare.canBeValidated(options)) {
            return this;
        }
        Optional<SchemaStatement> validate = options.containsKey(Parts.INHERITED)
                ? Optional.empty()
                : Optional.of(SchemaStatement.losing(alter + " VALIDATE CONSTRAINT " + Sql.name(constraint), fails));
        return add(Bare.NOT_VALID, Optional.empty(), validate);
    }

    /** Returns whether and when a trigger or a rule fires. */
    Settings enabled(String alter, String of, String enabled) {
        return enabled.equals("true")
                ? this
                : add(
                        Bare.ENABLED,
                        Optional.of(enabling(alter, of, enabled)),
                        Optional.of(enabling(alter, of, "true")));
    }

    static SchemaStatement enabling(String alter, String of, String enabled) {
        String words = switch (enabled) {
            case "false" -> " DISABLE ";
            case "replica" -> " ENABLE REPLICA ";
            case "always" -> " ENABLE ALWAYS ";
            default -> " ENABLE ";
        };
        return SchemaStatement.of(alter + words + of);
    }

    /** How many values the server looks at. */
    Settings target(String statistics, String target) {
        String alter = "ALTER STATISTICS " + Sql.name(statistics) + " SET STATISTICS ";
        return target.isEmpty()
                ? this
                : add(
                        "target",
                        Optional.of(SchemaStatement.of(alter + target)),
                        Optional.of(SchemaStatement.of(alter + "-1")));
    }
}
