package io.migrationledger.cli.command;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.migration.NewFile;
import io.migrationledger.migration.NewMigration;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        List<String> names = new ArrayList<>();
        for (Path path : SourceFiles.below(directory)) {
            String name = String.valueOf(path.getFileName());
            if (name.endsWith(".sql")) {
                names.add(name);
            }
        }
        return names;
    }

    /**
     * Writes them, all or none, and never over others.
     *
     * @param before the names of the scripts that were there when these files were named
     * @return the files; empty where somebody else has written a migration of this version since: then none of these is there
     * @throws FileAlreadyExistsException where one of these names is taken
     */
    static Optional<List<Path>> create(Path directory, List<NewFile> files, List<String> before) throws IOException {
        Map<Path, String> texts = texts(directory, files);
        WholeFiles.create(texts);
        // Both write first and look then, so that one of two sees the other at least. Who does takes back what is new.
        if (isShared(directory, files, before)) {
            for (Path file : texts.keySet()) {
                Files.delete(file);
            }
            return Optional.empty();
        }
        return Optional.of(List.copyOf(texts.keySet()));
    }

    private static boolean isShared(Path directory, List<NewFile> files, List<String> before) throws IOException {
        List<String> own = files.stream()
                .map(file -> file.path().substring(file.path().lastIndexOf('/') + 1))
                .toList();
        List<String> others = new ArrayList<>(existing(directory));
        others.removeAll(before);
        others.removeAll(own);
        return !Collections.disjoint(NewName.versions(others), NewName.versions(own));
    }

    /** Returns the texts by the files that they are for. */
    static Map<Path, String> texts(Path directory, List<NewFile> files) {
        Map<Path, String> texts = new LinkedHashMap<>();
        files.forEach(file -> texts.put(directory.resolve(file.path()), file.text()));
        return texts;
    }

    /** Returns the error where others took the version. */
    static LedgerException taken() {
        return new LedgerException(
                ErrorCode.UNREADABLE_FILE,
                "another process has written a migration of the same version meanwhile; this one was taken back",
                LedgerException.NOTHING_CHANGED,
                Advice.of("Run ", Action.SAME, " again."));
    }

    static LedgerException cannotWrite(Path directory, IOException e) {
        return new LedgerException(
                ErrorCode.UNREADABLE_FILE,
                "the migration cannot be written in " + directory + ": " + WholeFile.why(e),
                LedgerException.NOTHING_CHANGED,
                "Check that this user may write there.",
                e);
    }
}
