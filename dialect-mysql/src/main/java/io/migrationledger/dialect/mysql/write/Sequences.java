package io.migrationledger.dialect.mysql.write;

import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.Sequence;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.support.Unwritten;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** MariaDB's sequences. */
final class Sequences {
    private Sequences() {}

    private static Set<String> names(Snapshot snapshot) {
        return snapshot.sequences().stream().map(Sequence::name).collect(Collectors.toSet());
    }

    static void make(Snapshot from, Snapshot to, List<SchemaStatement> statements) {
        Set<String> there = names(from);
        Script.changed(to.sequences(), from.sequences())
                .forEach(sequence ->
                        statements.add(SchemaStatement.of((there.contains(sequence.name()) ? "ALTER" : "CREATE")
                                + " SEQUENCE " + Sql.name(sequence.name()) + counting(sequence.options()))));
    }

    static void drop(Snapshot from, Snapshot to, List<SchemaStatement> statements) {
        Set<String> kept = names(to);
        from.sequences().stream()
                .map(Sequence::name)
                .filter(name -> !kept.contains(name))
                .forEach(name -> statements.add(SchemaStatement.losing(
                        "DROP SEQUENCE " + Sql.name(name),
                        "drops sequence " + name + " and the number it has come to")));
    }

    private static String counting(Map<String, String> options) {
        return word(options, "start", " START WITH ")
                + word(options, "minimum", " MINVALUE ")
                + word(options, "maximum", " MAXVALUE ")
                + word(options, "increment", " INCREMENT BY ")
                + ("0".equals(options.get("cache")) ? " NOCACHE" : word(options, "cache", " CACHE "))
                + (options.containsKey("cycle") ? " CYCLE" : " NOCYCLE");
    }

    private static String word(Map<String, String> options, String name, String word) {
        String value = options.get(name);
        return value == null ? "" : word + value;
    }

    static void tell(Sequence sequence, Unwritten gaps) {
        String where = "sequence " + sequence.name();
        gaps.options(where, sequence.options(), Set.of("start", "minimum", "maximum", "increment", "cache", "cycle"));
        if (!sequence.comment().isEmpty()) {
            gaps.add(where + ": comment " + sequence.comment());
        }
        if (!sequence.type().equals("bigint")) {
            gaps.add(where + ": type " + sequence.type());
        }
    }
}
