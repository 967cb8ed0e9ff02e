package io.migrationledger.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.AdoptOptions;
import io.migrationledger.AdoptResult;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateOptions;
import io.migrationledger.Migrator;
import io.migrationledger.Resolution;
import io.migrationledger.ValidationException;
import io.migrationledger.event.Adopted;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.migration.MigrationId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are more than "was applied", files without a row, rows without a file, and what is not clear. */
class SpecialRowsTest {
    private static final String FLYWAY = "CREATE TABLE flyway_schema_history (installed_rank INT NOT NULL PRIMARY KEY,"
            + " version VARCHAR(50), description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT"
            + " NULL, checksum INT, installed_by VARCHAR(100) NOT NULL, installed_on TEXT NOT NULL, execution_time INT NOT"
            + " NULL, success BOOLEAN NOT NULL)";

    @TempDir
    Path directory;

    private Path migrations;
    private Place place;
    private int rank;

    @BeforeEach
    void begin() throws Exception {
        migrations = Files.createDirectory(directory.resolve("migrations"));
        place = Place.sqlite(directory);
    }

    @AfterEach
    void end() throws Exception {
        place.close();
    }

    private void files(String... names) throws Exception {
        for (String name : names) {
            String table = "t" + name.replaceAll("[^0-9]", "");
            Files.writeString(
                    migrations.resolve(name),
                    "CREATE TABLE " + table + " (id INT);\nINSERT INTO " + table + " VALUES (1);\n");
        }
    }

    private void flyway(String version, String type, String script, int success) throws Exception {
        if (rank == 0) {
            place.execute(FLYWAY);
        }
        rank++;
        place.execute("INSERT INTO flyway_schema_history VALUES (" + rank + ", " + version + ", 'x', '" + type + "', '"
                + script + "', NULL, 'kim', '2024-01-01 00:00:00.000', 3, " + success + ")");
    }

    private static Resolution resolution(MigrationId id, boolean applied, OptionalInt step) {
        return new Resolution(id, applied, step, "looked");
    }

    private Migrator migrator() {
        return place.migrator(migrations).build();
    }

    private static List<String> lines(AdoptResult result) {
        return result.lines().stream()
                .map(line ->
                        line.effect() + " " + line.id().map(MigrationId::value).orElse("-"))
                .toList();
    }

    /** AD-3, AD-4. */
    @Test
    void flywaysOtherTypes() throws Exception {
        files("V1__a.sql", "V2__b.sql", "V3__c.sql", "V5__e.sql", "V6__f.sql");
        flyway("NULL", "SCHEMA", "\"main\"", 1);
        flyway("'2'", "BASELINE", "<< Flyway Baseline >>", 1);
        flyway("'3'", "SQL", "V3__c.sql", 1);
        flyway("'3'", "UNDO_SQL", "U3__c.sql", 1);
        flyway("'4'", "SQL", "V4__d.sql", 1);
        flyway("'4'", "DELETE", "V4__d.sql", 1);
        flyway("'5'", "PYTHON", "V5__e.sql", 1);
        AdoptResult result = migrator().adopt(AdoptOptions.ANY);
        assertThat(lines(result))
                .containsExactly(
                        "LEFT_OUT \"main\"",
                        "ADOPTED 1",
                        "ADOPTED 2",
                        "ADOPTED 3",
                        "ROLLED_BACK 3",
                        "ADOPTED 4",
                        "FORGOTTEN 4",
                        "ADOPTED 5",
                        "PENDING 6");
        assertThat(result.lines().get(7).said()).contains("of the type PYTHON, which is not known here");
        var state = migrator().ledger().state();
        assertThat(state.of(MigrationId.of("3")).orElseThrow().status()).isEqualTo(MigrationStatus.ROLLED_BACK);
        assertThat(state.of(MigrationId.of("4")).orElseThrow().status()).isEqualTo(MigrationStatus.FORGOTTEN);
        assertThat(migrator().ledger().verify().isIntact()).isTrue();
    }

