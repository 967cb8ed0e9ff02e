package io.migrationledger.sql;

import static io.migrationledger.sql.SplitCase.splits;
import static io.migrationledger.sql.SplitCase.whole;
import static io.migrationledger.sql.SqlSyntaxes.MARIADB;
import static io.migrationledger.sql.SqlSyntaxes.MYSQL;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stored programs of MySQL and MariaDB without DELIMITER. */
class StoredProgramsTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void splitsAsTheServerWould(SplitCase row) {
        row.verify();
    }

    static Stream<SplitCase> cases() {
        return Stream.of(
                whole(
                        "a procedure",
                        MYSQL,
                        "CREATE PROCEDURE p(IN a INT, OUT b VARCHAR(10)) BEGIN SELECT 1; SELECT ';'; END"),
                whole(
                        "a procedure with a definer and characteristics",
                        MYSQL,
                        "CREATE DEFINER=`root`@`localhost` PROCEDURE IF NOT EXISTS db.p() LANGUAGE SQL NOT DETERMINISTIC MODIFIES SQL DATA SQL SECURITY INVOKER COMMENT 'begin;' BEGIN SELECT 1; END"),
                whole(
                        "a definer named like an object",
                        MYSQL,
                        "CREATE DEFINER = function@trigger PROCEDURE p() BEGIN SELECT 1; END"),
                whole(
                        "a definer whose host has full stops",
                        MYSQL,
                        "CREATE DEFINER=app@db.example.com PROCEDURE p() BEGIN SELECT 1; SELECT 2; END"),
                whole(
                        "a definer whose host is an address",
                        MARIADB,
                        "CREATE OR REPLACE DEFINER = app@10.0.0.5 PROCEDURE p() BEGIN SELECT 1; SELECT 2; END"),
                whole(
                        "a definer that is the current user",
                        MYSQL,
                        "CREATE DEFINER = CURRENT_USER() FUNCTION f() RETURNS INT BEGIN RETURN 1; END"),
                whole(
                        "a function",
                        MYSQL,
                        "CREATE FUNCTION f(a INT) RETURNS VARCHAR(10) CHARACTER SET utf8mb4 DETERMINISTIC BEGIN DECLARE x INT DEFAULT 0; RETURN x; END"),
                whole(
                        "a function that returns a set",
                        MYSQL,
                        "CREATE FUNCTION f() RETURNS SET('a;','b') READS SQL DATA BEGIN RETURN 'a'; END"),
                whole(
                        "a function that is one RETURN",
                        MYSQL,
                        "CREATE FUNCTION f(a INT) RETURNS INT DETERMINISTIC RETURN CASE WHEN IF(a, 1, 2) THEN REPEAT('a', 2) END"),
                whole("a loadable function", MYSQL, "CREATE AGGREGATE FUNCTION f RETURNS STRING SONAME 'begin.so'"),
                whole(
                        "a procedure that is one statement",
                        MYSQL,
                        "CREATE PROCEDURE p() SELECT begin, IF(end, 1, 2) FROM t"),
                whole("a procedure that is one DROP", MYSQL, "CREATE PROCEDURE p() DROP TABLE IF EXISTS t"),
                whole(
                        "a procedure that is one IF",
                        MYSQL,
                        "CREATE PROCEDURE p(a INT) IF a THEN SELECT 1; ELSE SELECT 2; END IF"),
                whole(
                        "a trigger",
                        MYSQL,
                        "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET NEW.b = 1; SET NEW.c = 2; END"),
                whole(
                        "a trigger after another",
                        MYSQL,
                        "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW FOLLOWS begin BEGIN SET NEW.b = 1; END"),
                whole(
                        "a trigger that is one IF",
                        MYSQL,
                        "CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW IF NEW.b < 0 THEN SET NEW.b = 0; ELSEIF NEW.b > 9 THEN SET NEW.b = 9; END IF"),
                whole(
                        "a trigger that is one statement",
                        MYSQL,
                        "CREATE TRIGGER IF NOT EXISTS t BEFORE INSERT ON a FOR EACH ROW SET NEW.b = IF(NEW.b, 1, 2)"),
                whole(
                        "an event",
                        MYSQL,
                        "CREATE EVENT e ON SCHEDULE EVERY 1 HOUR STARTS CASE WHEN 1 THEN NOW() END ON COMPLETION NOT PRESERVE COMMENT 'do' DO BEGIN DELETE FROM a; DELETE FROM b; END"),
                whole(
                        "an event that is one statement",
                        MYSQL,
                        "CREATE EVENT e ON SCHEDULE AT CURRENT_TIMESTAMP + INTERVAL 1 DAY DO DELETE FROM a"),
                whole(
                        "an altered event",
                        MYSQL,
                        "ALTER DEFINER = a@b EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN SELECT 1; SELECT 2; END"),
                whole(
                        "nested blocks with labels",
                        MYSQL,
                        "CREATE PROCEDURE p() outer_block: BEGIN inner_block: BEGIN LEAVE outer_block; END inner_block; BEGIN END; END outer_block"),
                whole(
                        "IF, ELSEIF and ELSE",
                        MYSQL,
                        "CREATE PROCEDURE p() BEGIN IF a THEN SELECT 1; ELSEIF b THEN BEGIN SELECT 2; END; ELSE IF c THEN SELECT 3; END IF; END IF; END"),
                whole(
                        "CASE statements",
                        MYSQL,
                        "CREATE PROCEDURE p() BEGIN CASE a WHEN 1 THEN SELECT 1; WHEN 2 THEN BEGIN END; ELSE BEGIN SELECT 2; END; END CASE; CASE WHEN a THEN SELECT 1; END CASE; END"),
                whole(
                        "CASE expressions in statements and conditions",
                        MYSQL,
                        "CREATE PROCEDURE p() BEGIN SET a = CASE b WHEN 1 THEN CASE 2 WHEN 3 THEN 4 END ELSE IF(1, 2, 3) END; IF CASE WHEN a THEN IF(b, 1, 2) ELSE 0 END THEN SELECT CASE WHEN a THEN end ELSE begin END; END IF; RETURN CASE a WHEN 1 THEN 2 END; END"),
                whole(
                        "a CASE expression in THEN",
                        MYSQL,
                        "CREATE PROCEDURE p() BEGIN IF a THEN SET b = CASE WHEN c THEN IF(d, 1, 2) END; ELSE SELECT 1; END IF; END"),
                whole(
                        "loops",
                        MYSQL,
                        "CREATE PROCEDURE p() BEGIN a: LOOP ITERATE a; LEAVE a; END LOOP a; WHILE b DO SET b = b - 1; END WHILE; c: REPEAT SET d = 1; UNTIL d > 0 END REPEAT c; END"),
                whole(
                        "a loop that ends on a CASE",
                        MYSQL,
                        "CREATE PROCEDURE p() BEGIN REPEAT SET d = REPEAT('a', 2); UNTIL CASE WHEN d THEN 1 END END REPEAT; REPEAT BEGIN END; UNTIL end END REPEAT; SELECT 1; END"),
                whole(
                        "blocks directly in loops",
                        MYSQL,
                        "CREATE PROCEDURE p() WHILE a DO BEGIN SELECT 1; END; IF b THEN SELECT 2; END IF; END WHILE"),
                whole(
                        "handlers",
                        MYSQL,
                        "CREATE PROCEDURE p() BEGIN DECLARE x, y INT; DECLARE c CURSOR FOR SELECT begin FROM t; DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END; DECLARE CONTINUE HANDLER FOR NOT FOUND, SQLSTATE VALUE '23000', 1051, SQLWARNING, my_condition SET x = 1; DECLARE UNDO HANDLER FOR SQLSTATE '42S02' IF a THEN SELECT 1; END IF; SELECT 2; END"),
                whole(
                        "columns and variables named begin and end",
                        MYSQL,
                        "CREATE PROCEDURE p() BEGIN SELECT begin, end FROM t; SELECT a end FROM t; SET @end = @begin; SET end = 1; UPDATE t SET t.end = 1, t.begin = 2; SELECT 1; END"),
                whole(
                        "IF and REPEAT as functions, IF EXISTS",
                        MYSQL,
                        "CREATE PROCEDURE p() BEGIN SELECT IF(a, 1, 2), REPEAT('a', 2); DROP TABLE IF EXISTS t; CREATE TABLE IF NOT EXISTS t (a INT); INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = 2; DO SLEEP(1); END"),
                whole(
                        "comments and executable comments in the body",
                        MYSQL,
                        "CREATE PROCEDURE p() BEGIN -- END;\n /* END; */ # END;\n SELECT 1 /*!50000 + 1 */; END"),
                splits(
                        "a procedure after a procedure",
                        MYSQL,
                        "CREATE PROCEDURE p() BEGIN END;\nCREATE PROCEDURE q() BEGIN IF a THEN SELECT 1; END IF; END;\nSELECT 1",
                        "CREATE PROCEDURE p() BEGIN END",
                        "CREATE PROCEDURE q() BEGIN IF a THEN SELECT 1; END IF; END",
                        "SELECT 1"),
                whole(
                        "a procedure",
                        MARIADB,
                        "CREATE OR REPLACE PROCEDURE p() BEGIN FOR i IN 1..10 DO SELECT i; END FOR; FOR r IN (SELECT a FROM t) DO BEGIN SELECT 1; END; END FOR; END"),
                whole(
                        "a block outside of a program",
                        MARIADB,
                        "BEGIN NOT ATOMIC DECLARE x INT; SELECT 1; BEGIN NOT ATOMIC SELECT 2; END; END"),
                whole(
                        "an IF outside of a program",
                        MARIADB,
                        "IF 1 > 0 THEN BEGIN NOT ATOMIC SELECT 1; END; ELSE SELECT 2; END IF"),
                whole("a loop outside of a program", MARIADB, "WHILE a DO SELECT 1; SELECT 2; END WHILE"),
                whole("a labelled loop outside of a program", MARIADB, "again: LOOP SELECT 1; LEAVE again; END LOOP"),
                whole("a labelled block", MARIADB, "again: BEGIN NOT ATOMIC SELECT 1; LEAVE again; END again"),
                whole(
                        "a column named end in a CASE expression in an IF",
                        MYSQL,
                        "CREATE PROCEDURE p() BEGIN IF a THEN SET b = CASE WHEN c THEN end WHEN d THEN IF(e, 1, 2) END;"
                                + " END IF; END"));
    }
}
