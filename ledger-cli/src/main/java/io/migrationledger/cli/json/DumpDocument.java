package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.schema.dump.SchemaDump;
import java.util.Optional;

/** A schema as SQL. */
public final class DumpDocument {
    private DumpDocument() {}

    /**
     * Prints it.
     *
     * @param file where it was written; empty where it was not
     * @param same whether the file that was to be checked has this text; true where none was
     */
    public static void print(Page page, Exit exit, SchemaDump dump, Optional<String> file, boolean same) {
        Document.print(
                page,
                "dump",
                exit,
                Optional.empty(),
                document -> document.text("file", file)
                        .flag("same", same)
                        .texts("unwritten", dump.unwritten())
                        .texts("otherSchemas", dump.otherSchemas())
                        .whole("text", dump.text()));
    }
}
