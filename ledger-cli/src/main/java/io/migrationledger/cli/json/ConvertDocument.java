package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.layouts.convert.Conversion;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files of a directory in the ledger's own layout, and where each comes from. */
public final class ConvertDocument {
    private ConvertDocument() {}

    /** Prints the files. */
    public static void print(Page page, Conversion conversion, List<String> notes, Path directory, boolean written) {
        Document.print(
                page,
                "convert",
                Exit.DONE,
                Optional.empty(),
                document -> document.text("layout", conversion.tool())
                        .text("directory", directory.toString())
                        .flag("written", written)
                        .number("migrations", conversion.migrations())
                        .objects(
                                "files",
                                conversion.files(),
                                (inner, file) -> inner.text("path", file.path())
                                        .text("from", file.from())
                                        .flag("settings", file.isSettings()))
                        .texts("notes", notes));
    }
}
