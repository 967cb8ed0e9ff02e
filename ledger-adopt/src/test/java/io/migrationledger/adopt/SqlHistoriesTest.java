package io.migrationledger.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.AdoptOptions;
import io.migrationledger.AdoptResult;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.StatusReport.Standing;
import io.migrationledger.event.Adopted;
import io.migrationledger.event.Adopted.FileCheck;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole way with each tool's directory: adopt, add a migration, migrate, look, verify, roll it back. */
class SqlHistoriesTest {
    @TempDir
    Path directory;

    static Stream<Arguments> everywhere() {
        return SqlHistories.all()
                .flatMap(history -> Stream.of(Place.Kind.values()).map(kind -> Arguments.of(history, kind)));
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void isTakenOverAndGoesOn(History history, Place.Kind kind) throws Exception {
        Path migrations = directory.resolve("migrations");
        history.writeFiles(migrations);
        try (Place place = kind.create(directory)) {
            history.make(place, kind);
            List<String> before = place.rows("SELECT * FROM " + history.table);
            Migrator migrator = place.migrator(migrations).build();
            AdoptOptions options = AdoptOptions.ANY.from(history.tool);

            assertThatThrownBy(migrator::migrate)
                    .as("never from zero, and by the very command")
                    .hasMessageContaining("ML-1107")
                    .hasMessageContaining("Migrator.adopt(AdoptOptions.ANY.from(\"" + history.tool);

            AdoptResult result = migrator.adopt(options);

            assertThat(result.events())
                    .extracting(
                            event -> event.id().namespace() + ":" + event.id().value())
                    .isEqualTo(history.adopted);
            assertThat(result.events()).extracting(LedgerEvent::origin).containsOnly(Origin.ADOPTED);
            assertThat(result.events())
                    .extracting(event -> Adopted.of(event).orElseThrow().file())
                    .doesNotContain(FileCheck.ABSENT, FileCheck.EDITED);
            assertThat(migrator.migrate().isUpToDate()).isTrue();

            history.writeLater(migrations);
            assertThat(migrator.migrate().completed())
                    .extracting(done -> done.id().value())
                    .containsExactly(history.next);
            assertThat(migrator.status().problems()).isEmpty();
            assertThat(migrator.status().lines())
                    .extracting(line -> line.standing())
                    .containsOnly(Standing.APPLIED);
            if (history.goesBack) {
                assertThat(migrator.rollback(RollbackOptions.LAST_BATCH).completed())
                        .extracting(done -> done.id().value())
                        .containsExactly(history.next);
            }
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
            assertThat(migrator.adopt(options).doneBefore()).isTrue();
            assertThat(place.rows("SELECT * FROM " + history.table)).isEqualTo(before);
        }
    }
}
