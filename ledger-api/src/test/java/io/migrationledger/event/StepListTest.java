package io.migrationledger.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.migration.MigrationId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a part-way attempt keeps of its statements. */
class StepListTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE USER app PASSWORD 'geheim'",
                "alter role app with password 'geheim'",
                "CREATE USER app IDENTIFIED BY 'geheim'",
                "CREATE SECRET api (TYPE s3, KEY 'geheim')"
            })
    void aStatementThatMayHoldASecretIsKeptAsAChecksumOnly(String statement) {
        StepList list = list(statement, "SELECT 1");

        assertThat(list.entries().get(0).text()).isEmpty();
        assertThat(list.entries().get(0).checksum()).isEqualTo(StepList.checksumOf(statement));
        assertThat(list.entries().get(1).text()).isEqualTo("SELECT 1");
        assertThat(EventDetail.started(2, Strategy.STEPWISE, list, "")).doesNotContain("geheim");
    }

    /** Its words may be in what a database says of the statement, although they are in no text that is kept of it. */
    @Test
    void aSecretBeyondWhatIsKeptIsOneToo() {
        String statement = "CREATE USER app -- " + "x".repeat(600) + "\n Identified BY 'geheim'";

        assertThat(StepList.mayHoldSecret(statement)).isTrue();
        assertThat(StepList.textOf(statement)).isEmpty();
        assertThat(StepList.mayHoldSecret("CREATE TABLE app (id INT)")).isFalse();
    }

    @Test
    void aLongStatementIsShortened() {
        String text =
                list("SELECT '" + "x".repeat(10_000) + "'").entries().get(0).text();

        assertThat(text).hasSize(500).endsWith("…");
    }

    @Test
    void textsStopAtABudgetAndChecksumsGoOn() {
        StepList.Builder builder = new StepList.Builder();
        for (int i = 0; i < 1_000; i++) {
            String statement = "INSERT INTO t VALUES (" + i + ", '" + "x".repeat(400) + "')";
            builder.add(statement, statement);
        }
        StepList list = builder.build();

        assertThat(list.entries())
                .hasSize(1_000)
                .allMatch(entry -> entry.checksum().length() == 16);
        assertThat(list.entries().stream()
                        .mapToInt(entry -> entry.text().length())
                        .sum())
                .isBetween(30_000, 32_768);
        assertThat(list.entries().get(999).text()).isEmpty();
    }

    @Test
    void endsAtTwentyThousandStatements() {
        StepList.Builder builder = new StepList.Builder();
        for (int i = 0; i < StepList.MAX_ENTRIES + 5; i++) {
            builder.add("SELECT " + i, "SELECT " + i);
        }

        assertThat(builder.build().entries()).hasSize(StepList.MAX_ENTRIES);
    }

    @Test
    void lineEndingsDoNotChangeAChecksum() {
        assertThat(StepList.checksumOf("SELECT\r\n1\r\n+ 2"))
                .isEqualTo(StepList.checksumOf("SELECT\n1\n+ 2"))
                .isEqualTo(StepList.checksumOf("SELECT\r1\r+ 2"))
                .isNotEqualTo(StepList.checksumOf("SELECT 1 + 2"));
    }

    @Test
    void isReadBackFromTheDetailAsItWasWritten() {
        StepList list = list("SELECT 'a\"b\\c'", "SELECT\n2");
        EventHeader header = new EventHeader(
                1,
                MigrationId.of("1"),
                Direction.UP,
                "c",
                0,
                1,
                "r",
                new Actor("", "", "", ""),
                Instant.EPOCH,
                Duration.ZERO,
                1,
                AppliedDigest.EMPTY,
                EventDetail.started(2, Strategy.STEPWISE, list, "two things"),
                EventHeader.NO_HASH,
                "h");

        LedgerEvent.Started started = (LedgerEvent.Started) EventDetail.toEvent("STARTED", "EXECUTED", header);

        assertThat(started.steps()).isEqualTo(list);
        assertThat(started.description()).isEqualTo("two things");
        assertThat(started.statements()).isEqualTo(2);
        assertThat(started.strategy()).isEqualTo(Strategy.STEPWISE);
    }

    private static StepList list(String... statements) {
        StepList.Builder builder = new StepList.Builder();
        for (String statement : statements) {
            builder.add(statement, statement);
        }
        return builder.build();
    }

    @Test
    void aLineEndingAtTheVeryBeginningIsOne() {
        assertThat(StepList.checksumOf("\rSELECT 1")).isEqualTo(StepList.checksumOf("\nSELECT 1"));
    }

    @Test
    void textsAreCutBeyondFiveHundredCharacters() {
        assertThat(StepList.textOf("x".repeat(500))).isEqualTo("x".repeat(500));
        assertThat(StepList.textOf("x".repeat(501))).isEqualTo("x".repeat(499) + "…");
    }

    @Test
    void allTextsTogetherHaveThirtyTwoThousandCharacters() {
        StepList.Builder builder = new StepList.Builder();
        for (int i = 0; i < 64; i++) {
            builder.add("s", "y".repeat(500));
        }
        builder.add("s", "z".repeat(32_768 - 64 * 500 - 268));
        builder.add("s", "z".repeat(268));
        builder.add("s", "z");
        assertThat(builder.build().entries().get(65).text()).hasSize(268);
        assertThat(builder.build().entries().get(66).text()).isEmpty();
    }
}
