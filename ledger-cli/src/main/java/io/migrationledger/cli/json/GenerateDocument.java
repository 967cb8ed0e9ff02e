package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.migration.NewFile;
import io.migrationledger.schema.generate.GeneratedScripts;
import io.migrationledger.spi.schema.SchemaScript;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What was generated. */
public final class GenerateDocument {
    private GenerateDocument() {}

    /** Prints it. */
    public static void print(Page page, Exit exit, GeneratedScripts scripts, List<NewFile> files, List<Path> created) {
        Document.print(
                page,
                "generate",
                exit,
                Optional.empty(),
                document -> document.text("database", scripts.after().server())
                        .texts("changes", scripts.differences())
                        .texts("notes", scripts.notes())
                        .texts("otherSchemas", scripts.otherSchemas())
                        .texts("unwritten", unwritten(scripts.up(), scripts.down()))
                        .texts("losses", scripts.losses())
                        .objects(
                                "files",
                                files,
                                (json, file) -> json.text("path", file.path()).text("text", file.text()))
                        .texts("created", created));
    }

    private static List<String> unwritten(SchemaScript up, SchemaScript down) {
        return Stream.concat(up.unwritten().stream(), down.unwritten().stream())
                .distinct()
                .toList();
    }
}
