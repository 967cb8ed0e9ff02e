package io.migrationledger.dialect.sqlite;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.LockHolder;
import io.migrationledger.spi.LockSight;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a database file: an operating system's lock on the file {@code NAME-ledger-lock} beside it, which ends with its
 * process. SQLite's own locks last for one transaction only, and a run has several.
 *
 * <p>The file, with the name of its last holder, is left behind, as deleting it would let two runners lock two files of that name. It is never opened while
 * this process holds it: closing any descriptor of a file gives up all of a process's POSIX locks on it (POSIX.1-2017,
 * fcntl). So {@link SqliteHolders} tells the threads of one process apart.
 *
 * <p>No channel reads or writes it: the interrupt of a thread would close that.
 */
final class SqliteFileLock implements SqliteLock {
    /**
     * The byte that is locked, far behind the name: on Windows nobody else can read what is locked. Older versions of the library
     * lock the whole file, up to the greatest position; that holds this byte, too, so that they and this one keep each other out.
     */
    private static final long LOCKED_BYTE = 1L << 40;

    private final Path database;
    private final Path file;
    private @Nullable RandomAccessFile open;
    private @Nullable FileLock lock;

    SqliteFileLock(Path database) {
        this.database = database;
        this.file = database.resolveSibling(database.getFileName() + "-ledger-lock");
    }

    @Override
    public Optional<LockHolder> tryLock() {
        String self = SqliteHolders.self();
        Optional<LockHolder> holder = SqliteHolders.enter(file.toString(), self);
        if (holder.isPresent()) {
            return holder;
        }
        boolean locked = false;
        try {
            if (!Files.exists(file)) {
                SqliteLockFile.create(file, database);
            }
            open = new RandomAccessFile(file.toFile(), "rw");
            lock = lock(open, false);
            locked = lock != null;
            if (!locked) {
                return Optional.of(holder(open));
            }
            open.setLength(0);
            open.write(self.getBytes(StandardCharsets.UTF_8));
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
                giveUp();
            }
        }
    }

    /** Looks by a shared lock for the length of the look. A file that cannot be opened says nothing. */
    @Override
    public LockSight look() {
        if (!Files.exists(file)) {
            return LockSight.FREE;
        }
        Optional<LockHolder> holder = SqliteHolders.enter(file.toString(), SqliteHolders.self());
        if (holder.isPresent()) {
            return LockSight.heldBy(holder.get());
        }
        try (RandomAccessFile seen = new RandomAccessFile(file.toFile(), "r");
                FileLock shared = lock(seen, true)) {
            return shared != null ? LockSight.FREE : LockSight.heldBy(holder(seen));
        } catch (IOException e) {
            return LockSight.UNKNOWN;
        } finally {
            SqliteHolders.leave(file.toString());
        }
    }

    /** Returns null where somebody else has it: another process, or an older copy of the library in this one. */
    private static @Nullable FileLock lock(RandomAccessFile open, boolean shared) throws IOException {
        try {
            return open.getChannel().tryLock(LOCKED_BYTE, 1, shared);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public boolean isHeld() {
        return lock != null && lock.isValid();
    }

    @Override
    public void unlock() {
        if (open == null || lock == null) {
            return;
        }
        lock = null;
        giveUp();
    }

    private void giveUp() {
        RandomAccessFile closing = open;
        open = null;
        try {
            if (closing != null) {
                closing.close();
            }
        } catch (IOException e) {
            throw new LedgerException(
                    ErrorCode.DATABASE_ERROR,
                    "the lock file cannot be closed: " + file,
                    "What is recorded in the ledger is in effect.",
                    "Check the file system.",
                    e);
        } finally {
            SqliteHolders.leave(file.toString());
        }
    }

    private static LockHolder holder(RandomAccessFile open) throws IOException {
        byte[] name = new byte[200];
        int length = open.read(name);
        return SqliteHolders.named(length <= 0 ? "" : new String(name, 0, length, StandardCharsets.UTF_8));
    }
}
