package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.audit.seal.Seal;
import io.migrationledger.cli.terminal.Page;
import java.util.Optional;

/** What was sealed, or which key was made. */
public final class SealDocument {
    private SealDocument() {}

    /** Prints what was sealed; the seal itself is in the file. */
    public static void print(Page page, String file, Seal seal) {
        Document.print(
                page,
                "seal",
                Exit.DONE,
                Optional.empty(),
                document -> document.text("file", file).object("seal", json -> seal(json, seal)));
    }

    /** Prints which key was made, and where. */
    public static void printKey(Page page, String file, String publicFile, String key) {
        Document.print(
                page,
                "seal",
                Exit.DONE,
                Optional.empty(),
                document -> document.text("keyFile", file)
                        .text("publicKeyFile", publicFile)
                        .text("key", key));
    }

    static void seal(Document json, Seal seal) {
        json.number("sequence", seal.sequence())
                .text("hash", seal.hash())
                .text("sealedAt", seal.sealedAt().toString())
                .text("database", seal.database())
                .text("table", seal.table())
                .text("key", seal.key());
    }
}
