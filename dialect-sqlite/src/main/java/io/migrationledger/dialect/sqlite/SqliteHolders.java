package io.migrationledger.dialect.sqlite;

import io.migrationledger.spi.LockHolder;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Who holds which lock in this process. It is kept in system properties: several copies of the library, as in two web
 * applications of one server, share nothing else.
 */
final class SqliteHolders {
    private static final String PREFIX = "io.migrationledger.sqlite.lock:";
    private static final String SINCE = " since ";

    private SqliteHolders() {}

    /** Returns how this process is named as a holder, from now on. */
    static String self() {
        return "process " + ProcessHandle.current().pid() + SINCE + Instant.now();
    }

    /** Enters a holder of a lock; returns empty where that was done, otherwise who holds it. */
    static Optional<LockHolder> enter(String lock, String self) {
        Object holder = System.getProperties().putIfAbsent(PREFIX + lock, self);
        return holder == null ? Optional.empty() : Optional.of(named(holder.toString()));
    }

    /** Returns who holds a lock. */
    static Optional<LockHolder> of(String lock) {
        return Optional.ofNullable(System.getProperty(PREFIX + lock)).map(SqliteHolders::named);
    }

    /** Takes out the holder of a lock. */
    static void leave(String lock) {
        System.getProperties().remove(PREFIX + lock);
    }

    /** Returns the holder that names itself so. */
    static LockHolder named(String text) {
        int since = text.indexOf(SINCE);
        if (since < 0) {
            return new LockHolder("another process", Optional.empty());
        }
        try {
            return new LockHolder(
                    text.substring(0, since), Optional.of(Instant.parse(text.substring(since + SINCE.length()))));
        } catch (DateTimeParseException e) {
            return new LockHolder(text, Optional.empty());
        }
    }
}
