package io.migrationledger.cli.command;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.migration.NewFile;
import io.migrationledger.migration.NewMigration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of a new migration in SQL, numbered and named as the others of its directory are. */
final class NewFiles {
    private NewFiles() {}

    /**
     * Returns them; nothing is written.
     *
     * @param sources where a registry's class stands; null where it usually does
     */
    static List<NewFile> of(Invocation invocation, NewMigration wanted, @Nullable String sources) throws IOException {
        Optional<List<NewFile>> ofLayout = invocation.sourceForNew().create(wanted);
        if (ofLayout.isPresent()) {
            return ofLayout.get();
        }
        List<String> existing = new ArrayList<>(
                existing(invocation.configuration().directoryForNew().path()));
        if (!invocation.configuration().registries().isEmpty()) {
            existing.addAll(NewJava.in(invocation, sources).versions()); // scripts and classes share one order
        }
        NewName.Scripts names = NewName.next(existing, wanted);
        NewFile up = new NewFile(names.up(), wanted.upText());
        return wanted.withDown() ? List.of(up, new NewFile(names.down(), wanted.downText())) : List.of(up);
    }

    /** Returns the names of the scripts that are there. */
    static List<String> existing(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (var files = Files.walk(directory)) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.endsWith(".sql"))
                    .toList();
        }
    }

    /** Writes one; never over another. */
    static Path create(Path directory, NewFile file) throws IOException {
        int slash = file.path().lastIndexOf('/');
        Files.createDirectories(
                slash < 0 ? directory : directory.resolve(file.path().substring(0, slash)));
        return Files.writeString(directory.resolve(file.path()), file.text(), StandardOpenOption.CREATE_NEW);
    }

    static LedgerException cannotWrite(Path directory, IOException e) {
        return new LedgerException(
                ErrorCode.UNREADABLE_FILE,
                "the migration cannot be written in " + directory + " (" + e + ")",
                LedgerException.NOTHING_CHANGED,
                "Check that this user may write there.",
                e);
    }
}
