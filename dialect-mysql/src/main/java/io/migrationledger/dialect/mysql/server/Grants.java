package io.migrationledger.dialect.mysql.server;

import static io.migrationledger.spi.support.Findings.begins;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rights of an account in one database, as SHOW GRANTS has them: those of the server and of the database. Rights of roles
 * that are not active, and those of single tables and columns, may be more
 * (https://dev.mysql.com/doc/refman/8.0/en/show-grants.html).
 *
 * @param rights their names, in upper case; ALL PRIVILEGES stands for every one
 * @param mayBeMore whether there are roles, or rights of single tables
 */
record Grants(Set<String> rights, boolean mayBeMore) {
    private static final Pattern GRANT = Pattern.compile("GRANT (.+?) ON (?:TABLE )?(\\S+?)\\.(\\S+) TO .*");
    private static final Pattern COLUMNS = Pattern.compile("\\([^)]*\\)");

    /** How statements begin, and the right that each needs. */
    private static final Map<String, List<String>> NEEDED = new TreeMap<>(Map.ofEntries(
            Map.entry("CREATE TABLE", List.of("CREATE")),
            Map.entry("CREATE DATABASE", List.of("CREATE")),
            Map.entry("CREATE TEMPORARY TABLE", List.of("CREATE TEMPORARY TABLES")),
            Map.entry("ALTER TABLE", List.of("ALTER")),
            Map.entry("RENAME TABLE", List.of("ALTER", "DROP", "CREATE", "INSERT")),
            Map.entry("DROP TABLE", List.of("DROP")),
            Map.entry("DROP VIEW", List.of("DROP")),
            Map.entry("TRUNCATE", List.of("DROP")),
            Map.entry("CREATE INDEX", List.of("INDEX")),
            Map.entry("CREATE UNIQUE INDEX", List.of("INDEX")),
            Map.entry("DROP INDEX", List.of("INDEX")),
            Map.entry("CREATE VIEW", List.of("CREATE VIEW")),
            Map.entry("CREATE OR REPLACE VIEW", List.of("CREATE VIEW", "DROP")),
            Map.entry("CREATE TRIGGER", List.of("TRIGGER")),
            Map.entry("DROP TRIGGER", List.of("TRIGGER")),
            Map.entry("CREATE PROCEDURE", List.of("CREATE ROUTINE")),
            Map.entry("CREATE FUNCTION", List.of("CREATE ROUTINE")),
            Map.entry("DROP PROCEDURE", List.of("ALTER ROUTINE")),
            Map.entry("DROP FUNCTION", List.of("ALTER ROUTINE")),
            Map.entry("CREATE EVENT", List.of("EVENT")),
            Map.entry("CREATE USER", List.of("CREATE USER")),
            Map.entry("CALL", List.of("EXECUTE")),
            Map.entry("INSERT", List.of("INSERT")),
            Map.entry("REPLACE", List.of("INSERT", "DELETE")),
            Map.entry("UPDATE", List.of("UPDATE")),
            Map.entry("DELETE", List.of("DELETE")),
            Map.entry("SELECT", List.of("SELECT"))));

    static Grants of(List<String> lines, String database) {
        Set<String> rights = new LinkedHashSet<>();
        boolean more = false;
        for (String line : lines) {
            Matcher grant = GRANT.matcher(line);
            if (!grant.matches()) {
                more |= line.startsWith("GRANT "); // a role
                continue;
            }
            boolean here =
                    covers(unquoted(grant.group(2)), database) && grant.group(3).equals("*");
            if (here) {
                for (String right :
                        COLUMNS.matcher(grant.group(1)).replaceAll("").split(",")) {
                    rights.add(right.strip().toUpperCase(Locale.ROOT));
                }
            } else {
                more |= covers(unquoted(grant.group(2)), database);
            }
        }
        return new Grants(rights, more);
    }

    /** In the name of a database {@code %} and {@code _} stand for others, unless a backslash is before them. */
    private static boolean covers(String pattern, String database) {
        if (pattern.equals("*")) {
            return true;
        }
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                i++;
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(i))));
            } else if (c == '%') {
                regex.append(".*");
            } else {
                regex.append(c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE)
                .matcher(database)
                .matches();
    }

    private static String unquoted(String name) {
        return name.startsWith("`") ? name.substring(1, name.length() - 1).replace("``", "`") : name;
    }

    boolean has(String right) {
        return rights.contains("ALL PRIVILEGES") || rights.contains("ALL") || rights.contains(right);
    }

    /** Returns the rights that the account lacks for its ledger and for what is pending. */
    Set<String> lacking(Set<String> pending, boolean begun) {
        Set<String> needed = new LinkedHashSet<>(List.of("SELECT", "INSERT"));
        if (!begun) {
            needed.add("CREATE");
        }
        NEEDED.forEach((words, names) -> {
            if (begins(pending, words)) {
                needed.addAll(names);
            }
        });
        needed.removeIf(this::has);
        return needed;
    }
}
