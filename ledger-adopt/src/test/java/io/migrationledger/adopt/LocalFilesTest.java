package io.migrationledger.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.adopt.tools.Atlas;
import io.migrationledger.migration.Directives;
import io.migrationledger.migration.Header;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.SqlScript;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Checksums of several files. */
class LocalFilesTest {
    private static final int MANY = 20;

    private final AtomicInteger opened = new AtomicInteger();

    private final class Counted implements SqlScript {
        private final int number;

        Counted(int number) {
            this.number = number;
        }

        @Override
        public String location() {
            return "migrations/%02d_t.sql".formatted(number);
        }

        @Override
        public InputStream open() {
            opened.incrementAndGet();
            return new ByteArrayInputStream("SELECT 1;".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void eachFileIsReadOnceForTheSumsOfAll() {
        List<Migration> migrations = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            migrations.add(0, migration(i));
        }
        LocalFiles files = new LocalFiles(migrations);
        Atlas atlas = new Atlas();
        String text = "";
        for (int i = 0; i < MANY; i++) {
            text += "%02d_t.sqlSELECT 1;".formatted(i);
            String sum = Base64.getEncoder()
                    .encodeToString(
                            HexFormat.of().parseHex(Checksums.hex("SHA-256", text.getBytes(StandardCharsets.UTF_8))));
            assertThat(atlas.checksum(new LocalFile(migration(i), files))).contains(sum);
        }
        assertThat(opened).hasValue(MANY);
    }

    private Migration migration(int number) {
        return new Migration(
                MigrationId.of("%02d".formatted(number)),
                "t",
                false,
                "",
                new MigrationBody.Script(new Counted(number)),
                Optional.empty(),
                Directives.NONE,
                Header.NONE);
    }
}
