package io.migrationledger.migration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A script in a file. A run asks for it several times: for its checksum, to look at it, to run it, to keep its text. Where it
 * is short it is read from the disk once, so that what runs is what the checksum is of, and takes no time again.
 */
final class FileScript implements SqlScript {
    /** In bytes; most scripts are shorter. */
    private static final int SHORT = 8 * 1024;

    private final String location;
    private final Opener opener;
    private final Room room;
    private volatile byte @Nullable [] kept;

    /** Opens the file. */
    interface Opener {
        InputStream open() throws IOException;
    }

    /** What the files of one source may keep together; those beyond it are read each time. */
    static final class Room {
        private final AtomicLong bytes = new AtomicLong(4 << 20);

        private boolean take(int length) {
            return bytes.addAndGet(-length) >= 0;
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
            return new ByteArrayInputStream(known);
        }
        InputStream in = opener.open();
        boolean open = false;
        try {
            byte[] first = in.readNBytes(SHORT);
            open = first.length == SHORT;
            if (!open && room.take(first.length)) {
                kept = first;
            }
            InputStream begun = new ByteArrayInputStream(first);
            return open ? new SequenceInputStream(begun, in) : begun;
        } finally {
            if (!open) {
                in.close();
            }
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
