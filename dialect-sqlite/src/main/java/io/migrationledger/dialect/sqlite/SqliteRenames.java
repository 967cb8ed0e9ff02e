package io.migrationledger.dialect.sqlite;

import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntaxes;
import io.migrationledger.sql.TouchedObject;
import io.migrationledger.sql.TouchedReader;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Which names of tables belong together, as one was renamed to the other: {@code t} and {@code old}, also where a new {@code t}
 * has been made since, and takes the rows of {@code old}.
 */
final class SqliteRenames {
    private static final String MAIN = "main.";

    /** One name of the group, by each of them; all in lower case. */
    private final Map<String, String> groups = new HashMap<>();

    /** Takes note of a statement, where it renames a table. */
    void executed(SqlStatement statement) {
        for (TouchedObject touched : TouchedReader.of(statement.text(), SqlSyntaxes.SQLITE, UnaryOperator.identity())) {
            if (touched.action() == TouchedObject.Action.RENAMED) {
                touched.to().ifPresent(name -> renamed(touched.name(), name));
            }
        }
    }

    private void renamed(String from, String to) {
        boolean qualified = from.regionMatches(true, 0, MAIN, 0, MAIN.length());
        String name = (qualified ? from.substring(MAIN.length()) : from).toLowerCase(Locale.ROOT);
        String old = groupOf(name);
        String joined = groupOf(to);
        groups.replaceAll((member, group) -> group.equals(old) ? joined : group);
        groups.put(name, joined);
        groups.put(to.toLowerCase(Locale.ROOT), joined);
    }

    /** Returns the same text for all names that belong together. */
    String groupOf(String table) {
        String name = table.toLowerCase(Locale.ROOT);
        return groups.getOrDefault(name, name);
    }

    /** Forgets all. */
    void clear() {
        groups.clear();
    }
}
