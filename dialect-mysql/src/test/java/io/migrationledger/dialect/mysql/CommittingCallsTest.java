package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.event.EventType;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.migration.JavaMigration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What commits inside a CALL, an EXECUTE or code, and what stands directly behind it. */
class CommittingCallsTest {
    private static final String WIDEN = "CREATE PROCEDURE widen() ALTER TABLE shelf ADD b INT;";
    private static final String LEAVE_OPEN =
            "CREATE PROCEDURE leave_open(n INT) BEGIN INSERT INTO shelf (a) VALUES (n); COMMIT; START TRANSACTION;"
                    + " INSERT INTO shelf (a) VALUES (n + 1); END;";

    /** The run must end well, with everything in effect, marked, and visible to others. */
    private static void migrated(Bench bench, Migrator migrator, int migrations) {
        assertThat(migrator.migrate().completed()).hasSize(migrations);
        List<LedgerEvent> events = bench.events(migrator);
        assertThat(events).extracting(LedgerEvent::type).doesNotContain(EventType.FAILED);
        assertThat(events)
                .filteredOn(event -> event.type() == EventType.APPLIED)
                .hasSize(migrations);
        assertThat(migrator.ledger().verify().isIntact()).isTrue();
        assertThat(migrator.migrate().isUpToDate()).isTrue();
    }

