package io.migrationledger.schema.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.ScratchDatabase;
import io.migrationledger.event.LedgerState;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.schema.declared.DeclaredSchema;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServer;
import io.migrationledger.testdb.TestServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a check finds, and that it finds nothing where nothing is wrong. */
class MigrationCheckTest {
    private final Map<String, String> scripts = new LinkedHashMap<>();

    private void script(String name, String up, String down) {
        scripts.put(name + ".sql", up);
        scripts.put(name + ".down.sql", down);
    }

    private Migrator migrator(Connection connection) {
        return Migrator.of(connection)
                .source(Migrations.scripts(MigrationId.DEFAULT_NAMESPACE, scripts))
                .build();
    }

    private MigrationCheck check() {
        return MigrationCheck.on("jdbc:sqlite:", new Properties(), this::migrator);
    }

    private void people() {
        script("0001_people", "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT);", "DROP TABLE people;");
    }

    private static MigrationId id(String id) {
        return MigrationId.of(id);
    }

    @Test
    void whatIsGoodIsRolledBackAndRunAgain() {
        people();
        scripts.put("0002_rows.sql", "INSERT INTO people VALUES (1, 'a@example.com');");
        script("0003_index", "CREATE INDEX by_email ON people (email);", "DROP INDEX by_email;");
        CheckResult result = check().run();
        assertThat(result.findings()).isEmpty();
        assertThat(result.migrations()).containsExactly(id("0001"), id("0002"), id("0003"));
        assertThat(result.rolledBack()).containsExactlyInAnyOrder(id("0001"), id("0003"));
        assertThat(result.database()).startsWith("SQLite");
    }

    /** After a rollback a repeatable migration runs again, and so does in every run what is to: each with the next one. */
    @Test
    void whatRunsAgainBeforeAMigrationTakesNoPlaceOfIt() {
        scripts.put("R__before.sql", "SELECT 1;");
        scripts.put("R__before.sql.ledger", "runs=always\n");
        script(
                "0001_people",
                "-- ledger: requires=R__before\nCREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT);",
                "DROP TABLE people;");
        scripts.put("R__view.sql", "DROP VIEW IF EXISTS ids; CREATE VIEW ids AS SELECT id FROM people;");
        script(
                "0002_city",
                "-- ledger: requires=R__view\nALTER TABLE people ADD COLUMN city TEXT;",
                "ALTER TABLE people DROP COLUMN city;");
        script("0003_index", "CREATE INDEX by_city ON people (city);", "DROP INDEX by_city;");
        CheckResult result = check().run();
        assertThat(result.findings()).isEmpty();
        assertThat(result.migrations())
                .containsExactly(id("R__before"), id("0001"), id("R__view"), id("0002"), id("0003"));
        assertThat(result.rolledBack()).containsExactlyInAnyOrder(id("0001"), id("0002"), id("0003"));
        scripts.put("0004_broken.sql", "INSERT INTO nowhere VALUES (1);");
        assertThat(check().run().findings())
                .extracting(CheckFinding::id)
                .as("the last one is tried, too")
                .containsExactly(Optional.of(id("0004")));
    }

    private static final LedgerException NOT_MADE = new LedgerException(
            ErrorCode.NO_CONNECTION, "no scratch database could be made", "Nothing.", "Check the address.");

