package com.example.ledger.h2;

import io.migrationledger.event.Sha256;
import io.migrationledger.spi.Verdict;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The objects that a self-committing statement names, as {@code INFORMATION_SCHEMA} shows them ({@code SCRIPT} would
 * commit). Names are compared without regard to case, whatever the database folds them to: at worst that describes one
 * object too many.
 *
 * <p>Where H2 has to copy a table to alter it, a crash can leave the copy behind, half filled, beside the table as it was:
 * {@code T_COPY_4_0}. A fingerprint names the copies that were there before, and the probe drops any other.
 */
record H2Objects(H2Sql sql) {
    private static final String ABSENT = "absent";

    /** Their effect does not show, and is the same the second time. */
    private static final Set<String> IDEMPOTENT =
            Set.of("TRUNCATE", "COMMENT", "GRANT", "REVOKE", "ANALYZE", "CHECKPOINT", "BACKUP", "SET");

    private static final Set<String> COUNTERS = Set.of("BASE_VALUE", "IDENTITY_BASE");
    private static final Set<String> VOLATILE = Set.of("LAST_MODIFICATION", "ROW_COUNT_ESTIMATE", "SELECTIVITY");

    String fingerprint(H2Target target) throws SQLException {
        return String.join("\n", describe(target), String.join("\n", copies(target)));
    }

    Verdict probe(H2Target target, String before) throws SQLException {
        if (IDEMPOTENT.contains(target.verb())) {
            return new Verdict.Repeatable(target.verb() + " does the same the second time");
        }
        List<String> known = before.lines().toList();
        String now = describe(target);
        if (!target.names().isEmpty() && now.equals(known.get(0))) {
            for (String copy : copies(target)) {
                if (!known.contains(copy)) {
                    sql.execute("DROP TABLE " + copy);
                }
            }
            return new Verdict.DidNotHappen();
        }
        Set<String> words = target.words();
        boolean asItWould = switch (target.verb()) {
            case "CREATE" -> !now.equals(ABSENT) && !(target.kind().equals("TABLE") && words.contains("SELECT"));
            case "DROP" -> now.equals(ABSENT);
            default -> (!now.equals(ABSENT) || words.contains("RENAME")) && !words.contains("RESTART");
        };
        return asItWould && !target.names().isEmpty()
                ? new Verdict.Happened()
                : new Verdict.Undecided(
                        "what it names has changed, and that does not show whether the statement did it, and all of it",
                        "SCRIPT NODATA NOPASSWORDS");
    }

    private String describe(H2Target target) throws SQLException {
        List<String> facts = new ArrayList<>();
        for (H2Target.Name name : target.names()) {
            for (String view : views(target.kind())) {
                for (Map<String, String> row : rows(view, name)) {
                    row.keySet().removeAll(VOLATILE);
                    if (!target.words().contains("RESTART")) {
                        row.keySet().removeAll(COUNTERS);
                    }
                    facts.add(view + row);
                }
            }
        }
        facts.sort(null);
        return facts.isEmpty() ? ABSENT : Sha256.hex(String.join("\n", facts));
    }

    private List<String> copies(H2Target target) throws SQLException {
        List<String> copies = new ArrayList<>();
        for (H2Target.Name name : target.names()) {
            copies.addAll(sql.values(
                    "SELECT QUOTE_IDENT(TABLE_SCHEMA) || '.' || QUOTE_IDENT(TABLE_NAME) FROM INFORMATION_SCHEMA.TABLES"
                            + " WHERE UPPER(REGEXP_REPLACE(TABLE_NAME, '_COPY_[0-9]+_[0-9]+$', '')) = UPPER(?1)"
                            + " AND UPPER(TABLE_NAME) <> UPPER(?1)" + in("TABLE_SCHEMA"),
                    name.name(),
                    name.schema()));
        }
        return copies;
    }

    private List<Map<String, String>> rows(String view, H2Target.Name name) throws SQLException {
        String[] columns = view.split(" ");
        String query =
                "SELECT * FROM INFORMATION_SCHEMA." + columns[0] + " WHERE UPPER(" + columns[1] + ") = UPPER(?1)";
        return columns.length == 2
                ? sql.rows(query, name.name())
                : sql.rows(query + in(columns[2]), name.name(), name.schema());
    }

    private static String in(String schemaColumn) {
        return " AND UPPER(" + schemaColumn + ") = UPPER(COALESCE(NULLIF(?2, ''), CURRENT_SCHEMA))";
    }

    /** The views that show objects of a kind, each with the column of the name and, where there is one, of the schema. */
    private static List<String> views(String kind) {
        return switch (kind) {
            case "TABLE", "VIEW" ->
                Stream.of("TABLES", "COLUMNS", "VIEWS", "INDEXES", "INDEX_COLUMNS", "TABLE_CONSTRAINTS", "TRIGGERS")
                        .map(view -> view
                                + (view.equals("TRIGGERS")
                                        ? " EVENT_OBJECT_TABLE EVENT_OBJECT_SCHEMA"
                                        : " TABLE_NAME TABLE_SCHEMA"))
                        .toList();
            case "ALIAS", "AGGREGATE" -> List.of("ROUTINES ROUTINE_NAME ROUTINE_SCHEMA");
            case "SCHEMA" -> List.of("SCHEMATA SCHEMA_NAME");
            case "USER", "ROLE" -> List.of(kind + "S " + kind + "_NAME");
            case "INDEX" -> List.of("INDEXES INDEX_NAME INDEX_SCHEMA");
            default -> List.of(kind + "S " + kind + "_NAME " + kind + "_SCHEMA");
        };
    }
}
