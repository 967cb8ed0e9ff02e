package io.migrationledger.dialect.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.Migrator;
import io.migrationledger.ValidationException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a script does to its session does not reach the ledger. */
class SessionImmunityTest {

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void backslashesThatEscapeNothing(Route route) throws Exception {
        try (Bench bench = new Bench(route)) {
            Migrator migrator = bench.migrator("""
                    SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';
                    CREATE TABLE e (a INT, s VARCHAR(20) DEFAULT 'x');
                    INSERT INTO e (a) VALUES (1);
                    CREATE TABLE f (s VARCHAR(20) DEFAULT 'ä ''🦉'' "q"') DEFAULT CHARSET utf8mb4;
                    """);
            assertThat(migrator.migrate().completed()).hasSize(1);
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
            assertThat(bench.rows("SELECT detail FROM migration_ledger WHERE detail LIKE '%utf8%'"))
                    .isNotEmpty()
                    .noneMatch(detail -> detail.contains("\\\\\\\\"));
        }
    }

    /** The migrations in one run; the database is told by {@link SessionPairs#dump}. */
    private static List<String> together(Route route, String... scripts) throws Exception {
        try (Bench bench = new Bench(route)) {
            Migrator migrator = bench.migrator(scripts);
            assertThat(migrator.migrate().completed()).hasSize(scripts.length);
            assertThat(migrator.ledger().verify().isIntact()).isTrue();
            return SessionPairs.dump(bench);
        }
    }

