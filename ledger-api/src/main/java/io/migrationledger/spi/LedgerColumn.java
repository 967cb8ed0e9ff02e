package io.migrationledger.spi;

import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The columns of the ledger table, in the order of the canonical encoding. All are NOT NULL. Times are text in UTC, so
 * that no session's time zone and no JDBC driver's conversion can change what was hashed.
 */
public enum LedgerColumn {
    /** 1, 2, 3, … without gaps: the primary key and the fence. */
    SEQUENCE(Type.LONG, 0),
    /** {@link io.migrationledger.event.EventType}. */
    EVENT(Type.ASCII, 16),
    /** {@link io.migrationledger.event.Origin}. */
    ORIGIN(Type.ASCII, 16),
    /** The namespace of the migration. */
    NAMESPACE(Type.TEXT, 200),
    /** The version or name of the migration. */
    MIGRATION(Type.TEXT, 200),
    /** {@link io.migrationledger.event.Direction}. */
    DIRECTION(Type.ASCII, 4),
    /** SHA-256 of the up script. */
    CHECKSUM(Type.ASCII, 64),
    /** How many of the attempt's statements have taken effect. */
    DONE(Type.INTEGER, 0),
    /** The number shared by all events of one run. */
    BATCH(Type.INTEGER, 0),
    /** Identifies the run. */
    RUN_ID(Type.ASCII, 36),
    /** The user of the database session. */
    DATABASE_USER(Type.TEXT, 255),
    /** The operating system's user. */
    OS_USER(Type.TEXT, 255),
    /** The machine that the program ran on. */
    HOST(Type.TEXT, 255),
    /** The program that recorded the event. */
    APPLICATION(Type.TEXT, 255),
    /** {@code yyyy-MM-ddTHH:mm:ss.SSSSSSZ}. */
    RECORDED_AT(Type.ASCII, 27),
    /** Microseconds since the attempt began. */
    ELAPSED_US(Type.LONG, 0),
    /** How many migrations of the namespace are open, part-way or in doubt after this event. */
    UNSETTLED(Type.INTEGER, 0),
    /** Digest of what is in effect in the namespace after this event. */
    APPLIED_DIGEST(Type.ASCII, 64),
    /** Attributes of the event's type: one JSON object. */
    DETAIL(Type.LONG_TEXT, 0),
    /** Hash of the event before. */
    PREVIOUS_HASH(Type.ASCII, 64),
    /** Hash of this event. */
    HASH(Type.ASCII, 64);

    /** What a column holds; the driver chooses the database's type for it. */
    public enum Type {
        /** A whole number of 32 bits. */
        INTEGER,
        /** A whole number of 64 bits. */
        LONG,
        /** Characters of ASCII, at most as many as {@link LedgerColumn#length()}. */
        ASCII,
        /** Any Unicode characters, at most as many as {@link LedgerColumn#length()}. */
        TEXT,
        /** Any Unicode characters, many megabytes of them. */
        LONG_TEXT
    }

    private final Type type;
    private final int length;

    LedgerColumn(Type type, int length) {
        this.type = type;
        this.length = length;
    }

    /** Returns the column's name, in lower case. */
    public String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns what the column holds. */
    public Type type() {
        return type;
    }

    /** Returns the greatest number of characters, or 0 where the type has no limit. */
    public int length() {
        return length;
    }

    /**
     * Returns the SQL standard's type for the column, for databases that compare such text case-sensitively by default.
     *
     * @param units in how many units of length the database counts the longest character: 1, or 2 where it counts an emoji
     *     as two, as UTF-16 does
     */
    public String standardType(int units) {
        return switch (type) {
            case INTEGER -> "INTEGER";
            case LONG -> "BIGINT";
            case ASCII -> "VARCHAR(" + length + ")";
            case TEXT -> "VARCHAR(" + units * length + ")";
            case LONG_TEXT -> "CHARACTER LARGE OBJECT";
        };
    }

    /**
     * Returns the column definitions and the primary key, as they stand between the parentheses of CREATE TABLE.
     *
     * @param types the database's type for each column
     */
    public static String definitions(Function<LedgerColumn, String> types) {
        return definitions(types, column -> true);
    }

    /**
     * Returns what {@link #definitions} returns, for a database that keeps an empty text as NULL ({@link
     * LedgerTable#emptyTextIsNull}): columns of text may be NULL.
     */
    public static String nullableDefinitions(Function<LedgerColumn, String> types) {
        return definitions(types, column -> column.type == Type.INTEGER || column.type == Type.LONG);
    }

    private static String definitions(Function<LedgerColumn, String> types, Predicate<LedgerColumn> notNull) {
        StringJoiner definitions = new StringJoiner(",\n  ", "\n  ", "\n");
        for (LedgerColumn column : values()) {
            definitions.add(
                    column.columnName() + " " + types.apply(column) + (notNull.test(column) ? " NOT NULL" : ""));
        }
        definitions.add("PRIMARY KEY (sequence)");
        return definitions.toString();
    }
}
