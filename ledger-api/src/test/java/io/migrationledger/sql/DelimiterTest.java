package io.migrationledger.sql;

import static io.migrationledger.sql.SplitCase.splits;
import static io.migrationledger.sql.SqlSyntaxes.MARIADB;
import static io.migrationledger.sql.SqlSyntaxes.MYSQL;
import static io.migrationledger.sql.SqlSyntaxes.SQLITE;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The DELIMITER command. */
class DelimiterTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void splitsAsTheServerWould(SplitCase row) {
        row.verify();
    }

    static Stream<SplitCase> cases() {
        return Stream.of(
                splits(
                        "the delimiter ends the statement, bodies or not",
                        MYSQL,
                        "DELIMITER //\nBEGIN; SELECT 1; //\nSELECT 2//\n",
                        "BEGIN; SELECT 1;",
                        "SELECT 2"),
                splits(
                        "the delimiter in strings, identifiers and comments is text",
                        MYSQL,
                        "DELIMITER //\nSELECT '//', `//`, \"//\" /* // */ -- //\n + 1//",
                        "SELECT '//', `//`, \"//\" /* // */ -- //\n + 1"),
                splits(
                        "a delimiter ends a word",
                        MYSQL,
                        "DELIMITER $$\nSELECT 1 AS a$$\nSELECT end$$\nDELIMITER ;\nSELECT a$$;",
                        "SELECT 1 AS a",
                        "SELECT end",
                        "SELECT a$$"),
                splits(
                        "a delimiter ends a number and a string",
                        MYSQL,
                        "DELIMITER $$\nSELECT 1$$SELECT 'a'$$SELECT `b`$$\n",
                        "SELECT 1",
                        "SELECT 'a'",
                        "SELECT `b`"),
                splits(
                        "a doubled semicolon",
                        MYSQL,
                        "DELIMITER ;;\nSELECT 1; SELECT 2;;\nDELIMITER ;\nSELECT 3;;",
                        "SELECT 1; SELECT 2",
                        "SELECT 3"),
                splits(
                        "a doubled semicolon after an executable comment",
                        MYSQL,
                        "DELIMITER ;;\n/*!50003 CREATE*/ /*!50003 TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET @a=1; END */;;\nDELIMITER ;\nSELECT 1;",
                        "/*!50003 CREATE*/ /*!50003 TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET @a=1; END */",
                        "SELECT 1"),
                splits(
                        "a bar, a hash, an at sign and an ampersand",
                        MYSQL,
                        "DELIMITER |\nSELECT 1|\nDELIMITER #\nSELECT 2; #\nDELIMITER @@\nSELECT @a@@\nDELIMITER &&\nSELECT 4&&",
                        "SELECT 1",
                        "SELECT 2;",
                        "SELECT @a",
                        "SELECT 4"),
                splits(
                        "a slash, which begins no comment",
                        MYSQL,
                        "DELIMITER /\nSELECT 1 /* a; */ ; /\nSELECT 2 /\n",
                        "SELECT 1 /* a; */ ;",
                        "SELECT 2"),
                splits(
                        "a word",
                        MYSQL,
                        "DELIMITER go\nSELECT category, good, ago; go\nSELECT 2 go\n",
                        "SELECT category, good, ago;",
                        "SELECT 2"),
                splits(
                        "in quotes",
                        MYSQL,
                        "DELIMITER '//'\nSELECT 1; //\nDELIMITER \";\"\nSELECT 2; SELECT 3;",
                        "SELECT 1;",
                        "SELECT 2",
                        "SELECT 3"),
                splits("only the first word counts", MYSQL, "DELIMITER // ; -- x\nSELECT 1; //\n", "SELECT 1;"),
                splits(
                        "indented, with tabs, in any case",
                        MYSQL,
                        "  dElImItEr\t//  \nSELECT 1; //\n\tdelimiter ;\nSELECT 2;",
                        "SELECT 1;",
                        "SELECT 2"),
                splits(
                        "CRLF ends the command",
                        MYSQL,
                        "DELIMITER //\r\nSELECT 1; //\r\nDELIMITER ;\r\nSELECT 2;\r\n",
                        "SELECT 1;",
                        "SELECT 2"),
                splits("at the end of the script", MYSQL, "SELECT 1;\nDELIMITER //", "SELECT 1"),
                splits(
                        "a script may end with another delimiter",
                        MYSQL,
                        "DELIMITER //\nSELECT 1//\n-- bye\n",
                        "SELECT 1"),
                splits(
                        "as a name it is no command",
                        MYSQL,
                        "CREATE TABLE t (\ndelimiter INT,\nb INT); SELECT\ndelimiter FROM t; SELECT 3",
                        "CREATE TABLE t (\ndelimiter INT,\nb INT)",
                        "SELECT\ndelimiter FROM t",
                        "SELECT 3"),
                splits(
                        "in a comment it is no command",
                        MYSQL,
                        "/*\nDELIMITER //\n*/ SELECT 1; SELECT 2;",
                        "SELECT 1",
                        "SELECT 2"),
                splits("empty statements are skipped", MYSQL, "DELIMITER //\n//\n// SELECT 1// //", "SELECT 1"),
                splits(
                        "the same in MariaDB",
                        MARIADB,
                        "DELIMITER $$\nIF a THEN SELECT 1; END IF$$\nDELIMITER ;\nSELECT 1;",
                        "IF a THEN SELECT 1; END IF",
                        "SELECT 1"),
                splits("SQLite has no such command", SQLITE, "DELIMITER //; SELECT 1", "DELIMITER //", "SELECT 1"));
    }
}
