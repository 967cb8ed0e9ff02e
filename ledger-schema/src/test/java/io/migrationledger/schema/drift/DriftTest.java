package io.migrationledger.schema.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.LedgerSession;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.OnDrift;
import io.migrationledger.Problem;
import io.migrationledger.event.AppliedDigest;
import io.migrationledger.event.EventGrammar;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.schema.difference.SchemaChange;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as changed outside of the ledger, and what never does. */
class DriftTest {
    @TempDir
    Path directory;

    private final Map<String, String> scripts = new LinkedHashMap<>();
    private String url = "";

    @BeforeEach
    void people() {
        url = "jdbc:sqlite:" + directory.resolve("drift.db");
        scripts.put("0001_people.sql", "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT);");
    }

    private Migrator.Builder builder() {
        return Migrator.of(url, new Properties()).source(Migrations.scripts(MigrationId.DEFAULT_NAMESPACE, scripts));
    }

    private void migrate() {
        builder().keepSnapshots(true).build().migrate();
    }

    private Ledger ledger() {
        return Ledger.of(url, new Properties());
    }

    private void behind(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<String> drift(String... ignored) {
        return Drift.of(
                        ledger(),
                        List.of(ignored).stream().map(ItemPattern::new).toList())
                .changes()
                .stream()
                .map(SchemaChange::toString)
                .toList();
    }

    private String notKnown() {
        try {
            drift();
        } catch (LedgerException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_NOT_KNOWN);
            return e.what();
        }
        throw new AssertionError("it was known");
    }

    @Test
    void whatWasChangedBehindTheLedgersBackIsToldSinceItsEvent() throws Exception {
        migrate();
        assertThat(drift()).isEmpty();
        behind("ALTER TABLE people ADD COLUMN city TEXT", "CREATE VIEW mails AS SELECT email FROM people");

        assertThat(drift()).containsExactly("table people, column city was added", "view mails was added");
        assertThat(Drift.of(ledger(), List.of()).known().event().sequence()).isEqualTo(2);
        assertThat(drift("view *")).containsExactly("table people, column city was added");
        assertThat(drift("view mails", "table peopl?")).isEmpty();
        assertThat(drift("mails")).containsExactly("table people, column city was added");
        assertThat(drift("mail", "view people")).hasSize(2);
        behind("DROP VIEW mails", "CREATE VIEW \"😀\" AS SELECT email FROM people");
        assertThat(drift("table *", "😀")).isEmpty();
        assertThat(drift("table *", "view ?")).isEmpty();
    }

    @Test
    void withoutASnapshotNothingIsSaidUntilSomebodyAccepts() throws Exception {
        builder().build().migrate();
        assertThat(notKnown()).isEqualTo("the ledger keeps no snapshot of the schema yet");

        LedgerEvent event = builder().build().acceptSchema("as it is");
        assertThat(event.type()).isEqualTo(EventType.NOTED);
        assertThat(drift()).isEmpty();
        behind("DROP TABLE people");
        assertThat(drift()).containsExactly("table people was removed");
        assertThat(ledger().verify().isIntact()).isTrue();
    }

    /** DR-3. */
    @Test
    void whatIsAcceptedIsKnownAndMigrationsRunOn() throws Exception {
        migrate();
        behind("CREATE INDEX by_email ON people (email)");
        builder().build().acceptSchema("for the report");

        assertThat(drift()).isEmpty();
        assertThat(ledger().state().migrations()).hasSize(1);
        scripts.put("0002_more.sql", "CREATE TABLE more (id INTEGER);");
        assertThat(builder().keepSnapshots(true).build().migrate().completed()).hasSize(1);
        assertThat(drift()).isEmpty();
        assertThat(builder().build().migrate().isUpToDate()).isTrue();
        assertThat(ledger().verify().isIntact()).isTrue();
    }

    @Test
    void anEmptyLedgerTakesAnAcceptedSchemaAsItsFirstEvent() {
        builder().build().acceptSchema("nothing yet");
        assertThat(drift()).isEmpty();
        migrate();
        assertThat(ledger().verify().isIntact()).isTrue();
        assertThat(drift()).isEmpty();
    }

