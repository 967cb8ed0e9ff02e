package io.migrationledger.audit.export;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerDescription;
import io.migrationledger.LedgerException;
import io.migrationledger.Verification;
import io.migrationledger.migration.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Writes a ledger as JSON Lines, in one pass that also verifies it. Confined to one thread. */
public final class ExportWriter {
    private final OutputStream out;
    private final MessageDigest digest = Sha256.newDigest();

    private ExportWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes all events; the stream stays open.
     *
     * @return what the walk along the chain found: it is whole
     * @throws LedgerException where the chain is broken, with the first sequence that is wrong; then the last line is
     *     missing, and no check takes the file for a whole export
     * @throws UncheckedIOException where the stream takes no more
     */
    public static Verification write(Ledger ledger, OutputStream out) {
        ExportWriter writer = new ExportWriter(out);
        LedgerDescription of = ledger.describe();
        writer.line(new ExportHeader(of.dialect(), of.table()).line());
        Verification found = ledger.verify(
                event -> writer.line(EventLine.of(event).line()), script -> writer.line(new ScriptLine(script).line()));
        found.broken().ifPresent(broken -> {
            throw new LedgerException(
                    ErrorCode.BROKEN_CHAIN,
                    "the chain is broken at event " + broken.sequence() + ": " + broken.what(),
                    LedgerException.NOTHING_CHANGED,
                    "A broken ledger is not exported. Somebody changed the table by other means than the ledger: compare it"
                            + " with a backup.");
        });
        writer.line(new EndLine(found.events(), found.head(), Sha256.hex(writer.digest.digest())).line());
        return found;
    }

    private void line(String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        digest.update(bytes);
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
