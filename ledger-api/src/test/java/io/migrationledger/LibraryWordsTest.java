package io.migrationledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a program is told to do. */
class LibraryWordsTest {

    @Test
    void whatStandsInQuotesIsACall() {
        assertThat(Advice.of("say with '", Action.RESOLVE, "' how it stands").toString())
                .isEqualTo("say with 'Migrator.resolve' how it stands");
    }
}
