package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.HistoryTable;
import io.migrationledger.migration.ForeignMigration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Liquibase's {@code DATABASECHANGELOG}, whose checksum is carried over and not computed
 * (https://docs.liquibase.com/concepts/tracking-tables/databasechangelog-table.html).
 */
public final class Liquibase extends NamedRows {
    /** Before the end of a path that is the whole path in Liquibase's table; no path begins so. */
    private static final String IN_IT = "\n";

    /** Knows the table. */
    public Liquibase() {
        super("liquibase", "Liquibase", Set.of("databasechangelog"), false, "dateexecuted", "orderexecuted");
    }

    @Override
    public boolean recognises(HistoryTable table) {
        return table.has("id", "author", "filename", "dateexecuted", "orderexecuted", "exectype", "md5sum");
    }

    @Override
    ForeignRow row(HistoryTable.Row row) {
        return applied(row, "id")
                .described(row.words("comments"))
                .typed(row.words("exectype"))
                .at(row.time("dateexecuted"))
                .batch(row.text("deployment_id"))
                .checksum(row.text("md5sum"))
                .saying(said(row.words("exectype")));
    }

    /** Changelogs in XML, YAML and JSON, and code. */
    @Override
    public boolean isCode(ForeignRow row) {
        return !file(row).toLowerCase(Locale.ROOT).endsWith(".sql");
    }

    /** A changeset's id is of its author's choice, and often a number: it is no version. */
    @Override
    public List<String> ids(ForeignRow row) {
        if (isCode(row)) {
            return List.of(file(row) + "::" + row.key() + "::" + author(row));
        }
        return isOwn(row.key()) ? List.of(row.key()) : List.of();
    }

    /**
     * Liquibase writes the file's path below its search path, which may begin above the directory that is read here, or in it.
     * One of the two paths ends with the other then; what has another path is another changeset to Liquibase, too.
     */
    @Override
    public List<String> names(ForeignRow row) {
        List<String> names = new ArrayList<>();
        String path = file(row);
        names.add(name(row.key(), author(row), path));
        ends(path).forEach(end -> names.add(name(row.key(), author(row), end)));
        names.add(name(row.key(), author(row), IN_IT + path));
        return names;
    }

    @Override
    public Set<String> keys(ForeignMigration local) {
        String author = local.attributes().getOrDefault("author", "");
        String path = local.attributes().getOrDefault("path", local.path());
        Set<String> keys = new LinkedHashSet<>();
        keys.add(name(local.key(), author, path));
        ends(path).forEach(end -> keys.add(name(local.key(), author, IN_IT + end)));
        return keys;
    }

    /** Returns a path without its first directory, without its first two, and so on. */
    private static List<String> ends(String path) {
        List<String> ends = new ArrayList<>();
        for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
            ends.add(path.substring(at + 1));
        }
        return ends;
    }

    private static String name(String id, String author, String path) {
        return id + "\n" + author + "\n" + path;
    }

    private static String author(ForeignRow row) {
        return String.valueOf(row.row().get("author"));
    }

    private static String file(ForeignRow row) {
        return String.valueOf(row.row().get("filename")).replace('\\', '/').replaceFirst("^classpath:/?", "");
    }

    private static String said(String type) {
        return switch (type) {
            case "MARK_RAN" -> "marked as run by Liquibase, and not executed";
            case "EXECUTED", "RERAN" -> "";
            default -> "of the type " + type + ", which is not known here: taken as applied";
        };
    }
}