    /** Case 04. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void whatAScriptSetsEndsWithIt(Route route) throws Exception {
        assertThat(together(
                        route,
                        "SET SESSION default_storage_engine = MyISAM; CREATE TABLE a (id INT PRIMARY KEY);"
                                + " CREATE TABLE a2 (id INT PRIMARY KEY);",
                        "CREATE TABLE b (id INT PRIMARY KEY);"))
                .anyMatch(line -> line.contains("`a`") && line.contains("MyISAM"))
                .anyMatch(line -> line.contains("`a2`") && line.contains("MyISAM"))
                .anyMatch(line -> line.contains("`b`") && line.contains("InnoDB"));
    }

    /** Case 04, variant-read-only. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void readOnlyEndsWithItsScript(Route route) throws Exception {
        assertThat(together(
                        route,
                        "CREATE TABLE a (id INT PRIMARY KEY); INSERT INTO a VALUES (1); SET SESSION TRANSACTION READ ONLY;",
                        "INSERT INTO a VALUES (2);",
                        "SET SESSION TRANSACTION READ ONLY, ISOLATION LEVEL SERIALIZABLE; SELECT * FROM a;",
                        "INSERT INTO a VALUES (3);"))
                .contains("a [1]", "a [2]", "a [3]");
    }

    /** Case 04, variant-select-into, and what else stays in a session beside variables. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void whatElseAScriptLeavesEndsWithIt(Route route) throws Exception {
        assertThat(together(
                        route,
                        "CREATE TABLE src (id INT, txt VARCHAR(10)); INSERT INTO src VALUES (7, 'text1');"
                                + " SELECT id INTO @var1 FROM src WHERE txt = 'text1';",
                        "INSERT INTO src VALUES (@var1, 'typo');"))
                .contains("src [, typo]", "src [7, text1]");
        assertThat(together(
                        route,
                        "CREATE TABLE t (a INT); CREATE PROCEDURE p() BEGIN CREATE TEMPORARY TABLE t (a INT);"
                                + " INSERT INTO t VALUES (1); SET @x = 5; END; CALL p();",
                        "INSERT INTO t VALUES (2); INSERT INTO t VALUES (@x);"))
                .contains("t [2]", "t []");
    }

    /** Case 06. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void setsThatTheServerRefusesInsideATransaction(Route route) throws Exception {
        for (String head : List.of("", "-- ledger: transaction=none\n")) {
            assertThat(together(
                            route,
                            head + "SET @old_log_bin = @@SESSION.sql_log_bin; SET @@SESSION.SQL_LOG_BIN = 0;"
                                    + " CREATE TABLE a (id INT PRIMARY KEY); INSERT INTO a VALUES (@@SESSION.sql_log_bin);"
                                    + " SET @@SESSION.SQL_LOG_BIN = @old_log_bin;"
                                    + " SET SESSION binlog_format = 'STATEMENT'; INSERT INTO a VALUES (2);",
                            "INSERT INTO a VALUES (10 + @@SESSION.sql_log_bin);"))
                    .contains("a [0]", "a [2]", "a [11]");
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void theScriptSeesWhatItHasSet(Route route) throws Exception {
        assertThat(together(
                        route,
                        "SET SESSION group_concat_max_len = 5, sql_select_limit = 3, default_week_format = 2,"
                                + " @x = 1; CREATE TABLE t (a VARCHAR(50)); CREATE TABLE u (a INT);"
                                + " INSERT INTO t VALUES (CONCAT(@@group_concat_max_len, ' ', @@sql_select_limit, ' ',"
                                + " @@default_week_format));",
                        "INSERT INTO t VALUES (CONCAT(@@group_concat_max_len > 5, @@sql_select_limit > 3,"
                                + " @@default_week_format));"))
                .contains("t [5 3 2]", "t [110]");
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void scriptsRunUnderTheServersOwnMode(Route route) throws Exception {
        assertThat(together(
                        route,
                        "CREATE TABLE count (i INT); CREATE PROCEDURE p() SELECT 1;"
                                + " CREATE TABLE m (own INT); INSERT INTO m SELECT @@SESSION.sql_mode = @@GLOBAL.sql_mode;"
                                + " INSERT INTO m SELECT sql_mode = @@GLOBAL.sql_mode FROM information_schema.routines"
                                + " WHERE routine_schema = DATABASE();"))
                .filteredOn("m [1]"::equals)
                .hasSize(2);
    }

    /** Case 07, and its variants. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void scriptsAreCutByTheModeThatTheySet(Route route) throws Exception {
        assertThat(together(route, """
                        SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';
                        CREATE TABLE paths (id int primary key, p varchar(100));
                        INSERT INTO paths VALUES (1, 'C:\\share\\');
                        INSERT INTO paths VALUES (2, 'D:\\share\\');
                        INSERT INTO paths VALUES (3, 'it''s');
                        """))
                .contains("paths [1, C:\\share\\]", "paths [2, D:\\share\\]", "paths [3, it's]");
        assertThat(together(route, """
                        SET @old = @@sql_mode, sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES');
                        CREATE TABLE "a;b" (id int, "it's" int);
                        INSERT INTO "a;b" VALUES (1, 2);
                        SET sql_mode = @old;
                        SET NAMES utf8mb4, sql_mode = 'ANSI_QUOTES';
                        INSERT INTO "a;b" VALUES (7, 8);
                        SET sql_mode = @old;
                        INSERT INTO `a;b` SELECT LENGTH("it's"), 3;
                        SET sql_mode = (SELECT REPLACE(@@sql_mode, 'ONLY_FULL_GROUP_BY', ''));
                        INSERT INTO `a;b` SELECT LENGTH("it's; "), 4;
                        """, "INSERT INTO `a;b` SELECT LENGTH(\"it's\"), 5;"))
                .contains("a;b [1, 2]", "a;b [4, 3]", "a;b [6, 4]", "a;b [4, 5]", "a;b [7, 8]");
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void aModeThatNobodyCanKnowIsRefusedByName(Route route) throws Exception {
        for (String script : List.of(
                "SELECT @@sql_mode INTO @m; SET sql_mode = @m;",
                "SET sql_mode = (SELECT m FROM modes);",
                "SET SESSION sql_mode = 3;")) {
            try (Bench bench = new Bench(route)) {
                assertThatThrownBy(() -> bench.migrator(script).migrate())
                        .isInstanceOf(ValidationException.class)
                        .hasMessageContaining("sql_mode =")
                        .hasMessageContaining("write the modes as a text");
            }
        }
    }

    /** Case 07, variant-oracle, with packages and anonymous blocks. */
    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void oracleMode(Route route) throws Exception {
        String script = """
                CREATE TABLE t1 (id INT);
                SET sql_mode = ORACLE;
                CREATE OR REPLACE PROCEDURE p1 (a IN INT) AS
                  x INT := 3;
                BEGIN
                  x := x + a;
                  INSERT INTO t1 VALUES (x);
                END;
                CREATE OR REPLACE PACKAGE k AS PROCEDURE twice(a INT); END;
                CREATE OR REPLACE PACKAGE BODY k AS
                  PROCEDURE twice(a INT) AS BEGIN p1(a); p1(a + 1); END;
                END;
                BEGIN
                  p1(1);
                  k.twice(10);
                END;
                DECLARE y INT := 100; BEGIN INSERT INTO t1 VALUES (y); END;
                ALTER TABLE t1 ADD "n;m" INT DEFAULT 5;
                """;
        if (route.isMariadb()) {
            assertThat(together(route, script, "INSERT INTO t1 (id) VALUES (\"7\");"))
                    .contains("t1 [4, 5]", "t1 [13, 5]", "t1 [14, 5]", "t1 [100, 5]", "t1 [7, 5]");
        } else {
            try (Bench bench = new Bench(route)) {
                assertThatThrownBy(() -> bench.migrator(script).migrate()).hasMessageContaining("BEGIN");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.migrationledger.dialect.mysql.Route#all")
    void whatCommitsInsideUnderSettingsOfItsOwnIsMarked(Route route) throws Exception {
        assertThat(together(
                        route,
                        "CREATE TABLE t (a INT); CREATE PROCEDURE p() BEGIN INSERT INTO t VALUES (1);"
                                + " SET SESSION sql_select_limit = 0, max_join_size = 1, autocommit = 0,"
                                + " group_concat_max_len = 4; COMMIT; INSERT INTO t VALUES (2); END;",
                        "CALL p(); INSERT INTO t VALUES (@@group_concat_max_len); INSERT INTO t SELECT @@max_join_size;",
                        "INSERT INTO t VALUES (@@autocommit); INSERT INTO t VALUES (@@group_concat_max_len > 4);"))
                .contains("t [1]", "t [2]", "t [4]")
                .filteredOn("t [1]"::equals)
                .hasSize(4);
    }
}
