package io.migrationledger.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where in a statement the mark is put under what the database refused. */
class ErrorPlaceTest {
    private static final String STATEMENT = "SELECT a\nFROM a\nWHERE a = b";

    @Test
    void whatIsQuotedIsLookedForFromTheNamedLineOn() {
        assertThat(ErrorPlace.near(STATEMENT, 1, "a\nFROM")).hasValue(7);
        assertThat(ErrorPlace.near(STATEMENT, 1, "a")).hasValue(7);
        assertThat(ErrorPlace.near(STATEMENT, 2, "a")).hasValue(14);
        assertThat(ErrorPlace.near(STATEMENT, 3, "a")).hasValue(22);
        assertThat(ErrorPlace.near("x\na", 2, "a")).hasValue(2);
        assertThat(ErrorPlace.near("a", 1, "a")).hasValue(0);
    }

    @Test
    void nothingQuotedMeansTheEndAndWhatIsNotThereHasNoPlace() {
        assertThat(ErrorPlace.near(STATEMENT, 1, "")).hasValue(STATEMENT.length());
        assertThat(ErrorPlace.near(STATEMENT, 1, "c")).isEmpty();
        assertThat(ErrorPlace.near(STATEMENT, 3, "FROM")).isEmpty();
        assertThat(ErrorPlace.near(STATEMENT, 4, "a")).isEmpty();
        assertThat(ErrorPlace.near(STATEMENT, 9, "a")).isEmpty();
    }

    @Test
    void aWordHasAPlaceWhereItStandsOnce() {
        assertThat(ErrorPlace.of(STATEMENT, "b")).hasValue(26);
        assertThat(ErrorPlace.of(STATEMENT, "from")).hasValue(9);
        assertThat(ErrorPlace.of(STATEMENT, "a")).as("three times").isEmpty();
        assertThat(ErrorPlace.of(STATEMENT, "ROM")).as("a part of a word").isEmpty();
        assertThat(ErrorPlace.of(STATEMENT, "c")).isEmpty();
        assertThat(ErrorPlace.of(STATEMENT, "")).isEmpty();
        assertThat(ErrorPlace.of("SELECT größe, größer", "GRÖSSE")).isEmpty();
        assertThat(ErrorPlace.of("SELECT x FROM a.b", "a.b")).hasValue(14);
    }
}
