package io.migrationledger.sql;

import java.util.ArrayList;
import java.util.List;

/** Valid statements of each dialect, with everything in them that could mislead a splitter. */
final class ScriptPool {
    private ScriptPool() {}

    private static final List<String> SQLITE = List.of(
            "SELECT 1",
            "select 'it''s; -- no comment', \"a;\"\"b\", [c;'], `d``;`",
            "BEGIN",
            "BEGIN IMMEDIATE",
            "END",
            "COMMIT",
            "INSERT INTO t VALUES (x'3B', ';', 1.5e-3)",
            "CREATE TABLE begin (begin, end, \"case\")",
            "SELECT end, begin FROM begin",
            "SELECT CASE WHEN a THEN ';' ELSE 2 END AS \"end\" FROM t",
            "SELECT 1 -- a; 'b\n , /* c; \" */ 2",
            "DROP TRIGGER IF EXISTS t",
            "PRAGMA foreign_keys = ON",
            "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END",
            "CREATE TEMP TRIGGER IF NOT EXISTS main.t UPDATE OF begin, end ON begin FOR EACH ROW\r\n WHEN new.a > CASE 1"
                    + " WHEN 2 THEN 3 END BEGIN\n UPDATE t SET a = CASE WHEN 1 THEN 2 END; -- END;\n DELETE FROM b; END",
            "CREATE VIEW v AS SELECT $a, :b, @c, ?1, a$b$ FROM t",
            "INSERT INTO t VALUES ('line one\nline; two\r\nline three')",
            "WITH a AS (SELECT 1) SELECT * FROM a");

    private static final List<String> POSTGRESQL = List.of(
            "SELECT 1",
            "SELECT E'it\\'s;', e'\\\\', '\\', U&'\\', N'a;', B'1', x'1F'",
            "SELECT E'a'\n  '\\';'",
            "SELECT $1, $2::int",
            "SELECT a$b$c, d$ FROM e$$",
            "DO $$ BEGIN PERFORM 1; END $$",
            "CREATE FUNCTION f() RETURNS int AS $body$ BEGIN EXECUTE $a$;$b$;'$a$; RETURN 1; END; $body$ LANGUAGE plpgsql",
            "CREATE FUNCTION f(int) RETURNS int BEGIN ATOMIC SELECT $1; SELECT CASE WHEN true THEN 1 END AS end; END",
            "CREATE OR REPLACE PROCEDURE begin() LANGUAGE sql\nBEGIN ATOMIC\n  INSERT INTO t VALUES (';');\nEND",
            "CREATE RULE r AS ON INSERT TO a DO ALSO (INSERT INTO b VALUES (1); DELETE FROM c)",
            "BEGIN",
            "BEGIN WORK",
            "END",
            "COMMIT",
            "CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT 1",
            "SELECT 1 /* a; /* b; */ ' */ + -- c; \"\n 2",
            "SELECT '{\"a\": 1}'::jsonb ? 'a', a #>> '{b}', c[1:2]",
            "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()",
            "CREATE VIEW v AS SELECT begin atomic FROM t",
            "COPY (SELECT * FROM stdin) TO STDOUT",
            "COPY t FROM '/tmp/x' WITH (DELIMITER ';')",
            "CREATE INDEX CONCURRENTLY \"i;\" ON \"t\"\"\" (a)",
            "INSERT INTO größe VALUES ('😀;')");

    private static final List<String> MYSQL = List.of(
            "SELECT 1",
            "SELECT 'it\\'s;', \"b\\\";\", 'c''', `d``;`, N'e\\'', _utf8mb4'f;'",
            "SELECT 5--1, a$b$c, @x, @@y",
            "SELECT begin, end FROM t",
            "BEGIN",
            "COMMIT",
            "REPLACE INTO t VALUES (1, ';', \"--\")",
            "SELECT 1 # a; '\n + 2 -- b; \"\n + /* c; ` */ 3",
            "/*!40101 SET NAMES utf8 */",
            "/*!50001 CREATE TABLE a (b int); */",
            "/*!50003 CREATE*/ /*!50020 DEFINER=`a`@`b`*/ /*!50003 TRIGGER t BEFORE INSERT ON u FOR EACH ROW BEGIN"
                    + " SET @a = 1; END */",
            "CREATE TABLE t (\n  delimiter INT,\n  source INT\n) /*!50100 PARTITION BY KEY (a) */",
            "SELECT IF(a, 1, 2), REPEAT('x;', 3), CASE a WHEN 1 THEN 2 END",
            "DROP TABLE IF EXISTS t",
            "CREATE PROCEDURE p(IN a INT) BEGIN SELECT 1; END",
            "CREATE PROCEDURE p() SELECT CASE a WHEN 1 THEN IF(b, 1, 2) END",
            "CREATE DEFINER=root@localhost FUNCTION f() RETURNS INT DETERMINISTIC RETURN 1",
            "CREATE FUNCTION f() RETURNS VARCHAR(9) CHARACTER SET utf8mb4 BEGIN IF a THEN RETURN 'x;'; ELSEIF b THEN"
                    + " BEGIN END; ELSE CASE c WHEN 1 THEN RETURN 2; ELSE BEGIN END; END CASE; END IF; END",
            "CREATE PROCEDURE p()\r\nl: BEGIN\r\n  DECLARE EXIT HANDLER FOR NOT FOUND, SQLSTATE '23000' BEGIN ROLLBACK; END;\r\n"
                    + "  m: LOOP LEAVE m; END LOOP m; WHILE a DO SET a = 1; END WHILE;\r\n"
                    + "  REPEAT SET b = CASE WHEN c THEN 1 END; UNTIL b > 1 END REPEAT; -- END;\r\nEND l",
            "CREATE TRIGGER t AFTER DELETE ON a FOR EACH ROW IF OLD.b THEN SET @c = 1; END IF",
            "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM a; DELETE FROM b; END",
            "CREATE FUNCTION j() RETURNS INT LANGUAGE JAVASCRIPT AS $$ return 1; $$",
            "USE db");

    private static final List<String> MARIADB_ONLY = List.of(
            "/*M!100100 SET a = ';' */",
            "BEGIN NOT ATOMIC SELECT 1; IF a THEN SELECT 2; END IF; END",
            "IF 1 THEN SELECT 1; ELSE SELECT 2; END IF",
            "FOR i IN 1..3 DO SELECT i; END FOR",
            "again: WHILE a DO SELECT 1; END WHILE again",
            "SELECT \\N, 1");

    static List<String> of(SqlSyntax syntax) {
        return switch (syntax.name()) {
            case "SQLite" -> SQLITE;
            case "PostgreSQL" -> POSTGRESQL;
            case "MySQL" -> MYSQL;
            default -> {
                List<String> mariadb = new ArrayList<>(MYSQL);
                mariadb.removeIf(statement -> statement.contains("$$"));
                mariadb.addAll(MARIADB_ONLY);
                yield mariadb;
            }
        };
    }
}
