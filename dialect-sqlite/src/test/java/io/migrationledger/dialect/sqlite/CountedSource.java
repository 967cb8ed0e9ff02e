package io.migrationledger.dialect.sqlite;

import io.migrationledger.migration.Directives;
import io.migrationledger.migration.Header;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Sha256;
import io.migrationledger.migration.SqlScript;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Migrations 1 to n, each one statement, whose scripts count how often they are opened and how much is read. */
final class CountedSource implements MigrationSource {
    private final List<AtomicInteger> opened = new ArrayList<>();
    private final AtomicLong read = new AtomicLong();

    CountedSource(int migrations) {
        for (int i = 0; i < migrations; i++) {
            opened.add(new AtomicInteger());
        }
    }

    List<Integer> opened() {
        return opened.stream().map(AtomicInteger::get).toList();
    }

    long read() {
        return read.get();
    }

    @Override
    public List<Migration> migrations(List<String> fileVariants) {
        List<Migration> migrations = new ArrayList<>();
        for (int i = 0; i < opened.size(); i++) {
            Script script = new Script(i);
            migrations.add(new Migration(
                    MigrationId.of(Integer.toString(i + 1)),
                    "number " + (i + 1),
                    false,
                    checksum(script),
                    new MigrationBody.Script(script),
                    Optional.empty(),
                    Directives.NONE,
                    Header.NONE));
        }
        return migrations;
    }

    /** Reads the script once, as the sources of files do. */
    private static String checksum(Script script) {
        try (InputStream in = script.open()) {
            return Sha256.hex(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Script implements SqlScript {
        private final int index;

        Script(int index) {
            this.index = index;
        }

        @Override
        public String location() {
            return (index + 1) + ".sql";
        }

        @Override
        public InputStream open() {
            opened.get(index).incrementAndGet();
            byte[] bytes = ("CREATE TABLE t" + (index + 1) + " (a);").getBytes(StandardCharsets.UTF_8);
            return new FilterInputStream(new ByteArrayInputStream(bytes)) {
                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    int count = super.read(buffer, offset, length);
                    read.addAndGet(Math.max(count, 0));
                    return count;
                }
            };
        }
    }
}
