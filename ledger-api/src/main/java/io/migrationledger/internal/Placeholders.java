package io.migrationledger.internal;

import static io.migrationledger.ErrorCode.UNRESOLVED_PLACEHOLDER;

import io.migrationledger.LedgerException;
import io.migrationledger.sql.SqlStatement;
import java.util.Map;
import java.util.TreeSet;

/**
 * Replaces {@code ${name}} in statements. Done after splitting, so that no value can change where a statement ends, and
 * every error still names the file's own lines. Without any placeholder defined nothing is replaced and nothing is
 * missing.
 */
final class Placeholders {
    private final Map<String, String> values;

    Placeholders(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    SqlStatement replace(SqlStatement statement, String location) {
        if (values.isEmpty() || statement.text().indexOf("${") < 0) {
            return statement;
        }
        String text = statement.text();
        StringBuilder replaced = new StringBuilder(text.length());
        int from = 0;
        int start;
        while ((start = text.indexOf("${", from)) >= 0) {
            int end = text.indexOf('}', start);
            if (end < 0) {
                break;
            }
            String name = text.substring(start + 2, end);
            String value = values.get(name);
            if (value == null) {
                int line = statement.line()
                        + (int) text.substring(0, start)
                                .chars()
                                .filter(c -> c == '\n')
                                .count();
                throw LedgerException.input(
                        UNRESOLVED_PLACEHOLDER,
                        location + ":" + line + ": no value for the placeholder ${" + name + "}",
                        "Define it (--placeholder " + name + "=…). Defined: "
                                + String.join(", ", new TreeSet<>(values.keySet())) + ".");
            }
            replaced.append(text, from, start).append(value);
            from = end + 1;
        }
        replaced.append(text, from, text.length());
        return new SqlStatement(
                statement.number(),
                replaced.toString(),
                statement.line(),
                statement.column(),
                statement.copyData(),
                statement.clientCommand());
    }
}