    /** It is no fault of the file that nothing can be compared with it. */
    @Test
    void aScratchDatabaseThatCannotBeMadeIsNoFindingOfTheDeclaredSchema() {
        people();
        List<ScratchDatabase> made = new ArrayList<>();
        CheckRun run = new CheckRun(
                () -> {
                    if (!made.isEmpty()) {
                        throw NOT_MADE;
                    }
                    made.add(ScratchDatabase.open("jdbc:sqlite:", new Properties()));
                    return made.get(0);
                },
                this::migrator);
        run.tryMigrations();
        assertThatThrownBy(() -> run.compare(DeclaredSchema.sql("schema.sql", Map.of("schema.sql", "SELECT 1;"))))
                .isSameAs(NOT_MADE);
        assertThat(run.result().findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CREATE, 1", "DROP, 1", "CREATE, 2"})
    void aConnectionThatIsLostIsNoFindingOfTheMigration(String statement, int time) {
        people();
        AtomicInteger times = new AtomicInteger();
        CheckRun run = new CheckRun(
                () -> ScratchDatabase.open("jdbc:sqlite:", new Properties()),
                connection -> Migrator.of(connection)
                        .source(Migrations.scripts(MigrationId.DEFAULT_NAMESPACE, scripts))
                        .listener(new MigrationListener() {
                            @Override
                            public void statementStarted(Migration migration, int number, int line, String text) {
                                if (text.startsWith(statement) && times.incrementAndGet() == time) {
                                    assertThatNoException().isThrownBy(connection::close);
                                }
                            }
                        })
                        .build());
        assertThatThrownBy(run::tryMigrations)
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
        assertThat(run.result().findings()).isEmpty();
    }

    @Test
    void aMigrationThatFailsFromNothingIsFoundWithItsLine() {
        people();
        scripts.put("0002_broken.sql", "\nINSERT INTO nowhere VALUES (1);");
        scripts.put("0003_behind.sql", "CREATE TABLE behind (id INTEGER);");
        CheckResult result = check().run();
        assertThat(result.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(CheckRule.UP);
            assertThat(finding.id()).contains(id("0002"));
            assertThat(finding.file()).endsWith("0002_broken.sql");
            assertThat(finding.line()).isEqualTo(2);
            assertThat(finding.details()).singleElement().asString().contains("no such table: nowhere");
        });
        assertThat(result.migrations()).containsExactly(id("0001"));
    }

    /** The next migrations are tried all the same, on what they would find. */
    @Test
    void aDownScriptThatLeavesSomethingIsFound() {
        people();
        script(
                "0002_city",
                "ALTER TABLE people ADD COLUMN city TEXT; CREATE INDEX by_city ON people (city);",
                "DROP INDEX by_city;");
        script("0003_orders", "CREATE TABLE orders (id INTEGER);", "DROP TABLE orders;");
        CheckResult result = check().run();
        assertThat(result.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(CheckRule.DOWN_LEADS_BACK);
            assertThat(finding.id()).contains(id("0002"));
            assertThat(finding.details()).containsExactly("table people, column city was added");
        });
        assertThat(result.migrations()).hasSize(3);
        assertThat(result.rolledBack()).containsExactlyInAnyOrder(id("0001"), id("0003"));
    }

