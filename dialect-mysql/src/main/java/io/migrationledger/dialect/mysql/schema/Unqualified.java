package io.migrationledger.dialect.mysql.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The text of a view or a default without the name of its own database, which the server writes before every name. Where a
 * table, or what is called one in the query, has the name of the database, that name before a column is the table's, and stays.
 */
final class Unqualified {
    private final String text;
    private final String name;
    private final StringBuilder out = new StringBuilder();
    /** Whether the name stands alone somewhere: then it may be one that the query gives. */
    private boolean shared;

    private Unqualified(String text, String name) {
        this.text = text;
        this.name = name;
    }

    static String of(String text, String database) {
        Unqualified unqualified = new Unqualified(text, '`' + database.replace("`", "``") + '`');
        unqualified.write(); // only to see whether it is shared
        unqualified.out.setLength(0);
        return unqualified.write();
    }

    private String write() {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '`') {
                i = names(i);
            } else if (c == '\'' || c == '"') {
                int end = end(i);
                out.append(text, i, end);
                i = end;
            } else {
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }

    /** Writes the names that stand here with dots between them: of a table at most two, of a column at most three. */
    private int names(int start) {
        List<String> names = new ArrayList<>();
        int end = end(start);
        names.add(text.substring(start, end));
        while (text.startsWith(".`", end)) {
            int next = end + 1;
            end = end(next);
            names.add(text.substring(next, end));
        }
        if (names.get(0).equals(name)) {
            shared |= names.size() == 1;
            if (names.size() > 2 || names.size() == 2 && (!shared || isAtTable())) {
                names.remove(0);
            }
        }
        out.append(String.join(".", names));
        return end;
    }

    /** Whether a table or a sequence is named here, not a column. */
    private boolean isAtTable() {
        String before = out.toString().replaceFirst("[\\s(]+$", "").toLowerCase(Locale.ROOT);
        return Stream.of("from", "join", "nextval", "lastval", "setval").anyMatch(before::endsWith);
    }

    /** Returns the index behind what is quoted from here on. */
    private int end(int start) {
        char quote = text.charAt(start);
        int i = start + 1;
        while (i < text.length()) {
            if (text.charAt(i) == '\\' && quote != '`') {
                i += 2;
            } else if (text.charAt(i) != quote) {
                i++;
            } else if (quote == '`' && text.startsWith("``", i)) {
                i += 2;
            } else {
                break;
            }
        }
        return Math.min(i + 1, text.length());
    }
}
