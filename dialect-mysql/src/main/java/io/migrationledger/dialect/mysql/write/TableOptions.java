package io.migrationledger.dialect.mysql.write;

import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.support.Unwritten;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is said of a table behind its columns. */
final class TableOptions {
    private static final String CREATED = "create options";
    private static final Set<String> WRITTEN = Set.of("engine", "collation", CREATED, "system versioning");
    private static final Pattern ASSIGNMENT = Pattern.compile("(`[^`]+`|[^\\s=`]+)=(\"[^\"]*\"|'[^']*'|`[^`]*`|\\S+)");

    /** By which word each is set back; of others nothing is known. */
    private static final Map<String, String> USUAL = Map.ofEntries(
            Map.entry("ROW_FORMAT", "DEFAULT"),
            Map.entry("MAX_ROWS", "0"),
            Map.entry("MIN_ROWS", "0"),
            Map.entry("AVG_ROW_LENGTH", "0"),
            Map.entry("CHECKSUM", "0"),
            Map.entry("DELAY_KEY_WRITE", "0"),
            Map.entry("KEY_BLOCK_SIZE", "0"),
            Map.entry("PACK_KEYS", "DEFAULT"),
            Map.entry("STATS_PERSISTENT", "DEFAULT"),
            Map.entry("STATS_AUTO_RECALC", "DEFAULT"),
            Map.entry("STATS_SAMPLE_PAGES", "DEFAULT"),
            Map.entry("TRANSACTIONAL", "DEFAULT"),
            Map.entry("PAGE_CHECKSUM", "DEFAULT"),
            Map.entry("PAGE_COMPRESSED", "DEFAULT"),
            Map.entry("PAGE_COMPRESSION_LEVEL", "DEFAULT"),
            Map.entry("COMPRESSION", "'NONE'"));

    private TableOptions() {}

    /** Returns all that a new table is given. */
    static List<String> of(Table table) {
        List<String> options = new ArrayList<>();
        assign(options, "ENGINE", table.options().get("engine"));
        assign(options, "COLLATE", table.options().get("collation"));
        created(table).forEach((name, value) -> options.add(name + " = " + value));
        if (!table.comment().isEmpty()) {
            options.add("COMMENT = " + Sql.text(table.comment()));
        }
        return options;
    }

    private static void assign(List<String> options, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null && !value.isEmpty()) {
            options.add(name + " = " + value);
        }
    }

    /** Returns what a table is given to become the other one. */
    static List<String> changes(Table from, Table to, Unwritten gaps) {
        List<String> options = new ArrayList<>();
        for (String[] one : new String[][] {{"engine", "ENGINE"}, {"collation", "COLLATE"}}) {
            String value = to.options().get(one[0]);
            if (value != null && !value.equals(from.options().get(one[0]))) {
                options.add(one[1] + " = " + value);
            }
        }
        Map<String, String> before = created(from);
        Map<String, String> after = created(to);
        after.forEach((name, value) -> {
            if (!value.equals(before.get(name))) {
                options.add(name + " = " + value);
            }
        });
        before.keySet().stream().filter(name -> !after.containsKey(name)).forEach(name -> {
            String usual = USUAL.get(name);
            if (usual == null) {
                gaps.add("table " + to.name() + ": " + name + " cannot be set back");
            } else {
                options.add(name + " = " + usual);
            }
        });
        if (!from.comment().equals(to.comment())) {
            options.add("COMMENT = " + Sql.text(to.comment()));
        }
        return options;
    }

    private static Map<String, String> created(Table table) {
        Map<String, String> options = new TreeMap<>();
        Matcher matcher = ASSIGNMENT.matcher(table.options().getOrDefault(CREATED, ""));
        while (matcher.find()) {
            String value = matcher.group(2);
            options.put(
                    matcher.group(1).replace("`", "").toUpperCase(Locale.ROOT),
                    value.startsWith("\"") ? Sql.text(value.substring(1, value.length() - 1)) : value.replace("`", ""));
        }
        return options;
    }

    static boolean isVersioned(Table table) {
        return table.options().containsKey("system versioning");
    }

    static void tell(Table table, Unwritten gaps) {
        String where = "table " + table.name();
        gaps.options(where, table.options(), WRITTEN);
        String rest = ASSIGNMENT
                .matcher(table.options().getOrDefault(CREATED, ""))
                .replaceAll("")
                .strip();
        if (!rest.isEmpty()) {
            gaps.add(where + ": " + rest);
        }
        table.others().forEach(other -> gaps.add(where + ": " + other.kind() + " " + other.name()));
        table.policies().forEach(policy -> gaps.add(where + ": policy " + policy.name()));
        table.partitionOf().ifPresent(whole -> gaps.add(where + ": a part of " + whole.table()));
    }
}