    @Test
    void aDownScriptThatFailsIsFoundAndTheRestIsTried() {
        people();
        script("0002_index", "CREATE INDEX by_email ON people (email);", "DROP INDEX by_mail;");
        script("0003_orders", "CREATE TABLE orders (id INTEGER);", "DROP TABLE order;");
        CheckResult result = check().run();
        assertThat(result.findings())
                .extracting(CheckFinding::rule, finding -> finding.id().orElseThrow())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(CheckRule.DOWN, id("0002")),
                        org.assertj.core.groups.Tuple.tuple(CheckRule.DOWN, id("0003")));
        assertThat(result.findings().get(0).file()).endsWith("0002_index.down.sql");
        assertThat(result.migrations()).hasSize(3);
    }

    @Test
    void whatBuildsAnotherSchemaTheSecondTimeIsFound() {
        script(
                "0001_once",
                "CREATE TABLE IF NOT EXISTS runs (n INTEGER); INSERT INTO runs VALUES (1);"
                        + " CREATE TABLE built AS SELECT n FROM runs;",
                "DROP TABLE built;");
        assertThat(check().run().findings()).extracting(CheckFinding::rule).containsExactly(CheckRule.DOWN_LEADS_BACK);
    }

    @Test
    void whatTheRunnerCannotReadIsFoundBeforeAnythingRuns() {
        people();
        scripts.put("0002_a.sql", "SELECT 'open;");
        CheckResult result = check().run();
        assertThat(result.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(CheckRule.INPUT);
            assertThat(finding.what()).contains("0002_a.sql");
        });
        assertThat(result.migrations()).isEmpty();
    }

    @Test
    void theDeclaredSchemaIsComparedColumnByColumn() {
        people();
        String same = "CREATE TABLE people (\n  id INTEGER PRIMARY KEY,\n  email TEXT\n);\n";
        assertThat(check().declared(DeclaredSchema.sql("schema.sql", Map.of("schema.sql", same)))
                        .run()
                        .findings())
                .isEmpty();
        String other = "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT NOT NULL, age INTEGER);";
        assertThat(check().declared(DeclaredSchema.sql("schema.sql", Map.of("schema.sql", other)))
                        .run()
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo(CheckRule.DECLARED);
                    assertThat(finding.details())
                            .containsExactly(
                                    "table people, column email: nullable was no, is yes",
                                    "table people, column age was removed");
                });
        DeclaredSchema broken = DeclaredSchema.sql("schema", Map.of("schema/people.sql", "\nCREATE TABLE;"));
        assertThat(check().declared(broken).run().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.what()).startsWith("schema/people.sql:2 does not run on an empty database: ");
            assertThat(finding.line()).isEqualTo(2);
        });
    }

    @Test
    void aLedgerOfAnotherNameIsNoPartOfTheSchema() {
        people();
        MigrationCheck check = MigrationCheck.on(
                "jdbc:sqlite:",
                new Properties(),
                connection -> Migrator.of(connection)
                        .source(Migrations.scripts(MigrationId.DEFAULT_NAMESPACE, scripts))
                        .table("audit")
                        .build());
        String same = "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT);";
        assertThat(check.declared(DeclaredSchema.sql("schema.sql", Map.of("schema.sql", same)))
                        .run()
                        .findings())
                .isEmpty();
    }

    @Test
    void whatWasAppliedElsewhereStandsAndIsNotEdited() throws SQLException {
        people();
        scripts.put("0002_rows.sql", "INSERT INTO people VALUES (1, 'a@example.com');");
        LedgerState there;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            migrator(connection).migrate();
            there = Ledger.of(connection).state();
        }
        assertThat(check().appliedElsewhere("production", there).run().findings())
                .isEmpty();
        scripts.remove("0002_rows.sql");
        scripts.put("0001_people.sql", "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT NOT NULL);");
        assertThat(check().appliedElsewhere("production", there).run().findings())
                .extracting(CheckFinding::what)
                .containsExactly(
                        "it was edited since it was applied in production",
                        "it is in effect in production and not here");
    }

    @Test
    void whereNoFileIsLeftAllThatWasAppliedElsewhereIsMissing() throws SQLException {
        people();
        LedgerState there;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            migrator(connection).migrate();
            there = Ledger.of(connection).state();
        }
        scripts.clear();
        assertThat(check().appliedElsewhere("production", there).run().findings())
                .extracting(CheckFinding::what)
                .containsExactly("it is in effect in production and not here");
        scripts.put("0002_a.sql", "SELECT 'open;");
        assertThat(check().appliedElsewhere("production", there).run().findings())
                .extracting(CheckFinding::rule)
                .containsExactly(CheckRule.INPUT);
    }

    private LedgerState applied(UnaryOperator<Migrator.Builder> more) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            more.apply(Migrator.of(connection).source(Migrations.scripts(MigrationId.DEFAULT_NAMESPACE, scripts)))
                    .build()
                    .migrate();
            return Ledger.of(connection).state();
        }
    }

    @Test
    void namespacesThatAreNotCheckedAreNotMissed() throws SQLException {
        people();
        LedgerState there = applied(builder -> builder.source(
                Migrations.scripts("billing", Map.of("0001_bills.sql", "CREATE TABLE bills (id INTEGER);"))));
        assertThat(check().appliedElsewhere("production", there).run().findings())
                .isEmpty();
    }

    /** Before the script is deployed, and where production has it and this branch does not. */
    @Test
    void aScriptThatStandsForOthersIsNoEditAndNothingIsMissing() throws SQLException {
        people();
        script("0002_cities", "CREATE TABLE cities (id INTEGER);", "DROP TABLE cities;");
        Map<String, String> old = new LinkedHashMap<>(scripts);
        LedgerState before = applied(builder -> builder);
        scripts.clear();
        scripts.put(
                "0002_all.sql",
                "-- ledger: replaces=0001,0002\nCREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT);"
                        + " CREATE TABLE cities (id INTEGER);");
        assertThat(check().appliedElsewhere("production", before).run().findings())
                .isEmpty();
        LedgerState after = applied(builder -> builder);
        assertThat(check().appliedElsewhere("production", after).run().findings())
                .isEmpty();
        scripts.put("0002_all.sql", scripts.get("0002_all.sql") + " CREATE TABLE more (id INTEGER);");
        assertThat(check().appliedElsewhere("production", after).run().findings())
                .extracting(CheckFinding::what)
                .containsExactly("it was edited since it was applied in production");
        scripts.clear();
        scripts.putAll(old);
        assertThat(check().appliedElsewhere("production", after).run().findings())
                .isEmpty();
    }

    @Test
    void whatABaselineMigrationStandsForIsNotMissing() throws SQLException {
        people();
        script("0002_cities", "CREATE TABLE cities (id INTEGER);", "DROP TABLE cities;");
        LedgerState there = applied(builder -> builder);
        scripts.put(
                "0002_base.sql",
                "CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT); CREATE TABLE cities (id INTEGER);");
        scripts.put("0002_base.sql.ledger", "runs=base\n");
        assertThat(check().appliedElsewhere("production", there).run().findings())
                .isEmpty();
        LedgerState begun = applied(builder -> builder);
        scripts.put("0002_base.sql", scripts.get("0002_base.sql") + " CREATE TABLE more (id INTEGER);");
        assertThat(check().appliedElsewhere("production", begun).run().findings())
                .extracting(CheckFinding::what)
                .containsExactly("it was edited since it was applied in production");
    }

    static Stream<TestServer> servers() {
        return Stream.of(TestServers.postgres(), TestServers.mysql8012(), TestServers.mariadb());
    }

    @ParameterizedTest
    @MethodSource("servers")
    void onServersAllHappensInScratchDatabases(TestServer server) throws SQLException {
        script("0001_people", "CREATE TABLE people (id INT PRIMARY KEY, email VARCHAR(40));", "DROP TABLE people;");
        script(
                "0002_city",
                "ALTER TABLE people ADD city VARCHAR(40); CREATE TABLE cities (id INT);",
                "DROP TABLE cities;");
        script("0003_index", "CREATE INDEX by_email ON people (email);", "SELECT nothing FROM nowhere;");
        try (TestDatabase database = server.newDatabase()) {
            Set<String> before = databases(database);
            Properties properties = new Properties();
            properties.setProperty("user", database.user());
            properties.setProperty("password", database.password());
            CheckResult result = MigrationCheck.on(database.url(), properties, this::migrator)
                    .run();
            assertThat(result.findings())
                    .extracting(CheckFinding::rule)
                    .containsExactly(CheckRule.DOWN_LEADS_BACK, CheckRule.DOWN);
            assertThat(result.findings().get(0).details()).containsExactly("table people, column city was added");
            assertThat(result.migrations()).hasSize(3);
            assertThat(databases(database)).isEqualTo(before);
        }
    }

    @Test
    void aConnectionThatIsLostIsNoFindingOfTheDeclaredSchemaEither() throws SQLException {
        script("0001_people", "CREATE TABLE people (id INT);", "DROP TABLE people;");
        try (TestDatabase database = TestServers.postgres().newDatabase()) {
            Properties properties = new Properties();
            properties.setProperty("user", database.user());
            properties.setProperty("password", database.password());
            MigrationCheck check = MigrationCheck.on(database.url(), properties, this::migrator)
                    .declared(DeclaredSchema.sql(
                            "schema.sql", Map.of("schema.sql", "SELECT pg_terminate_backend(pg_backend_pid());")));
            assertThatThrownBy(check::run).isInstanceOfSatisfying(LedgerException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST);
                assertThat(e.next()).doesNotContain("Fix");
            });
        }
    }

    private static Set<String> databases(TestDatabase database) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (Connection connection = database.connect();
                ResultSet found = connection.getMetaData().getCatalogs()) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        return names;
    }
}
