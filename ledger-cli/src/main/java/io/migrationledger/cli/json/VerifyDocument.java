package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.Verification;
import io.migrationledger.audit.seal.Seal;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.spi.Finding;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a walk along the chain found. */
public final class VerifyDocument {
    private VerifyDocument() {}

    /**
     * Prints a chain that is whole.
     *
     * @param findings what is to be said of the ledger's table
     * @param trusted whether the seal's key is one that the caller named
     */
    public static void print(
            Page page,
            Verification found,
            @Nullable Long notedAt,
            Optional<Seal> seal,
            boolean trusted,
            List<Finding> findings) {
        Document.print(page, "verify", Exit.DONE, Optional.empty(), document -> {
            document.number("events", found.events()).text("head", found.head()).number("scripts", found.scripts());
            if (notedAt == null) {
                document.nothing("notedHeadAt");
            } else {
                document.number("notedHeadAt", notedAt);
            }
            document.optional("seal", seal, (json, of) -> {
                SealDocument.seal(json, of);
                json.flag("keyTrusted", trusted);
            });
            document.objects(
                    "findings",
                    findings,
                    (inner, finding) -> inner.text("level", finding.level().name())
                            .text("what", finding.what())
                            .advice(finding.advice()));
        });
    }
}
