package io.migrationledger.dialect.sqlite.schema;

import io.migrationledger.spi.support.ObjectName;
import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names as SQLite takes them: without regard to the case of ASCII letters, and quoted where they are no plain words. */
final class Names {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** https://www.sqlite.org/lang_keywords.html; many of them are taken as names, too, but no list of those is promised. */
    private static final Set<String> KEYWORDS =
            Set.of(("ABORT ACTION ADD AFTER ALL ALTER ALWAYS ANALYZE AND AS ASC ATTACH"
                            + " AUTOINCREMENT BEFORE BEGIN BETWEEN BY CASCADE CASE CAST CHECK COLLATE COLUMN COMMIT CONFLICT"
                            + " CONSTRAINT CREATE CROSS CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP DATABASE DEFAULT"
                            + " DEFERRABLE DEFERRED DELETE DESC DETACH DISTINCT DO DROP EACH ELSE END ESCAPE EXCEPT EXCLUDE"
                            + " EXCLUSIVE EXISTS EXPLAIN FAIL FILTER FIRST FOLLOWING FOR FOREIGN FROM FULL GENERATED GLOB GROUP"
                            + " GROUPS HAVING IF IGNORE IMMEDIATE IN INDEX INDEXED INITIALLY INNER INSERT INSTEAD INTERSECT INTO"
                            + " IS ISNULL JOIN KEY LAST LEFT LIKE LIMIT MATCH MATERIALIZED NATURAL NO NOT NOTHING NOTNULL NULL"
                            + " NULLS OF OFFSET ON OR ORDER OTHERS OUTER OVER PARTITION PLAN PRAGMA PRECEDING PRIMARY QUERY RAISE"
                            + " RANGE RECURSIVE REFERENCES REGEXP REINDEX RELEASE RENAME REPLACE RESTRICT RETURNING RIGHT"
                            + " ROLLBACK ROW ROWS SAVEPOINT SELECT SET TABLE TEMP TEMPORARY THEN TIES TO TRANSACTION TRIGGER"
                            + " UNBOUNDED UNION UNIQUE UPDATE USING VACUUM VALUES VIEW VIRTUAL WHEN WHERE WINDOW WITH WITHOUT"
                            + " TRUE FALSE STORED STRICT ROWID")
                    .split(" "));

    private Names() {}

    /** Returns what is equal for names of one object. */
    static String folded(String name) {
        StringBuilder folded = new StringBuilder(name);
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (letter >= 'A' && letter <= 'Z') {
                folded.setCharAt(i, (char) (letter + 'a' - 'A'));
            }
        }
        return folded.toString();
    }

    static boolean same(String one, String other) {
        return folded(one).equals(folded(other));
    }

    /** Returns a collation's name in one spelling: the catalogue has that of the column or that of the index. */
    static String collation(String name) {
        return ObjectName.upper(name);
    }

    static String quoted(String name) {
        return PLAIN.matcher(name).matches() && !KEYWORDS.contains(name.toUpperCase(Locale.ROOT))
                ? name
                : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    static String quoted(List<String> names) {
        return names.stream().map(Names::quoted).collect(Collectors.joining(", ", "(", ")"));
    }

    static String string(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** Whether a text names it. SQLite takes strings for names where one is wanted, so that a string counts, too. */
    static boolean mentions(String text, String name) {
        for (SqlToken token : SqlTokens.of(text, SqlSyntaxes.SQLITE)) {
            boolean here = switch (token.kind()) {
                case WORD, QUOTED_IDENTIFIER -> same(token.identifier(), name);
                case STRING -> same(token.text(), string(name));
                default -> false;
            };
            if (here) {
                return true;
            }
        }
        return false;
    }
}
