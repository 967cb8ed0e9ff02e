package io.migrationledger.dialect.mysql.write;

import java.util.ArrayList;
import java.util.List;

/**
 * Two small schemas. Each text is one of statements, each ended by a semicolon at the end of a line.
 *
 * @param servers of which servers it is: letters of {@code D} MariaDB, {@code M} MySQL, {@code N} MySQL since 8.0.23
 */
record Pair(String name, String servers, String from, String to) {
    static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        for (String statement : script.strip().split(";\\s*(\n|$)")) {
            if (!statement.isBlank()) {
                statements.add(statement.strip());
            }
        }
        return statements;
    }

    @Override
    public String toString() {
        return name;
    }
}
