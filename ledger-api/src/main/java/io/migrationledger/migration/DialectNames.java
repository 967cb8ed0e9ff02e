package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.BAD_NAME;

import java.util.ArrayList;
import java.util.List;

/**
 * The names that may mark a dialect's variant of a file. Listed, so that a misspelt name is an error on every database
 * and not a file that nobody reads.
 */
public final class DialectNames {
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

    /** Returns whether a name is a dialect's. */
    public static boolean isKnown(String name) {
        return KNOWN.contains(name);
    }

    /**
     * Returns the names of each kind of database, the most specific first: MariaDB reads MySQL's variants where it has none
     * of its own.
     */
    public static List<List<String>> databases() {
        List<List<String>> all = new ArrayList<>(List.of(
                List.of("sqlite", "sqlite3"),
                List.of("postgres", "postgresql"),
                List.of("mysql"),
                List.of("mariadb", "mysql")));
        KNOWN.stream()
                .filter(name -> all.stream().noneMatch(names -> names.contains(name)))
                .toList()
                .forEach(name -> all.add(List.of(name)));
        return List.copyOf(all);
    }

    /** Returns whether the dialect in a file's name is one, or there is none; else tells of a problem. */
    static boolean isKnown(FileName name, LayoutFile file, LayoutContext context) {
        if (name.dialect().isEmpty() || isKnown(name.dialect().get())) {
            return true;
        }
        if (name.kind() == FileName.Kind.REPEATABLE && name.dialect().get().equals("down")) {
            context.problem(
                    file,
                    BAD_NAME,
                    "a repeatable migration has no down script",
                    "It runs again when its script changes: undo what it does there, or in the next versioned migration."
                            + " Delete this file.");
            return false;
        }
        context.problem(
                file,
                BAD_NAME,
                "unknown dialect '" + name.dialect().get() + "' in the file's name",
                "Known dialects: " + known() + ".");
        return false;
    }

    static String known() {
        return String.join(", ", KNOWN);
    }
}
