package io.migrationledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.migration.MigrationId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdviceTest {

    /** Actions of an error in an application are not those of a shell. */
    @ParameterizedTest
    @EnumSource
    void theLibrarySaysEachActionInItsOwnWords(Action action) {
        for (Action.Meant meant : List.of(action.about(), action.about("x"), action.about("billing:7", 2))) {
            assertThat(LibraryWords.of(meant))
                    .isNotBlank()
                    .doesNotContain("--")
                    .doesNotContain("LEDGER_")
                    .doesNotContainPattern("\\bledger [a-z]+\\b(?<!ledger command)");
        }
    }

    @Test
    void anAnswerIsACall() {
        assertThat(LibraryWords.of(Action.RESOLVE_APPLIED.about(MigrationId.of("billing", "7"), 2)))
                .isEqualTo(
                        "Migrator.resolve(new Resolution(MigrationId.of(\"billing\", \"7\"), true, OptionalInt.of(2),"
                                + " reason))");
        assertThat(LibraryWords.of(Action.RESOLVE_NOT_APPLIED.about(MigrationId.of("7"))))
                .isEqualTo(
                        "Migrator.resolve(new Resolution(MigrationId.of(\"7\"), false, OptionalInt.empty(), reason))");
    }

    @Test
    void aTextKeepsItsActionsApart() {
        Advice advice = Advice.of("Run ", Action.SAME, " again, or ", Advice.of(Action.ACCEPT.about(3)), ".");
        assertThat(advice.actions()).containsExactly(Action.SAME.about(), Action.ACCEPT.about("3"));
        assertThat(advice.in(meant -> meant.action().name())).isEqualTo("Run SAME again, or ACCEPT.");
        assertThat(advice).hasToString("Run it again, or Migrator.accept(MigrationId.of(\"3\"), reason).");
        assertThat(advice).isEqualTo(Advice.of(advice)).hasSameHashCodeAs(Advice.of(advice));
        assertThat(advice).isNotEqualTo(Advice.of("Run it"));
    }

    @Test
    void manyProblemsKeepTheirActions() {
        Problem one = new Problem(ErrorCode.EDITED, Optional.empty(), "a", Advice.of(Action.MIGRATE));
        Problem other = new Problem(ErrorCode.MISSING_FILE, Optional.empty(), "b", Advice.of(Action.STATUS));
        assertThat(new ValidationException(List.of(one, other))
                        .advice()
                        .in(meant -> meant.action().name()))
                .isEqualTo("ML-1301: MIGRATE\nML-1302: STATUS");
        assertThat(new ValidationException(List.of(one, one))
                        .advice()
                        .in(meant -> meant.action().name()))
                .isEqualTo("MIGRATE");
    }

    /** An error may cross a wire. */
    @Test
    void isSerializable() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(LedgerException.input(ErrorCode.EDITED, "what", Advice.of("Run ", Action.MIGRATE)));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((LedgerException) in.readObject()).advice().actions()).containsExactly(Action.MIGRATE.about());
        }
    }
}
