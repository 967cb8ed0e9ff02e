package io.migrationledger.internal.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.event.Doubt;
import io.migrationledger.migration.MigrationId;
import org.junit.jupiter.api.Test;

/** What a person is asked. */
class DoubtWordsTest {

    @Test
    void codeHasNoLine() {
        Doubt doubt = new Doubt(1, "com.example.Fill", 0, "", "it committed inside, and then failed", "");

        assertThat(DoubtWords.what(MigrationId.of("7"), doubt))
                .startsWith("com.example.Fill: nobody but you can say whether statement 1 of migration 7");
    }
}
