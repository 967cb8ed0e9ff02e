package io.migrationledger.migration;

import java.util.List;

/**
 * The names that may mark a dialect's variant of a file. Listed, so that a misspelt name is an error on every database
 * and not a file that nobody reads.
 */
final class DialectNames {
    private static final List<String> KNOWN = List.of(
            "sqlite",
            "sqlite3",
            "postgres",
            "postgresql",
            "mysql",
            "mariadb",
            "h2",
            "cockroach",
            "yugabyte",
            "oracle",
            "sqlserver",
            "db2",
            "derby",
            "hsqldb",
            "firebird",
            "duckdb",
            "tidb");

    private DialectNames() {}

    static boolean isKnown(String name) {
        return KNOWN.contains(name);
    }

    static String known() {
        return String.join(", ", KNOWN);
    }
}
