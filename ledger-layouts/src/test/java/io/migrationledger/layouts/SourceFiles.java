package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.migration.FileSource;
import io.migrationledger.migration.Findings;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A directory of scripts that a test fills. */
final class SourceFiles {
    private static final List<String> SQLITE = List.of("sqlite", "sqlite3");

    private final Path directory;

    SourceFiles(Path directory) {
        this.directory = directory;
    }

    /** Writes files that each hold one statement. */
    SourceFiles files(String... names) {
        for (String name : names) {
            file(name, "SELECT '" + name + "';\n");
        }
        return this;
    }

    SourceFiles file(String name, String text) {
        return bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    SourceFiles bytes(String name, byte[] bytes) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SourceFiles delete(String name) {
        try {
            Files.delete(directory.resolve(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Migration> read() {
        return read(SQLITE);
    }

    List<Migration> read(List<String> variants) {
        return Migrations.directory(directory).migrations(variants);
    }

    FileSource source() {
        return Migrations.directory(directory);
    }

    /** Returns what reading tells besides the migrations, a line each. */
    List<String> told() {
        return told(source());
    }

    static List<String> told(FileSource source) {
        List<String> told = new ArrayList<>();
        source.migrations(SQLITE, new Findings() {
            @Override
            public void problem(Problem problem) {
                told.add("problem " + problem.what());
            }

            @Override
            public void note(String text) {
                told.add("note " + text);
            }

            @Override
            public void notRun(MigrationId id, String location) {
                told.add("not run " + id + " " + location);
            }
        });
        return told;
    }

    Migration only() {
        List<Migration> all = read();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** Returns the ids in order. */
    List<String> ids() {
        return ids(read());
    }

    static List<String> ids(List<Migration> migrations) {
        return migrations.stream().map(migration -> migration.id().toString()).toList();
    }

    LedgerException refused(ErrorCode code) {
        return refused(code, this::read);
    }

    static LedgerException refused(ErrorCode code, ThrowingCallable call) {
        LedgerException error = catchThrowableOfType(LedgerException.class, call);
        assertThat(error).as("expected %s", code).isNotNull();
        assertThat(error.code()).as("%s", error.getMessage()).isEqualTo(code);
        return error;
    }
}
