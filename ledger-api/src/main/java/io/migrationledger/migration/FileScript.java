package io.migrationledger.migration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.FileSystemException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A script in a file. A run asks for it several times: for its checksum, to look at it, to run it, to keep its text. What runs
 * must be what the checksum is of. Where it is short it is read from the disk once, which takes no time again. Where it is
 * read each time, and has changed since, the end of the reading fails.
 */
final class FileScript implements SqlScript {
    /** In bytes; most scripts are shorter. */
    private static final int SHORT = 8 * 1024;

    private final String location;
    private final Opener opener;
    private final Room room;
    private volatile byte @Nullable [] kept;
    /** The digest of what was read first, where it is not kept. */
    private volatile byte @Nullable [] seen;

    /** Opens the file. */
    interface Opener {
        InputStream open() throws IOException;
    }

    /** What the files of one source may keep together; those beyond it are read each time. */
    static final class Room {
        private final AtomicLong bytes = new AtomicLong(4 << 20);
        /** What the files are read into, one after the other: memory that is new for each takes longer than its bytes. */
        private final AtomicReference<byte @Nullable []> buffer = new AtomicReference<>();

        private boolean take(int length) {
            return bytes.addAndGet(-length) >= 0;
        }

        private byte[] beginningOf(InputStream in) throws IOException {
            byte[] free = buffer.getAndSet(null);
            byte[] into = free == null ? new byte[SHORT] : free;
            byte[] read = Arrays.copyOf(into, in.readNBytes(into, 0, SHORT));
            buffer.set(into);
            return read;
        }
    }

    /** Gives its bytes in as much memory as they need, and no more. */
    private static final class Kept extends ByteArrayInputStream {
        Kept(byte[] bytes) {
            super(bytes);
        }

        @Override
        public byte[] readNBytes(int length) {
            byte[] bytes = new byte[Math.min(length, available())];
            readNBytes(bytes, 0, bytes.length);
            return bytes;
        }
    }

    FileScript(String location, Opener opener, Room room) {
        this.location = location;
        this.opener = opener;
        this.room = room;
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public InputStream open() throws IOException {
        byte[] known = kept;
        if (known != null) {
            return new Kept(known);
        }
        InputStream in = opener.open();
        boolean open = false;
        try {
            byte[] first = room.beginningOf(in);
            open = first.length == SHORT;
            if (open) {
                return new Watched(new SequenceInputStream(new Kept(first), in));
            }
            if (seen == null && room.take(first.length)) {
                kept = first;
            } else {
                requireUnchanged(Sha256.newDigest().digest(first));
            }
            return new Kept(first);
        } finally {
            if (!open) {
                in.close();
            }
        }
    }

    private void requireUnchanged(byte[] now) throws IOException {
        byte[] before = seen;
        if (before == null) {
            seen = now;
        } else if (!Arrays.equals(before, now)) {
            throw new FileSystemException(location, null, "it has changed since this run first read it");
        }
    }

    /** Looks, where the file ends, whether all of it is as it was. */
    private final class Watched extends InputStream {
        private final InputStream in;
        private final MessageDigest digest = Sha256.newDigest();
        private boolean ended;

        Watched(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = in.read(bytes, from, length);
            if (read > 0) {
                digest.update(bytes, from, read);
            } else if (read < 0 && !ended) {
                ended = true;
                requireUnchanged(digest.digest());
            }
            return read;
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileScript script && location.equals(script.location);
    }

    @Override
    public int hashCode() {
        return location.hashCode();
    }

    @Override
    public String toString() {
        return location;
    }
}