    /** DR-1. */
    @Test
    void aMigrationThatRanWithoutSnapshotsIsNeverDrift() throws Exception {
        migrate();
        scripts.put("0002_more.sql", "CREATE TABLE more (id INTEGER);");
        builder().build().migrate();

        assertThat(notKnown())
                .isEqualTo("the schema is not as it was at event 2, the newest with a snapshot, and migration 0002 ran"
                        + " after it or may have: the ledger cannot tell their changes from others");
        scripts.put("0003_rows.sql", "INSERT INTO more VALUES (1);");
        migrate();
        assertThat(drift()).isEmpty();
    }

    @Test
    void aMigrationThatChangedNoDefinitionLeavesTheSnapshotTrue() {
        migrate();
        scripts.put("0002_rows.sql", "INSERT INTO people VALUES (1, 'a');");
        builder().build().migrate();
        assertThat(drift()).isEmpty();
    }

    /** DR-1. */
    @Test
    void aFailedRunKeepsWhatItLeftBehindSoThatNothingOfItIsDrift() {
        scripts.put("0002_part.sql", "-- ledger: transaction=none\nCREATE TABLE half (id INTEGER);\nBROKEN;");
        assertThatThrownBy(this::migrate).isInstanceOf(LedgerException.class);
        assertThat(drift()).isEmpty();
        assertThat(ledger().knownSchema().orElseThrow().event().type()).isEqualTo(EventType.FAILED);
    }

    @Test
    void aFailureThatChangedNothingLeavesTheSnapshotTrue() throws Exception {
        migrate();
        scripts.put("0002_bad.sql", "BROKEN;");
        assertThatThrownBy(() -> builder().build().migrate()).isInstanceOf(LedgerException.class);
        behind("CREATE TABLE other (id INTEGER)");
        assertThat(drift()).containsExactly("table other was added");
    }

