package io.migrationledger.migration;

import java.util.Map;

/**
 * What the tool that a directory belongs to calls a migration, so that its history can be matched with the files.
 *
 * @param tool the name of the layout: {@code flyway}
 * @param key what identifies the migration in that tool's history: Flyway's version (for a repeatable one its
 *     description), the version of golang-migrate, pop, goose, dbmate and diesel, the directory of Prisma, the tag of
 *     Drizzle, sqitch's change, Liquibase's id
 * @param path the file below its source, with slashes
 * @param file the file as a whole, for that tool's own checksum
 * @param attributes what else the tool records or derives its own from, by names that the layout's class lists
 */
public record ForeignMigration(String tool, String key, String path, SqlScript file, Map<String, String> attributes) {

    /** The attribute that names the file with the settings of the up script, where there is one. */
    public static final String SETTINGS = "settings";

    /** The attribute that names the file with the settings of the down script, where there is one. */
    public static final String DOWN_SETTINGS = "downSettings";

    /** Copies the attributes. */
    public ForeignMigration {
        attributes = Map.copyOf(attributes);
    }

    /** Returns what a tool calls a migration of which it records nothing else. */
    public static ForeignMigration of(String tool, String key, LayoutFile file) {
        return new ForeignMigration(tool, key, file.path(), file.script(), Map.of());
    }
}
