package io.migrationledger.sql;

import static io.migrationledger.sql.SplitCase.splits;
import static io.migrationledger.sql.SqlSyntaxes.MARIADB;
import static io.migrationledger.sql.SqlSyntaxes.MYSQL;
import static io.migrationledger.sql.SqlSyntaxes.POSTGRESQL;
import static io.migrationledger.sql.SqlSyntaxes.SQLITE;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Words such as BEGIN and END where they open nothing. */
class TransactionsAndNamesTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void splitsAsTheServerWould(SplitCase row) {
        row.verify();
    }

    static Stream<SplitCase> cases() {
        return Stream.of(
                splits(
                        "a transaction's BEGIN and END are statements",
                        SQLITE,
                        "BEGIN; SELECT 1; END; BEGIN IMMEDIATE TRANSACTION; COMMIT;",
                        "BEGIN",
                        "SELECT 1",
                        "END",
                        "BEGIN IMMEDIATE TRANSACTION",
                        "COMMIT"),
                splits(
                        "a transaction's BEGIN and END are statements",
                        POSTGRESQL,
                        "BEGIN; SELECT 1; END; begin work; END TRANSACTION;",
                        "BEGIN",
                        "SELECT 1",
                        "END",
                        "begin work",
                        "END TRANSACTION"),
                splits(
                        "a transaction's BEGIN is a statement",
                        MYSQL,
                        "BEGIN; SELECT 1; COMMIT; BEGIN WORK; XA BEGIN 'a'; XA END 'a'",
                        "BEGIN",
                        "SELECT 1",
                        "COMMIT",
                        "BEGIN WORK",
                        "XA BEGIN 'a'",
                        "XA END 'a'"),
                splits(
                        "a transaction's BEGIN is a statement",
                        MARIADB,
                        "BEGIN; SELECT 1; COMMIT; BEGIN WORK; SELECT 2",
                        "BEGIN",
                        "SELECT 1",
                        "COMMIT",
                        "BEGIN WORK",
                        "SELECT 2"),
                splits(
                        "BEGIN under a comment is a statement",
                        POSTGRESQL,
                        "/* x */ BEGIN /* y */ ; SELECT 1",
                        "BEGIN",
                        "SELECT 1"),
                splits(
                        "columns named begin and end",
                        MYSQL,
                        "SELECT begin, end FROM t; CREATE TABLE t (begin int, end int); SELECT 1",
                        "SELECT begin, end FROM t",
                        "CREATE TABLE t (begin int, end int)",
                        "SELECT 1"),
                splits(
                        "columns named begin and end",
                        SQLITE,
                        "CREATE TABLE begin (begin, end); SELECT end, begin FROM begin; SELECT 1",
                        "CREATE TABLE begin (begin, end)",
                        "SELECT end, begin FROM begin",
                        "SELECT 1"),
                splits(
                        "columns named begin and atomic",
                        POSTGRESQL,
                        "CREATE VIEW v AS SELECT begin atomic FROM t; SELECT 1 AS \"end\", 2 AS end, t.end FROM t; SELECT 1",
                        "CREATE VIEW v AS SELECT begin atomic FROM t",
                        "SELECT 1 AS \"end\", 2 AS end, t.end FROM t",
                        "SELECT 1"),
                splits(
                        "CASE outside of a body",
                        SQLITE,
                        "SELECT CASE WHEN a THEN b END; UPDATE t SET a = CASE b WHEN 1 THEN 2 ELSE 3 END; SELECT 1",
                        "SELECT CASE WHEN a THEN b END",
                        "UPDATE t SET a = CASE b WHEN 1 THEN 2 ELSE 3 END",
                        "SELECT 1"),
                splits(
                        "quoted words open nothing",
                        MYSQL,
                        "CREATE TABLE `trigger` (`begin` int); CREATE VIEW `procedure` AS SELECT `begin` FROM `trigger`; SELECT 1",
                        "CREATE TABLE `trigger` (`begin` int)",
                        "CREATE VIEW `procedure` AS SELECT `begin` FROM `trigger`",
                        "SELECT 1"),
                splits(
                        "dropping a trigger has no body",
                        SQLITE,
                        "DROP TRIGGER begin; DROP TRIGGER IF EXISTS t; SELECT 1",
                        "DROP TRIGGER begin",
                        "DROP TRIGGER IF EXISTS t",
                        "SELECT 1"),
                splits(
                        "altering a routine has no body",
                        MYSQL,
                        "ALTER PROCEDURE p COMMENT 'begin'; ALTER FUNCTION f SQL SECURITY INVOKER; ALTER EVENT e DISABLE; SELECT 1",
                        "ALTER PROCEDURE p COMMENT 'begin'",
                        "ALTER FUNCTION f SQL SECURITY INVOKER",
                        "ALTER EVENT e DISABLE",
                        "SELECT 1"),
                splits(
                        "a PostgreSQL trigger has no body",
                        POSTGRESQL,
                        "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION begin(); CREATE CONSTRAINT TRIGGER u AFTER INSERT ON a FOR EACH ROW EXECUTE PROCEDURE f(); SELECT 1",
                        "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION begin()",
                        "CREATE CONSTRAINT TRIGGER u AFTER INSERT ON a FOR EACH ROW EXECUTE PROCEDURE f()",
                        "SELECT 1"),
                splits(
                        "IF, LOOP and REPEAT as functions and names",
                        MYSQL,
                        "SELECT IF(a, 1, 2), REPEAT('x', 3) FROM `if`; DROP TABLE IF EXISTS t; SELECT 1",
                        "SELECT IF(a, 1, 2), REPEAT('x', 3) FROM `if`",
                        "DROP TABLE IF EXISTS t",
                        "SELECT 1"),
                splits(
                        "REPLACE and IF at the beginning are statements",
                        MARIADB,
                        "REPLACE INTO t VALUES (1); SET @a = IF(1, 2, 3); SELECT 1",
                        "REPLACE INTO t VALUES (1)",
                        "SET @a = IF(1, 2, 3)",
                        "SELECT 1"),
                splits(
                        "unbalanced closing parentheses",
                        POSTGRESQL,
                        "SELECT 1); SELECT (2)); SELECT 3",
                        "SELECT 1)",
                        "SELECT (2))",
                        "SELECT 3"),
                splits("a missing last semicolon", MYSQL, "SELECT 1;\nSELECT 2\n", "SELECT 1", "SELECT 2"));
    }
}
