package io.migrationledger.sql;

import static io.migrationledger.sql.SplitCase.splits;
import static io.migrationledger.sql.SqlSyntaxes.MARIADB;
import static io.migrationledger.sql.SqlSyntaxes.MYSQL;
import static io.migrationledger.sql.SqlSyntaxes.POSTGRESQL;
import static io.migrationledger.sql.SqlSyntaxes.SQLITE;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Comments, and what only looks like one. */
class CommentsTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void splitsAsTheServerWould(SplitCase row) {
        row.verify();
    }

    static Stream<SplitCase> cases() {
        return Stream.of(
                splits(
                        "semicolons and quotes in line comments are nothing",
                        SQLITE,
                        "-- it's; a\nSELECT 1; -- b; 'c\nSELECT 2",
                        "SELECT 1",
                        "SELECT 2"),
                splits(
                        "semicolons and quotes in block comments are nothing",
                        SQLITE,
                        "/* it's; */SELECT 1;/* \" ; */SELECT 2/**/;/***/",
                        "SELECT 1",
                        "SELECT 2"),
                splits(
                        "comments inside are kept",
                        SQLITE,
                        "SELECT 1, -- a;\n /* b; */ 2 ;",
                        "SELECT 1, -- a;\n /* b; */ 2"),
                splits(
                        "comments after the last token are dropped",
                        SQLITE,
                        "SELECT 1 -- a\n /* b */ ; SELECT 2 -- c",
                        "SELECT 1",
                        "SELECT 2"),
                splits("a script of comments has no statements", SQLITE, "-- a\n/* b; */\n"),
                splits("an empty script has no statements", SQLITE, ""),
                splits("empty statements are skipped", SQLITE, ";; SELECT 1;; -- x\n; /* y */ ;", "SELECT 1"),
                splits(
                        "block comments do not nest",
                        SQLITE,
                        "/* /* ; */ SELECT 1; SELECT 2 /* */ ;",
                        "SELECT 1",
                        "SELECT 2"),
                splits(
                        "block comments do not nest",
                        MYSQL,
                        "/* /* ; */ SELECT 1; SELECT 2 /* */ ;",
                        "SELECT 1",
                        "SELECT 2"),
                splits(
                        "block comments nest",
                        POSTGRESQL,
                        "/* /* ; */ ; /**/ */ SELECT 1; /* a /*/ b */ c */ SELECT 2",
                        "SELECT 1",
                        "SELECT 2"),
                splits(
                        "slash star slash does not close itself",
                        SQLITE,
                        "/*/ ; */ SELECT 1; SELECT 2",
                        "SELECT 1",
                        "SELECT 2"),
                splits(
                        "comment marks inside strings are text",
                        SQLITE,
                        "SELECT '--', '/*', \"/*\"; SELECT 2",
                        "SELECT '--', '/*', \"/*\"",
                        "SELECT 2"),
                splits(
                        "a comment begins inside an operator",
                        POSTGRESQL,
                        "SELECT 1 +-- ;\n 2; SELECT 3 */* ; */ 4",
                        "SELECT 1 +-- ;\n 2",
                        "SELECT 3 */* ; */ 4"),
                splits(
                        "dashes without white space are minus minus",
                        MYSQL,
                        "SELECT 5--1; SELECT 2",
                        "SELECT 5--1",
                        "SELECT 2"),
                splits(
                        "dashes without white space are a comment",
                        POSTGRESQL,
                        "SELECT 5--1; SELECT 2\n;SELECT 3",
                        "SELECT 5",
                        "SELECT 3"),
                splits(
                        "dashes before a tab, a line break or the end are a comment",
                        MYSQL,
                        "SELECT 5 --\t;\n--\n;SELECT 2 --",
                        "SELECT 5",
                        "SELECT 2"),
                splits(
                        "a hash begins a comment",
                        MYSQL,
                        "# it's; \nSELECT 1; # ;\nSELECT 2 # ;",
                        "SELECT 1",
                        "SELECT 2"),
                splits(
                        "a hash is an operator",
                        POSTGRESQL,
                        "SELECT 1 # 2; SELECT '{}'::jsonb #> '{a}'; SELECT 3",
                        "SELECT 1 # 2",
                        "SELECT '{}'::jsonb #> '{a}'",
                        "SELECT 3"),
                splits(
                        "an executable comment is a statement",
                        MYSQL,
                        "/*!40101 SET NAMES utf8 */;\nSELECT 1;",
                        "/*!40101 SET NAMES utf8 */",
                        "SELECT 1"),
                splits(
                        "semicolons in an executable comment do not split",
                        MYSQL,
                        "/*!50001 CREATE TABLE a (b int); */;\nSELECT 1;",
                        "/*!50001 CREATE TABLE a (b int); */",
                        "SELECT 1"),
                splits(
                        "an executable comment may hold a body",
                        MYSQL,
                        "/*!50003 CREATE TRIGGER a BEFORE INSERT ON b FOR EACH ROW BEGIN SET @a = 1; SET @b = '*/'; END */;\nSELECT 1;",
                        "/*!50003 CREATE TRIGGER a BEFORE INSERT ON b FOR EACH ROW BEGIN SET @a = 1; SET @b = '*/'; END */",
                        "SELECT 1"),
                splits(
                        "a body may begin in one executable comment and go on in another",
                        MYSQL,
                        "/*!50003 CREATE*/ /*!50020 DEFINER=`a`@`b`*/ /*!50003 TRIGGER t AFTER INSERT ON u FOR EACH ROW BEGIN SET @a = 1; END */;\nSELECT 1;",
                        "/*!50003 CREATE*/ /*!50020 DEFINER=`a`@`b`*/ /*!50003 TRIGGER t AFTER INSERT ON u FOR EACH ROW BEGIN SET @a = 1; END */",
                        "SELECT 1"),
                splits(
                        "comments in executable comments are comments",
                        MYSQL,
                        "/*!50001 SELECT /* ; ' */ 1 -- ' */\n */; SELECT 2",
                        "/*!50001 SELECT /* ; ' */ 1 -- ' */\n */",
                        "SELECT 2"),
                splits(
                        "an executable comment at the end belongs to the statement",
                        MYSQL,
                        "CREATE TABLE a (b int) /*!50100 PARTITION BY KEY (b) */; SELECT 1",
                        "CREATE TABLE a (b int) /*!50100 PARTITION BY KEY (b) */",
                        "SELECT 1"),
                splits(
                        "an empty executable comment is no statement",
                        MYSQL,
                        "/*!50001 */; /*!*/; SELECT 1;",
                        "SELECT 1"),
                splits(
                        "an optimizer hint is a comment inside",
                        MYSQL,
                        "SELECT /*+ NO_ICP(t) ; */ 1; SELECT 2",
                        "SELECT /*+ NO_ICP(t) ; */ 1",
                        "SELECT 2"),
                splits(
                        "MariaDB's executable comments hide their contents",
                        MYSQL,
                        "/*M! it's; */ SELECT 1; /*M!100100 x */",
                        "SELECT 1"),
                splits(
                        "MariaDB's executable comments are statements",
                        MARIADB,
                        "/*M!100100 SET a = ';' */; /*M! SELECT 1; */; SELECT 2",
                        "/*M!100100 SET a = ';' */",
                        "/*M! SELECT 1; */",
                        "SELECT 2"),
                splits(
                        "an executable comment's mark is an ordinary comment",
                        POSTGRESQL,
                        "/*! it's; */ SELECT 1",
                        "SELECT 1"),
                splits(
                        "white space of all kinds is skipped",
                        SQLITE,
                        "\t\f\r\n \u000bSELECT 1 \t\f\r\n;\n\n",
                        "SELECT 1"),
                splits(
                        "mariadb-dump's first line is a comment",
                        MARIADB,
                        "/*M!999999\\- enable the sandbox mode */ \nSELECT 1;",
                        "SELECT 1"),
                splits(
                        "mariadb-dump's first line is a comment",
                        MYSQL,
                        "/*!999999\\- enable the sandbox mode */ \nSELECT 1;",
                        "SELECT 1"),
                splits(
                        "a backslash in an executable comment is no command",
                        MYSQL,
                        "/*!50001 a \\g b; */; SELECT 1;",
                        "/*!50001 a \\g b; */",
                        "SELECT 1"));
    }
}
