package io.migrationledger.dialect.sqlite;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.LockSight;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lock between runners of one database file: an operating system's lock on the file {@code NAME-ledger-lock}
 * beside it, which ends with its process. SQLite's own locks last for one transaction only, and a run has several.
 *
 * <p>The file, with the name of its last holder, is left behind, as deleting it would let two runners lock two files of that name. It is never opened while
 * this process holds it: closing any descriptor of a file gives up all of a process's POSIX locks on it (POSIX.1-2017,
 * fcntl). So a map tells the threads of one process apart.
 */
final class SqliteLock {
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

    private final Path database;
    private final Path file;
    private @Nullable FileChannel channel;
    private @Nullable FileLock lock;

    SqliteLock(Path database) {
        this.database = database;
        this.file = database.resolveSibling(database.getFileName() + "-ledger-lock");
    }

    /** Tries once; returns empty where the lock is now held, otherwise who holds it. */
    Optional<LockHolder> tryLock() {
        String self = "process " + ProcessHandle.current().pid() + " since " + Instant.now();
        String holder = HELD.putIfAbsent(file, self);
        if (holder != null) {
            return Optional.of(holder(holder));
        }
        boolean locked = false;
        try {
            if (!Files.exists(file)) {
                SqliteLockFile.create(file, database);
            }
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            lock = channel.tryLock();
            locked = lock != null;
            if (!locked) {
                return Optional.of(holder(read(channel)));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(self.getBytes(StandardCharsets.UTF_8)), 0);
            return Optional.empty();
        } catch (IOException e) {
            throw new LedgerException(
                    ErrorCode.READ_ONLY,
                    "the lock file cannot be written: " + file,
                    LedgerException.NOTHING_CHANGED,
                    Files.exists(file)
                            ? "Give this user the right to write this file, " + file
                                    + ": it is to have the permissions of the database's."
                            : "Give this user the right to write the directory of the database; SQLite needs it, too.",
                    e);
        } finally {
            if (!locked) {
                close();
                HELD.remove(file);
            }
        }
    }

    /**
     * Looks who holds it, by a shared lock for the length of the look, and leaves no file behind. A file that cannot be
     * opened says nothing.
     */
    LockSight look() {
        if (!Files.exists(file)) {
            return LockSight.FREE;
        }
        String self = "process " + ProcessHandle.current().pid() + " since " + Instant.now();
        String holder = HELD.putIfAbsent(file, self);
        if (holder != null) {
            return LockSight.heldBy(holder(holder));
        }
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.READ);
                FileLock shared = open.tryLock(0, Long.MAX_VALUE, true)) {
            return shared != null ? LockSight.FREE : LockSight.heldBy(holder(read(open)));
        } catch (IOException e) {
            return LockSight.UNKNOWN;
        } finally {
            HELD.remove(file);
        }
    }

    boolean isHeld() {
        return lock != null && lock.isValid();
    }

    void unlock() {
        if (channel == null || lock == null) {
            return;
        }
        lock = null;
        close();
        HELD.remove(file);
    }

    private void close() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new LedgerException(
                        ErrorCode.DATABASE_ERROR,
                        "the lock file cannot be closed: " + file,
                        "What is recorded in the ledger is in effect.",
                        "Check the file system.",
                        e);
            }
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(200);
        int length = channel.read(bytes, 0);
        return length <= 0 ? "" : new String(bytes.array(), 0, length, StandardCharsets.UTF_8);
    }

    private static LockHolder holder(String text) {
        int since = text.indexOf(" since ");
        if (since < 0) {
            return new LockHolder("another process", Optional.empty());
        }
        try {
            return new LockHolder(text.substring(0, since), Optional.of(Instant.parse(text.substring(since + 7))));
        } catch (DateTimeParseException e) {
            return new LockHolder(text, Optional.empty());
        }
    }
}