    /** AD-8. */
    @Test
    void rowsWithoutAFileAndFilesWithoutARow() throws Exception {
        files("V1__a.sql", "V3__c.sql", "V4__d.sql");
        flyway("'1'", "SQL", "V1__a.sql", 1);
        flyway("'2'", "SQL", "V2__b.sql", 1);
        flyway("'4'", "SQL", "V4__d.sql", 1);
        flyway("'9'", "SQL", "V9__z.sql", 1);
        AdoptResult result = migrator().adopt(AdoptOptions.ANY);
        assertThat(lines(result)).containsExactly("ADOPTED 1", "FORGOTTEN 2", "ADOPTED 4", "ADOPTED 9", "PENDING 3");
        assertThat(result.lines().get(3).said()).contains("newer than any file here");
        assertThat(result.lines().get(4).said()).contains("out of order");
        assertThatThrownBy(() -> migrator().migrate())
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.code())
                                .containsExactly(ErrorCode.OUT_OF_ORDER));
    }

    /** AD-10. */
    @Test
    void aDirectoryThatHasNothingOfTheHistoryIsRefused() throws Exception {
        files("V100__other.sql");
        flyway("'1'", "SQL", "V1__a.sql", 1);
        assertThat(migrator().plan(AdoptOptions.ANY).problems()).hasSize(1);
        assertThatThrownBy(() -> migrator().adopt(AdoptOptions.ANY))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("none of the migrations in the history of Flyway");
        assertThatThrownBy(() -> place.migrator(migrations)
                        .adopt(AdoptOptions.ANY)
                        .build()
                        .migrate())
                .isInstanceOf(ValidationException.class);
        assertThat(migrator().ledger().head()).isEmpty();
    }

    /** golang-migrate has one row, which stands for all versions up to it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDirectoryThatHasNothingUpToTheOneRowIsRefused(boolean dirty) throws Exception {
        files("100_other.up.sql", "105_other.up.sql");
        place.execute(
                "CREATE TABLE schema_migrations (version uint64, dirty bool)",
                "INSERT INTO schema_migrations VALUES (30, " + dirty + ")");
        assertThatThrownBy(() -> migrator().adopt(AdoptOptions.ANY))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("none of the migrations in the history of golang-migrate");
        assertThat(migrator().ledger().head()).isEmpty();
    }

    /** A program of an older version has a part of the files. */
    @Test
    void theOneRowMayBeNewerThanTheFiles() throws Exception {
        files("1_a.up.sql", "2_b.up.sql");
        place.execute(
                "CREATE TABLE schema_migrations (version uint64, dirty bool)",
                "INSERT INTO schema_migrations VALUES (30, false)");
        assertThat(lines(migrator().adopt(AdoptOptions.ANY))).containsExactly("ADOPTED 1", "ADOPTED 2", "ADOPTED 30");
    }

    /** AD-1. What environment a database is says nothing of migrations, as for every first run. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsSaidOfTheDatabaseKeepsNoHistoryOut(boolean byRun) throws Exception {
        files("V1__a.sql", "V2__b.sql");
        flyway("'1'", "SQL", "V1__a.sql", 1);
        migrator().declareEnvironment("staging", "");
        if (byRun) {
            assertThat(place.migrator(migrations)
                            .adopt(AdoptOptions.ANY)
                            .build()
                            .migrate()
                            .completed())
                    .extracting(done -> done.id().value())
                    .containsExactly("2");
        } else {
            assertThat(lines(migrator().adopt(AdoptOptions.ANY))).containsExactly("ADOPTED 1", "PENDING 2");
        }
        assertThat(migrator().adopt(AdoptOptions.ANY).doneBefore()).isTrue();
        assertThat(migrator()
                        .ledger()
                        .state()
                        .of(MigrationId.of("1"))
                        .orElseThrow()
                        .status())
                .isEqualTo(MigrationStatus.APPLIED);
        assertThat(migrator().ledger().environment()).isPresent();
        assertThat(migrator().ledger().verify().isIntact()).isTrue();
    }

    /** Where there is no history to take over, a database is migrated as ever. */
    @Test
    void aNewDatabaseThatMayAdoptBeginsWithTheBaselineMigration() throws Exception {
        files("V1__a.sql", "V2__b.sql", "V3__c.sql");
        Files.writeString(migrations.resolve("B2__base.sql"), "CREATE TABLE base (id INT);\n");
        Migrator adopting = place.migrator(migrations).adopt(AdoptOptions.ANY).build();
        assertThat(adopting.plan(MigrateOptions.ALL).migrations())
                .extracting(planned -> planned.migration().location())
                .allMatch(location -> location.endsWith("B2__base.sql") || location.endsWith("V3__c.sql"));
        assertThat(adopting.migrate().completed())
                .extracting(done -> done.id().value())
                .containsExactly("2", "3");
        assertThat(place.rows("SELECT name FROM sqlite_master WHERE name IN ('t1', 't2', 't3', 'base') ORDER BY name"))
                .containsExactly("base", "t3");
        assertThat(adopting.migrate().isUpToDate()).isTrue();
    }

    /** Flyway before version 5 had another name for it. */
    @Test
    void ofTwoTablesOfOneToolTheTableIsAskedFor() throws Exception {
        files("V1__a.sql");
        flyway("'1'", "SQL", "V1__a.sql", 1);
        place.execute("CREATE TABLE schema_version AS SELECT * FROM flyway_schema_history");
        for (AdoptOptions options : List.of(AdoptOptions.ANY, AdoptOptions.ANY.from("flyway"))) {
            assertThatThrownBy(() -> migrator().adopt(options)).isInstanceOfSatisfying(LedgerException.class, e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.BAD_OPTION);
                assertThat(e.what())
                        .isEqualTo("several tables of Flyway are here: flyway_schema_history, schema_version");
                assertThat(e.next())
                        .contains("AdoptOptions.ANY.from(\"flyway\") and AdoptOptions.table:"
                                + " flyway_schema_history or schema_version.");
            });
        }
        assertThat(lines(migrator().adopt(AdoptOptions.ANY.from("flyway").table("schema_version"))))
                .containsExactly("ADOPTED 1");
    }

    @Test
    void filesMayAllStandAboveABaseline() throws Exception {
        files("V2__b.sql");
        flyway("'1'", "BASELINE", "<< Flyway Baseline >>", 1);
        assertThat(lines(migrator().adopt(AdoptOptions.ANY))).containsExactly("FORGOTTEN 1", "PENDING 2");
    }

    /** AD-4. */
    @ParameterizedTest
    @CsvSource({"applied, APPLIED", "not applied, FAILED", "step 1, PART_WAY"})
    void aDirtyVersionIsAskedAboutAndGoesOnAsAnswered(String answer, MigrationStatus then) throws Exception {
        files("1_a.up.sql", "2_b.up.sql", "3_c.up.sql");
        place.execute(
                "CREATE TABLE schema_migrations (version uint64, dirty bool)",
                "INSERT INTO schema_migrations VALUES (2, true)");
        AdoptResult result = migrator().adopt(AdoptOptions.ANY);
        assertThat(lines(result)).containsExactly("ADOPTED 1", "IN_DOUBT 2", "PENDING 3");
        MigrationId id = MigrationId.of("2");
        assertThatThrownBy(() -> migrator().migrate())
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("ML-1403")
                .hasMessageContaining("golang-migrate left the database dirty");
        switch (answer) {
            case "applied" -> migrator().resolve(resolution(id, true, OptionalInt.empty()));
            case "not applied" -> migrator().resolve(resolution(id, false, OptionalInt.empty()));
            default -> {
                place.execute("CREATE TABLE t2 (id INT)");
                migrator().resolve(resolution(id, true, OptionalInt.of(1)));
            }
        }
        assertThat(migrator().ledger().state().of(id).orElseThrow().status()).isEqualTo(then);
        migrator().migrate();
        assertThat(migrator().ledger().state().migrations())
                .allMatch(migration -> migration.status() == MigrationStatus.APPLIED);
        assertThat(place.rows("SELECT COUNT(*) FROM t3")).containsExactly("1");
        if (!answer.equals("applied")) {
            assertThat(place.rows("SELECT COUNT(*) FROM t2")).containsExactly("1");
        }
        assertThat(migrator().ledger().verify().isIntact()).isTrue();
    }

    /** AD-4, AD-6. */
    @Test
    void prismasUnfinishedAndAtlasPartWay() throws Exception {
        place.execute(
                "CREATE TABLE _prisma_migrations (id TEXT PRIMARY KEY NOT NULL, checksum TEXT NOT NULL, finished_at DATETIME,"
                        + " migration_name TEXT NOT NULL, logs TEXT, rolled_back_at DATETIME, started_at DATETIME NOT NULL"
                        + " DEFAULT current_timestamp, applied_steps_count INTEGER NOT NULL DEFAULT 0)",
                "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('a', 'b', '20240101000000_users')",
                "CREATE TABLE atlas_schema_revisions (version text, description text, type int, applied int, total int,"
                        + " executed_at datetime, execution_time int, error text, error_stmt text, hash text)",
                "INSERT INTO atlas_schema_revisions VALUES ('20240101000000', 'x', 2, 1, 3, '2024-01-01 00:00:00', 5,"
                        + " 'no such table', 'INSERT …', 'h')");
        files("20240101000000_users.sql");
        assertThatThrownBy(() -> migrator().adopt(AdoptOptions.ANY))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("Prisma in _prisma_migrations")
                .hasMessageContaining("Atlas in atlas_schema_revisions");
        AdoptResult atlas = migrator().plan(AdoptOptions.ANY.from("atlas"));
        assertThat(lines(atlas)).containsExactly("IN_DOUBT 20240101000000");
        assertThat(atlas.lines().get(0).said())
                .contains("1 of its 3 statements")
                .contains("no such table");
        AdoptResult prisma = migrator().adopt(AdoptOptions.ANY.from("prisma"));
        assertThat(lines(prisma)).containsExactly("IN_DOUBT 20240101000000");
        assertThatThrownBy(() -> migrator().adopt(AdoptOptions.ANY.from("atlas")))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEDGER_BEGUN));
    }

    /** AD-4. */
    @Test
    void sqlxsAndSqitchsFailuresAreDoubts() throws Exception {
        place.execute(
                "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL, installed_on TIMESTAMP"
                        + " NOT NULL DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL, checksum BLOB NOT NULL,"
                        + " execution_time BIGINT NOT NULL)",
                "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)"
                        + " VALUES (1, 'a', false, X'00', -1)",
                "CREATE TABLE events (event TEXT, change_id TEXT, change TEXT, project TEXT, note TEXT, committed_at DATETIME,"
                        + " committer_name TEXT, planned_at DATETIME, planner_name TEXT)",
                "INSERT INTO events VALUES ('fail', 'x', '1', 'shop', '', '2024-01-01 00:00:00', 'Kim',"
                        + " '2024-01-01 00:00:00', 'Kim')");
        files("1_a.sql");
        AdoptResult sqitch = migrator().plan(AdoptOptions.ANY.from("sqitch"));
        assertThat(lines(sqitch)).containsExactly("IN_DOUBT 1");
        assertThat(sqitch.lines().get(0).said()).contains("sqitch recorded that its deploy script failed");
        assertThat(lines(migrator().adopt(AdoptOptions.ANY.from("sqlx")))).containsExactly("IN_DOUBT 1");
    }

    /** On SQLite sqitch's registry is a file beside the database, and beside every other database of that directory. */
    @Test
    void sqitchsRegistryBesideTheDatabase() throws Exception {
        Path database = Path.of(place.url().substring("jdbc:sqlite:".length()));
        for (String registry : List.of("sqitch.db", "meta.db")) {
            Place beside = new Place("jdbc:sqlite:" + database.resolveSibling(registry), "", "", () -> {});
            beside.execute(
                    "CREATE TABLE events (event TEXT, change_id TEXT, \"change\" TEXT, project TEXT, note TEXT,"
                            + " committed_at DATETIME, committer_name TEXT, planned_at DATETIME, planner_name TEXT)",
                    "INSERT INTO events VALUES ('deploy', 'x', 'users', 'shop', '" + registry
                            + "', '2024-01-01 00:00:00', 'Kim'," + " '2024-01-01 00:00:00', 'Kim')");
        }
        History.of("sqitch", "events")
                .file(
                        "sqitch.plan",
                        "%syntax-version=1.0.0\n%project=shop\n\nusers 2024-01-01T00:00:00Z Kim <kim@example.com> # Users\n")
                .file("deploy/users.sql", "CREATE TABLE users (id INT);\n")
                .writeFiles(migrations);
        assertThatThrownBy(() -> migrator().plan(AdoptOptions.ANY))
                .as("in an empty database nothing was deployed")
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_HISTORY));

        place.execute("CREATE TABLE users (id INT)");
        assertThatThrownBy(() -> migrator().migrate())
                .hasMessageContaining("events of sqitch.db is the history of sqitch")
                .hasMessageContaining("AdoptOptions.ANY.from(\"sqitch\")");
        assertThat(migrator().plan(AdoptOptions.ANY).table()).isEqualTo("events of sqitch.db");
        AdoptResult other = migrator().adopt(AdoptOptions.ANY.from("sqitch").table("meta.events"));
        assertThat(lines(other)).containsExactly("ADOPTED users");
        assertThat(Adopted.of(other.events().get(0)).orElseThrow().table()).isEqualTo("events of meta.db");
    }

    /** AD-9. One registry of sqitch holds several projects, whose changes may have the same names. */
    @Test
    void anotherProjectOfSqitchsRegistryIsNotThisOne() throws Exception {
        History.of("sqitch", "events")
                .file(
                        "sqitch.plan",
                        "%syntax-version=1.0.0\n%project=shop\n\nusers 2024-01-01T00:00:00Z Kim <kim@example.com> # Users\n"
                                + "orders [billing:orders] 2024-01-02T00:00:00Z Kim <kim@example.com> # Orders\n")
                .file("deploy/users.sql", "CREATE TABLE users (id INT);\n")
                .file("deploy/orders.sql", "CREATE TABLE orders (id INT);\n")
                .writeFiles(migrations);
        String row = "', 'x', '2024-02-01 00:00:00', 'Kim', '2024-01-01 00:00:00', 'Kim')";
        place.execute(
                "CREATE TABLE users (id INT)",
                "CREATE TABLE events (event TEXT, change_id TEXT, change TEXT, project TEXT, note TEXT, committed_at DATETIME,"
                        + " committer_name TEXT, planned_at DATETIME, planner_name TEXT)",
                "INSERT INTO events VALUES ('deploy', 'a', 'users', 'shop" + row,
                "INSERT INTO events VALUES ('deploy', 'b', 'orders', 'billing" + row,
                "INSERT INTO events VALUES ('deploy', 'c', 'users', 'billing" + row,
                "INSERT INTO events VALUES ('revert', 'c', 'users', 'billing" + row);
        AdoptResult result = migrator().adopt(AdoptOptions.ANY.from("sqitch"));
        assertThat(result.lines())
                .extracting(line -> line.effect() + " " + line.id().orElseThrow())
                .containsExactly(
                        "ADOPTED users",
                        "ADOPTED billing:orders",
                        "ADOPTED billing:users",
                        "ROLLED_BACK billing:users",
                        "PENDING orders");
        assertThat(result.lines().get(1).said()).contains("another project, billing");
        assertThat(migrator().migrate().completed())
                .extracting(done -> done.id().value())
                .containsExactly("orders");
        var state = migrator().ledger().state();
        assertThat(state.of(MigrationId.of("users")).orElseThrow().status()).isEqualTo(MigrationStatus.APPLIED);
        assertThat(migrator().status().problems()).isEmpty();
        assertThat(migrator().ledger().verify().isIntact()).isTrue();
    }

    private void liquibase(String... rows) throws Exception {
        place.execute(
                "CREATE TABLE DATABASECHANGELOG (ID TEXT, AUTHOR TEXT, FILENAME TEXT, DATEEXECUTED TEXT, ORDEREXECUTED INT,"
                        + " EXECTYPE TEXT, MD5SUM TEXT, COMMENTS TEXT, DEPLOYMENT_ID TEXT)");
        for (String row : rows) {
            place.execute("INSERT INTO DATABASECHANGELOG VALUES (" + row
                    + ", '2024-01-01 00:00:00', 1, 'EXECUTED', '9:00', '', '')");
        }
    }

    private void changeset(String file, String name) throws Exception {
        Path path = migrations.resolve(file);
        Files.createDirectories(path.getParent());
        String table = name.replaceAll("[^a-z0-9]", "") + file.replaceAll("[^a-z]", "");
        Files.writeString(
                path, "--liquibase formatted sql\n--changeset " + name + "\nCREATE TABLE " + table + " (id INT);\n");
    }

    /** The path may begin higher or lower in Liquibase's table than here. */
    @Test
    void theEndOfAPathTellsChangesetsApart() throws Exception {
        changeset("deep/more.sql", "kim:1");
        changeset("shop.sql", "kim:1");
        changeset("zoo.sql", "kim:1");
        liquibase("'1', 'kim', 'more.sql'", "'1', 'kim', 'db/changelog/shop.sql'");
        assertThat(lines(migrator().adopt(AdoptOptions.ANY)))
                .containsExactly(
                        "ADOPTED deep/more.sql::1::kim", "ADOPTED shop.sql::1::kim", "PENDING zoo.sql::1::kim");
    }

    /** To Liquibase a changeset is another one in another file. */
    @Test
    void aChangesetOfAFileThatIsGoneIsNoneOfANewFile() throws Exception {
        changeset("shop.sql", "kim:2");
        changeset("zoo.sql", "kim:1");
        liquibase("'1', 'kim', 'old.sql'", "'2', 'kim', 'shop.sql'");
        assertThat(lines(migrator().adopt(AdoptOptions.ANY)))
                .containsExactly("FORGOTTEN 1", "ADOPTED shop.sql::2::kim", "PENDING zoo.sql::1::kim");
        assertThat(migrator().migrate().completed())
                .extracting(done -> done.id().value())
                .containsExactly("zoo.sql::1::kim");
    }

    @Test
    void aTableOfAnotherNameAndAnEmptyOne() throws Exception {
        files("1_a.up.sql");
        place.execute("CREATE TABLE my_versions (version uint64, dirty bool)");
        assertThatThrownBy(() -> migrator().adopt(AdoptOptions.ANY))
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_HISTORY));
        AdoptResult empty = migrator().adopt(AdoptOptions.ANY.table("my_versions"));
        assertThat(lines(empty)).containsExactly("PENDING 1");
        assertThat(empty.events()).isEmpty();
        assertThat(migrator().ledger().head()).isEmpty();
        place.execute("INSERT INTO my_versions VALUES (1, false)", "CREATE TABLE t1 (id INT)");
        assertThat(lines(migrator().adopt(AdoptOptions.ANY.table("my_versions"))))
                .containsExactly("ADOPTED 1");
    }

    private Adopted adopted() throws Exception {
        files("20240101000000_users.sql");
        return Adopted.of(migrator().adopt(AdoptOptions.ANY).events().get(0)).orElseThrow();
    }

    @Test
    void prismasTimesOnSqliteAreMilliseconds() throws Exception {
        place.execute(
                "CREATE TABLE _prisma_migrations (id TEXT PRIMARY KEY NOT NULL, checksum TEXT NOT NULL, finished_at DATETIME,"
                        + " migration_name TEXT NOT NULL, logs TEXT, rolled_back_at DATETIME, started_at DATETIME NOT NULL"
                        + " DEFAULT current_timestamp, applied_steps_count INTEGER NOT NULL DEFAULT 0)",
                "INSERT INTO _prisma_migrations VALUES ('a', '"
                        + History.hex(
                                "SHA-256",
                                "CREATE TABLE t20240101000000 (id INT);\nINSERT INTO t20240101000000 VALUES (1);\n")
                        + "', 1704110400501, '20240101000000_users', NULL, NULL, 1704110400001, 1)");
        Adopted adopted = adopted();
        assertThat(adopted.at()).contains("2024-01-01T12:00:00.501Z");
        assertThat(adopted.took()).contains(Duration.ofMillis(500));
    }

    @Test
    void sqlitesOwnClockIsInUtc() throws Exception {
        place.execute(
                "CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY, version_id INTEGER, is_applied INTEGER, tstamp"
                        + " TIMESTAMP DEFAULT (datetime('now')))",
                "INSERT INTO goose_db_version VALUES (1, 20240101000000, 1, '2024-03-01 10:11:12')");
        assertThat(adopted().at()).contains("2024-03-01T10:11:12Z");
    }
}
