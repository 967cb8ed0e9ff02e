package io.migrationledger.conformance.rules;

import static io.migrationledger.conformance.run.ConformanceKit.scripts;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.report.NotApplicable;
import io.migrationledger.conformance.report.Rule;
import io.migrationledger.conformance.run.ConformanceKit;
import io.migrationledger.event.LedgerEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Chapter 13: what a script does to its session. */
public interface SessionRules extends Chapter {
    /** Texts that another character set, or another meaning of a backslash, would change. */
    String AWKWARD = "it's a \\\\ \"path\" `é` 漢 😀";

    @Test
    @Rule(
            id = "ML-13.1",
            says =
                    "What a migration does to its session MUST NOT reach the next migration of the run, nor the connection's "
                            + "next user.",
            intent = "A migration has the same effect in a run of its own and behind others.",
            check =
                    "beforeMigration or afterMigration puts everything back that a script can change, in transactions and "
                            + "with transaction=none, and after a failure too")
    default void theNextMigrationFindsTheSessionAsItWas() throws Exception {
        for (Map.Entry<String, String> change : changes().entrySet()) {
            for (String head : heads(change.getKey())) {
                try (ConformanceKit kit = kit()) {
                    Connection connection = kit.connect();
                    List<String> before = kit.fixture().settings(connection);
                    Map<String, String> files = scripts(
                            "0001_kit.sql", kit.fixture().createTable("kit") + ";\n" + note(1, change),
                            "0002_change.sql", head + change.getKey() + ";\n" + note(2, change),
                            "0003_next.sql", note(3, change));
                    kit.migrator(connection, files).build().migrate();
                    String first = noted(kit, 1);
                    assertThat(noted(kit, 2))
                            .as("what the fixture says of: %s", change.getKey())
                            .isNotEqualTo(first);
                    assertThat(noted(kit, 3)).as("after: %s", change.getKey()).isEqualTo(first);
                    assertThat(kit.fixture().settings(connection))
                            .as("after the run with: %s", change.getKey())
                            .isEqualTo(before);
                    files.put("0004_bad.sql", head + change.getKey() + ";\nINSERT INTO no_such_table (id) VALUES (1)");
                    ConformanceKit.fail(kit.migrator(connection, files).build());
                    assertThat(kit.fixture().settings(connection))
                            .as("after a failure behind: %s", change.getKey())
                            .isEqualTo(before);
                }
            }
        }
    }

    @Test
    @Rule(
            id = "ML-13.2",
            says = "A migration that goes on after a failure MUST find its session as its earlier statements left it.",
            intent = "The rest of a script means the same in the second run as it did in the first.",
            check = "classify says SESSION of statements that change the session only: these run again on resume")
    default void aResumedMigrationFindsItsSessionAgain() throws Exception {
        for (Map.Entry<String, String> change : settings().entrySet()) {
            try (ConformanceKit kit = kit()) {
                Map<String, String> files = scripts(
                        "0001_kit.sql",
                        kit.fixture().createTable("kit"),
                        "0002_parts.sql",
                        "-- ledger: transaction=none\n" + change.getKey() + ";\n" + note(1, change)
                                + "INSERT INTO later (id, note) VALUES (1, 'a');\n" + note(2, change));
                kit.fail(files);
                kit.execute(kit.fixture().createTable("later"));
                kit.migrate(files);
                assertThat(noted(kit, 2))
                        .as("resumed behind: %s", change.getKey())
                        .isEqualTo(noted(kit, 1));
                assertThat(kit.number("SELECT COUNT(*) FROM kit")).isEqualTo(2);
            }
        }
    }

    @Test
    @Rule(
            id = "ML-13.3",
            says = "Whatever a migration does to its session, the ledger's own rows MUST be written and read as ever.",
            intent = "An ordinary SET must not break the chain, nor keep the ledger out.",
            check =
                    "beforeLedgerAccess puts aside what the script has set; ledgerText where the client writes values into "
                            + "the statement")
    default void theLedgerIsImmune() throws Exception {
        for (Map.Entry<String, String> change : changes().entrySet()) {
            for (String head : heads(change.getKey())) {
                try (ConformanceKit kit = kit()) {
                    kit.execute(kit.fixture().createTable("kit"));
                    kit.migrate(scripts(
                            "0001_change.sql",
                            head + "-- description: " + AWKWARD + "\nINSERT INTO kit (id, note) VALUES (1, 'a');\n"
                                    + change.getKey() + ";\n",
                            "0002_last.sql",
                            "-- description: " + AWKWARD + "\nINSERT INTO kit (id, note) VALUES (2, 'b')"));
                    assertThat(kit.ledger().verify().isIntact())
                            .as("the chain, after: %s", change.getKey())
                            .isTrue();
                    assertThat(descriptions(kit))
                            .as("what is recorded, after: %s", change.getKey())
                            .containsExactly(AWKWARD, AWKWARD);
                    assertThat(kit.number("SELECT COUNT(*) FROM kit")).isEqualTo(2);
                }
            }
        }
    }

    private static List<String> descriptions(ConformanceKit kit) throws SQLException {
        return kit.events().stream()
                .filter(LedgerEvent.Applied.class::isInstance)
                .map(event -> ((LedgerEvent.Applied) event).description())
                .toList();
    }

    private Map<String, String> changes() {
        Map<String, String> changes = new LinkedHashMap<>(settings());
        changes.putAll(fixture().sessionObjects());
        return changes;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = fixture().sessionSettings();
        if (settings.isEmpty()) {
            throw new NotApplicable("the fixture names no statement that sets something in the session");
        }
        return settings;
    }

    /** What is no setting does not outlive a crash: a driver may refuse it where each statement stands by itself. */
    private List<String> heads(String change) {
        return settings().containsKey(change) ? List.of("", "-- ledger: transaction=none\n") : List.of("");
    }

    private static String note(int id, Map.Entry<String, String> change) {
        return "INSERT INTO kit (id, note) SELECT " + id + ", " + change.getValue() + ";\n";
    }

    private static String noted(ConformanceKit kit, int id) throws SQLException {
        try (Statement statement = kit.connect().createStatement();
                ResultSet row = statement.executeQuery("SELECT note FROM kit WHERE id = " + id)) {
            assertThat(row.next()).as("row %d", id).isTrue();
            return String.valueOf(row.getString(1));
        }
    }
}
