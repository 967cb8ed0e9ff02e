package io.migrationledger.dialect.postgres;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Some indexes, each with its state, in the text form that the ledger keeps as a fingerprint. It is compared in another
 * session, and so it holds nothing that a setting changes: {@code format('%I')} and definitions follow
 * {@code quote_all_identifiers}
 * (https://www.postgresql.org/docs/current/runtime-config-compatible.html#GUC-QUOTE-ALL-IDENTIFIERS).
 *
 * @param valid for each index by its name, qualified and quoted, whether it can be used
 */
record Indexes(Map<String, Boolean> valid) {
    private static final String VALID = "valid";
    private static final String SELECT = "SELECT CASE WHEN i.indisvalid AND i.indisready AND i.indislive THEN '" + VALID
            + "' ELSE 'invalid' END || E'\\t' || translate('\"' || replace(n.nspname, '\"', '\"\"') || '\".\"'"
            + " || replace(c.relname, '\"', '\"\"') || '\"', E'\\r\\n', '  ')"
            + " FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE ";

    /** Returns the indexes that a condition on pg_index {@code i}, pg_class {@code c} and pg_namespace {@code n} selects. */
    static Indexes where(Catalog catalog, String condition) throws SQLException {
        return parse(catalog.lines(SELECT + condition + " ORDER BY n.nspname, c.relname"));
    }

    /** Returns the indexes of a table, whose name is as the script writes it. */
    static Indexes of(Catalog catalog, String table) throws SQLException {
        return where(catalog, "i.indrelid = to_regclass(" + Names.literal(table) + ")");
    }

    static Indexes parse(String text) {
        return parse(text.lines().toList());
    }

    private static Indexes parse(List<String> lines) {
        Map<String, Boolean> valid = new LinkedHashMap<>();
        for (String line : lines) {
            String[] columns = line.split("\t", 2);
            valid.put(columns[1], columns[0].equals(VALID));
        }
        return new Indexes(valid);
    }

    /** Returns those that are not among the others. */
    Indexes without(Indexes others) {
        Map<String, Boolean> rest = new LinkedHashMap<>(valid);
        rest.keySet().removeAll(others.valid.keySet());
        return new Indexes(rest);
    }

    /** Returns those with one name: one or none. */
    Indexes named(String name) {
        Boolean known = valid.get(name);
        return new Indexes(known == null ? Map.of() : Map.of(name, known));
    }

    /** Returns the names, qualified and quoted. */
    Set<String> names() {
        return valid.keySet();
    }

    boolean isEmpty() {
        return valid.isEmpty();
    }

    boolean allValid() {
        return valid.values().stream().allMatch(Boolean::booleanValue);
    }

    /** Returns the text to keep. */
    String text() {
        return valid.entrySet().stream()
                .map(index -> (index.getValue() ? VALID : "invalid") + "\t" + index.getKey())
                .collect(Collectors.joining("\n"));
    }
}