    /** DR-1 and DR-3. */
    @Test
    void anAttemptThatIsOpenMayHaveChangedAnything() throws Exception {
        migrate();
        try (LedgerSession session = ledger().lock(Duration.ZERO)) {
            session.started(MigrationId.of("own", "1"), "abc");
            try (Statement statement = session.connection().createStatement()) {
                statement.execute("CREATE TABLE own (id INTEGER)");
            }
        }
        assertThat(notKnown()).contains("migration own:1 ran");
        assertThatThrownBy(() -> builder().build().acceptSchema("all well"))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSETTLED));
    }

    private List<String> warnings(Migrator.Builder builder) {
        List<String> warnings = new ArrayList<>();
        builder.listener(new MigrationListener() {
                    @Override
                    public void warning(String text) {
                        warnings.add(text);
                    }
                })
                .build()
                .migrate();
        return warnings;
    }

    /** DR-4. */
    @Test
    void aRunIsToldOfDriftAndTakesItForKnown() throws Exception {
        migrate();
        behind("ALTER TABLE people ADD COLUMN city TEXT");
        assertThat(warnings(builder().keepSnapshots(true)))
                .as("nothing is pending, and nobody looks")
                .isEmpty();
        scripts.put("0002_more.sql", "CREATE TABLE more (id INTEGER);");
        assertThat(warnings(builder().keepSnapshots(true)))
                .containsExactly("the schema was changed outside of the ledger since event 2: table people");
        assertThat(drift()).isEmpty();
        assertThat(ledger().events().get(2).snapshot())
                .as("what was there before the run stays told")
                .isPresent()
                .isNotEqualTo(ledger().events().get(1).snapshot());
    }

    /** DR-4. */
    @Test
    void aRunThatRefusesDriftChangesNothing() throws Exception {
        migrate();
        behind("CREATE TABLE other (id INTEGER)");
        scripts.put("0002_more.sql", "CREATE TABLE more (id INTEGER);");
        assertThatThrownBy(() -> builder().onDrift(OnDrift.REFUSE).build().migrate())
                .isInstanceOfSatisfying(LedgerException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_DRIFTED);
                    assertThat(e.what())
                            .isEqualTo("the schema was changed outside of the ledger since event 2: table other");
                });
        assertThat(ledger().events()).hasSize(2);
        assertThat(warnings(builder().keepSnapshots(true).onDrift(OnDrift.IGNORE)))
                .isEmpty();
        assertThat(drift()).isEmpty();
    }

    /** DR-4. */
    @Test
    void whatCannotBeToldIsNoReasonToRefuse() throws Exception {
        builder().build().migrate();
        scripts.put("0002_more.sql", "CREATE TABLE more (id INTEGER);");
        assertThat(warnings(builder().onDrift(OnDrift.REFUSE)))
                .singleElement()
                .asString()
                .endsWith("no snapshot yet");
        builder().build().acceptSchema("as it is");
        scripts.put("0003_again.sql", "CREATE TABLE again (id INTEGER);");
        builder().build().migrate();
        scripts.put("0004_last.sql", "CREATE TABLE last (id INTEGER);");
        assertThat(warnings(builder().onDrift(OnDrift.REFUSE)))
                .singleElement()
                .asString()
                .contains("since event 5, the newest with a snapshot, migration 0003 ran, or may have");
    }

    /** DR-6. */
    @Test
    void noMigrationIsOfTheNamespaceOfTheDatabase() {
        migrate();
        Migrator own = Migrator.of(url, new Properties())
                .source(Migrations.scripts("*", Map.of("0001_own.sql", "CREATE TABLE own (id INTEGER);")))
                .build();
        assertThat(own.validate()).extracting(Problem::code).containsExactly(ErrorCode.BAD_OPTION);
        assertThatThrownBy(own::migrate).isInstanceOf(LedgerException.class).hasMessageContaining("namespace '*'");
        try (LedgerSession session = ledger().lock(Duration.ZERO)) {
            assertThatThrownBy(() -> session.started(LedgerEvent.Noted.SCHEMA, "abc"))
                    .isInstanceOfSatisfying(
                            LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_OPTION));
        }
        assertThat(ledger().events()).hasSize(2);
        assertThat(ledger().verify().isIntact()).isTrue();
    }

    /** DR-6: verify finds an event of the one kind with an id of the other, and it moves nothing. */
    @Test
    void whatIsOfTheDatabaseIsNoMigration() {
        migrate();
        LedgerEvent applied = ledger().events().get(1);
        builder().build().declareEnvironment("production", "");
        LedgerEvent noted = ledger().events().get(2);
        assertThat(EventGrammar.contradiction(Optional.empty(), noted)).isEmpty();
        assertThat(EventGrammar.contradiction(
                        Optional.empty(), new LedgerEvent.Noted(applied.header(), Optional.empty(), Optional.empty())))
                .contains("it is of the database, and names a migration");
        assertThat(EventGrammar.contradiction(
                        Optional.empty(),
                        new LedgerEvent.RolledBack(noted.header(), noted.origin(), Optional.empty(), Optional.empty())))
                .contains("it names what is no migration");
        builder().build().acceptSchema("as it is");
        assertThat(ledger().events().subList(2, 4)).allSatisfy(event -> {
            assertThat(event.header().appliedDigest()).isEqualTo(AppliedDigest.EMPTY);
            assertThat(event.header().unsettled()).isZero();
        });
    }

    /** DR-5 and DR-6. */
    @Test
    void theEnvironmentIsAnEventOfItsOwn() {
        assertThat(ledger().environment()).isEmpty();
        builder().build().declareEnvironment("production", "");
        assertThat(ledger().environment().orElseThrow().environment()).contains("production");
        migrate();
        builder().build().acceptSchema("as it is");
        builder().build().declareEnvironment("staging", "a copy");
        assertThat(ledger().environment().orElseThrow().reason()).contains("a copy");
        assertThat(ledger().state().environment()).contains("staging");
        assertThat(ledger().status().lines()).hasSize(1);
        assertThat(builder().build().migrate().isUpToDate()).isTrue();
        assertThat(ledger().verify().isIntact()).isTrue();
    }
}
