package io.migrationledger.internal.schema;

import io.migrationledger.KeptScript;
import io.migrationledger.internal.script.PackedText;
import io.migrationledger.spi.schema.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The document that keeps a snapshot: {@code {"snapshot":…}} around its canonical text. */
public final class SnapshotDocument {
    private SnapshotDocument() {}

    /**
     * Returns the row to keep.
     *
     * @throws PackedText.TooLong where it would be too long
     */
    public static KeptScript of(Snapshot snapshot) throws PackedText.TooLong {
        try {
            PackedText packed = new PackedText();
            packed.text("{\"snapshot\":");
            packed.text(snapshot.text());
            packed.text("}");
            return packed.end();
        } catch (PackedText.TooLong e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
    }
}
