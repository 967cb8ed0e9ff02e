package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.settings.UnreadableFile;
import io.migrationledger.schema.declared.DeclaredSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A schema that a person names: a file of SQL, a directory of such, or another database. */
final class DeclaredSide {
    private static final String ENVIRONMENT = "env:";

    private DeclaredSide() {}

    /**
     * Reads it.
     *
     * @param option the option that names it, for errors
     */
    static DeclaredSchema read(Invocation invocation, String option, String text) {
        if (text.startsWith(ENVIRONMENT)) {
            String name = text.substring(ENVIRONMENT.length());
            return database("environment " + name, OtherDatabase.named(invocation, name));
        }
        if (text.startsWith("jdbc:")) {
            Invocation other = OtherDatabase.at(invocation, text);
            return database(other.url(), other);
        }
        OtherDatabase.checkFile(text);
        Path path = invocation.surroundings().workingDirectory().resolve(text);
        try {
            Map<String, String> scripts = new LinkedHashMap<>();
            for (Path file : files(path)) {
                String name = file.equals(path) ? text : text + "/" + path.relativize(file);
                scripts.put(name.replace('\\', '/'), Files.readString(file));
            }
            if (scripts.isEmpty()) {
                throw LedgerException.input(
                        ErrorCode.UNREADABLE_FILE,
                        "there is no file *.sql in " + text,
                        "Name a file of SQL, or a directory of such.");
            }
            DeclaredSchema declared = DeclaredSchema.sql(text, scripts);
            Optional<String> schema = invocation.configuration().schema();
            return schema.isPresent() ? declared.inSchema(schema.get()) : declared;
        } catch (IOException e) {
            throw UnreadableFile.named(text, e, "Give " + option + " a file of SQL in UTF-8, or a directory of such.");
        }
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        return SourceFiles.below(path).stream()
                .filter(file -> file.toString().endsWith(".sql"))
                .sorted()
                .toList();
    }

    private static DeclaredSchema database(String name, Invocation other) {
        if (other.isNoFileYet()) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "the database " + name + " does not exist",
                    "Check the address: an empty schema would be declared.");
        }
        return DeclaredSchema.of(name, DeclaredSchema.Built.of(other.ledger()));
    }
}
