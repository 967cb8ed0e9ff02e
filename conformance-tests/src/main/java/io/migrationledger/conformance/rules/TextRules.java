package io.migrationledger.conformance.rules;

import static io.migrationledger.conformance.run.ConformanceKit.scripts;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.LedgerSession;
import io.migrationledger.Migrator;
import io.migrationledger.conformance.report.Rule;
import io.migrationledger.conformance.run.ConformanceKit;
import io.migrationledger.event.Direction;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Chapter 9: identifiers and text. */
public interface TextRules extends Chapter {

    @Test
    @Rule(
            id = "ML-9.1",
            says = "Any Unicode text MUST survive in descriptions and namespaces, emoji included.",
            intent = "People write as they speak.",
            check = "column types and the connection's character set; TEXT columns are not ASCII")
    default void unicodeSurvives() throws Exception {
        try (ConformanceKit kit = kit()) {
            String description = "Zürich, 東京, עברית, 🐘🐬, 'quotes\" and \\back";
            Migrator migrator = Migrator.of(kit.connect())
                    .dialect(kit.fixture().dialect())
                    .source(Migrations.scripts(
                            "Größe-🐘",
                            Map.of(
                                    "0001_kit.sql",
                                    "-- description: " + description + "\n"
                                            + kit.fixture().createTable("kit"))))
                    .build();
            migrator.migrate();
            LedgerEvent applied = kit.ledger().head().orElseThrow();
            assertThat(applied).isInstanceOfSatisfying(LedgerEvent.Applied.class, event -> {
                assertThat(event.description()).isEqualTo(description);
                assertThat(event.id().namespace()).isEqualTo("Größe-🐘");
            });
            assertThat(kit.ledger().verify().isIntact()).isTrue();
        }
    }

    @Test
    @Rule(
            id = "ML-9.2",
            says = "Ids of 200 characters and details of a megabyte MUST be kept whole.",
            intent = "A cut hash is a broken chain.",
            check = "column lengths, in characters and not in bytes; the type of detail")
    default void longTextIsKept() throws Exception {
        try (ConformanceKit kit = kit()) {
            // In UTF-8 these characters take one byte, two and three.
            for (String character : List.of("x", "é", "東")) {
                MigrationId id = MigrationId.of("n" + character.repeat(199), character.repeat(200));
                try (var session =
                        Ledger.of(kit.connect(), kit.fixture().dialect()).lock(Duration.ofSeconds(10))) {
                    session.started(id, Direction.UP, "c".repeat(64), "d".repeat(1_000_000))
                            .applied();
                }
                assertThat(kit.ledger().head().orElseThrow().id()).isEqualTo(id);
                assertThat(kit.ledger().verify().isIntact()).isTrue();
            }
        }
    }

    @Test
    @Rule(
            id = "ML-9.3",
            says = "A ledger table whose name needs quotes MUST work.",
            intent = "Names are the user's.",
            check = "ledgerTable() quotes the name in the options; index and trigger names, too")
    default void oddTableNamesWork() throws Exception {
        try (ConformanceKit kit = kit()) {
            int number = 1;
            for (String name : List.of("Ledger", "our ledger", "select", "ledger-1")) {
                Map<String, String> scripts =
                        scripts("000" + number + "_kit.sql", kit.fixture().createTable("kit" + number));
                Migrator migrator = kit.migrator(kit.connect(), scripts)
                        .table(name)
                        .newLedger()
                        .build();
                migrator.migrate();
                // Each name is another ledger, which knows nothing of the others' migrations.
                assertThat(migrator.ledger().state().migrations())
                        .as(name)
                        .extracting(MigrationState::id)
                        .containsExactly(MigrationId.of("000" + number));
                number++;
            }
            assertThat(kit.ledger().head()).as("the ledger of the usual name").isEmpty();
        }
    }

    @Test
    @Rule(
            id = "ML-9.4",
            says = "Two ids that differ only in case, in an accent or in how it is written MUST be two migrations.",
            intent = "A collation must not decide what is the same.",
            check = "a binary or case-sensitive collation on the ledger's text columns")
    default void caseMatters() throws Exception {
        try (ConformanceKit kit = kit()) {
            List<MigrationId> ids = new ArrayList<>();
            for (String namespace : List.of("a", "A", "ä", "a\u0308")) {
                for (String id : List.of("x", "X")) {
                    ids.add(MigrationId.of(namespace, id));
                }
            }
            for (MigrationId id : ids) {
                try (LedgerSession session =
                        Ledger.of(kit.connect(), kit.fixture().dialect()).lock(Duration.ofSeconds(10))) {
                    session.started(id, "c").applied();
                }
            }
            assertThat(kit.ledger().state().migrations())
                    .extracting(MigrationState::id)
                    .containsExactlyInAnyOrderElementsOf(ids);
            // Each event counts what is in effect in its namespace, from the newest event there.
            assertThat(kit.ledger().verify().broken()).isEmpty();
        }
    }
}