    private static List<String> columns(Bench bench) throws SQLException {
        return bench.rows("SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE()"
                + " AND table_name = 'shelf' ORDER BY ordinal_position");
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void ddlFollowsInTheSameMigration(Route route) throws Exception {
        String prepared = "SET @s = 'ALTER TABLE shelf ADD b INT'; PREPARE st FROM @s; ";
        for (String script : List.of(
                WIDEN + " CALL widen(); DROP PROCEDURE widen; ALTER TABLE shelf ADD c INT;",
                prepared + "EXECUTE st; ALTER TABLE shelf ADD c INT;",
                prepared + "EXECUTE st; SET @t = 'ALTER TABLE shelf ADD c INT'; PREPARE su FROM @t; EXECUTE su;",
                WIDEN + " CALL widen(); INSERT INTO shelf (a) VALUES (1); ALTER TABLE shelf ADD c INT;",
                WIDEN + " INSERT INTO shelf (a) VALUES (1); CALL widen(); SET @x = 1; ALTER TABLE shelf ADD c INT;",
                WIDEN + " -- ledger\nCALL widen(); ALTER TABLE shelf ADD c INT; INSERT INTO shelf (a) VALUES (1);")) {
            for (String head : List.of("", "-- ledger: transaction=none\n")) {
                try (Bench bench = new Bench(route)) {
                    Migrator migrator = bench.migrator("CREATE TABLE shelf (a INT);", head + script);
                    migrated(bench, migrator, 2);
                    assertThat(columns(bench)).as(head + script).containsExactly("a", "b", "c");
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void theNextMigrationFollows(Route route) throws Exception {
        for (String next : List.of(
                "ALTER TABLE shelf ADD c INT;",
                "INSERT INTO shelf (a) VALUES (1); ALTER TABLE shelf ADD c INT;",
                "SET @x = 1; ALTER TABLE shelf ADD c INT;",
                "CALL noop(); ALTER TABLE shelf ADD c INT;")) {
            try (Bench bench = new Bench(route)) {
                Migrator migrator = bench.migrator(
                        "CREATE TABLE shelf (a INT); CREATE PROCEDURE noop() DO 0;" + WIDEN, "CALL widen();", next);
                migrated(bench, migrator, 3);
                assertThat(columns(bench)).as(next).containsExactly("a", "b", "c");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void aRollbackIsNoOtherThanAMigration(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            Map<String, String> files = new LinkedHashMap<>();
            files.put("0001_shelf.sql", "CREATE TABLE shelf (a INT, b INT, c INT);");
            files.put(
                    "0001_shelf.down.sql",
                    "CREATE PROCEDURE narrow() ALTER TABLE shelf DROP b; CALL narrow(); DROP PROCEDURE narrow;"
                            + " DROP TABLE shelf;");
            files.put("0002_more.sql", "ALTER TABLE shelf ADD d INT;");
            files.put(
                    "0002_more.down.sql",
                    "CREATE PROCEDURE narrow() ALTER TABLE shelf DROP d; CALL narrow(); DROP PROCEDURE narrow;");
            Migrator migrator = bench.migrator(files);
            migrated(bench, migrator, 2);
            assertThat(migrator.rollback(RollbackOptions.LAST_BATCH).completed())
                    .hasSize(2);
            assertThat(bench.events(migrator)).extracting(LedgerEvent::type).doesNotContain(EventType.FAILED);
            assertThat(bench.rows("SHOW TABLES")).containsExactly("migration_ledger", "migration_ledger_scripts");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void whatACallLeavesUncommittedIsPartOfIt(Route route) throws Exception {
        for (String next : List.of(
                "", "ALTER TABLE shelf ADD c INT;", "INSERT INTO shelf (a) VALUES (3);", "CALL leave_open(7);")) {
            try (Bench bench = new Bench(route)) {
                Migrator migrator = bench.migrator(
                        "CREATE TABLE shelf (a INT); " + LEAVE_OPEN,
                        "CALL leave_open(1); " + next,
                        "ALTER TABLE shelf ADD d INT;");
                migrated(bench, migrator, 3);
                assertThat(bench.rows("SELECT a FROM shelf WHERE a < 3 ORDER BY 1"))
                        .as(next)
                        .containsExactly("1", "2");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void withTransactionNoneACallHasAMarkOfItsOwn(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            Migrator migrator = bench.migrator(
                    "CREATE TABLE shelf (a INT PRIMARY KEY);"
                            + " CREATE PROCEDURE put(n INT) INSERT INTO shelf VALUES (n);",
                    """
                    -- ledger: transaction=none
                    CALL put(1);
                    CALL put(2);
                    CALL put(2);
                    """);
            LedgerException failure = catchThrowableOfType(LedgerException.class, migrator::migrate);
            assertThat(failure.code()).isEqualTo(ErrorCode.STATEMENT_FAILED);
            assertThat(bench.rows("SELECT a FROM shelf ORDER BY 1")).containsExactly("1", "2");
            assertThat(bench.events(migrator))
                    .last()
                    .satisfies(event -> assertThat(event.header().done()).isEqualTo(2));
        }
    }

    /** A migration in Java that may do anything with statements. */
    private record Code(MigrationId id, String... statements) implements JavaMigration {
        @Override
        public String description() {
            return String.join("; ", statements);
        }

        @Override
        public String revision() {
            return "1";
        }

        @Override
        public void up(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void codeThatCommitsIsDoneAndWhatFollowsGoesOn(Route route) throws Exception {
        for (String[] statements : List.of(
                new String[] {"ALTER TABLE shelf ADD b INT"},
                new String[] {"INSERT INTO shelf (a) VALUES (1)", "ALTER TABLE shelf ADD b INT"},
                new String[] {"ALTER TABLE shelf ADD b INT", "START TRANSACTION", "INSERT INTO shelf (a) VALUES (1)"},
                new String[] {"COMMIT", "ALTER TABLE shelf ADD b INT"})) {
            try (Bench bench = new Bench(route)) {
                Migrator migrator = migrator(
                        bench,
                        Migrations.java(
                                new Code(MigrationId.of("0001"), "CREATE TABLE shelf (a INT)"),
                                new Code(MigrationId.of("0002"), statements),
                                new Code(MigrationId.of("0003"), "ALTER TABLE shelf ADD c INT")),
                        Migrations.scripts(
                                "scripts", Map.of("0001_d.sql", "ALTER TABLE shelf ADD d INT; DROP TABLE shelf;")));
                migrated(bench, migrator, 4);
            }
        }
    }

    /** Code that commits, begins again and then fails: what it did is not known, and that is what the ledger says. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void codeThatCommitsAndBeginsAgainAndFailsIsInDoubt(Route route) throws Exception {
        for (String[] statements : List.of(new String[] {"COMMIT", "INSERT INTO nowhere VALUES (1)"}, new String[] {
            "COMMIT", "START TRANSACTION", "INSERT INTO shelf VALUES (1)", "INSERT INTO nowhere VALUES (1)"
        })) {
            try (Bench bench = new Bench(route)) {
                Migrator migrator = migrator(
                        bench,
                        Migrations.java(
                                new Code(MigrationId.of("0001"), "CREATE TABLE shelf (a INT)"),
                                new Code(MigrationId.of("0002"), statements)));
                LedgerException failure = catchThrowableOfType(LedgerException.class, migrator::migrate);
                assertThat(failure.code()).as("%s", failure).isEqualTo(ErrorCode.IN_DOUBT);
                assertThat(failure).hasMessageContaining("statement 1 of migration 0002");
                assertThat(bench.rows("SELECT * FROM shelf")).isEmpty();
                assertThat(migrator.ledger().verify().isIntact()).isTrue();
            }
        }
    }

    private static Migrator migrator(Bench bench, MigrationSource... sources) {
        Migrator.Builder builder = Migrator.of(bench.database.url(bench.route.client()), Route.login(bench.database));
        Stream.of(sources).forEach(builder::source);
        return builder.build();
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#sample")
    void aCallThatRollsBackIsADoubtAlsoBeforeDdl(Route route) throws Exception {
        List<String> told = new ArrayList<>();
        for (String next : List.of("", "ALTER TABLE shelf ADD c INT;")) {
            try (Bench bench = new Bench(route)) {
                Migrator migrator = bench.migrator(
                        "CREATE TABLE shelf (a INT); CREATE PROCEDURE abandon() BEGIN ROLLBACK; INSERT INTO shelf VALUES (5);"
                                + " START TRANSACTION; INSERT INTO shelf VALUES (6); END;",
                        "INSERT INTO shelf VALUES (1); CALL abandon(); " + next);
                LedgerException failure = catchThrowableOfType(LedgerException.class, migrator::migrate);
                assertThat(failure.code()).as("%s", failure).isEqualTo(ErrorCode.IN_DOUBT);
                told.add(failure.what());
                assertThat(bench.rows("SELECT a FROM shelf"))
                        .as("what it left open is rolled back with the failure")
                        .containsExactly("5");
                assertThat(columns(bench)).containsExactly("a");
                assertThat(migrator.ledger().verify().isIntact()).isTrue();
            }
        }
        assertThat(told).allMatch(text -> text.contains("rolled back the transaction that it was called in"));
    }
}
