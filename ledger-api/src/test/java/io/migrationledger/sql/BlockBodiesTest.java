package io.migrationledger.sql;

import static io.migrationledger.sql.SplitCase.splits;
import static io.migrationledger.sql.SplitCase.whole;
import static io.migrationledger.sql.SqlSyntaxes.POSTGRESQL;
import static io.migrationledger.sql.SqlSyntaxes.SQLITE;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** SQLite triggers; PostgreSQL's BEGIN ATOMIC, rules and schemas. */
class BlockBodiesTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void splitsAsTheServerWould(SplitCase row) {
        row.verify();
    }

    static Stream<SplitCase> cases() {
        return Stream.of(
                whole(
                        "a trigger",
                        SQLITE,
                        "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; INSERT INTO b VALUES (';'); END"),
                whole(
                        "a temporary trigger with everything",
                        SQLITE,
                        "create temp trigger if not exists main.t instead of update of a, b on c for each row when new.a > 1 begin delete from d; end"),
                whole(
                        "CASE in a trigger's condition and body",
                        SQLITE,
                        "CREATE TRIGGER t AFTER INSERT ON a WHEN CASE new.x WHEN 1 THEN 2 ELSE 3 END BEGIN UPDATE b SET c = CASE WHEN 1 THEN 2 END; SELECT CASE WHEN 1 THEN CASE 2 WHEN 3 THEN 4 END END; END"),
                whole(
                        "comments around END",
                        SQLITE,
                        "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1 /* END; */; -- END;\n /* x; */ END"),
                whole(
                        "columns and tables named begin and end",
                        SQLITE,
                        "CREATE TRIGGER begin AFTER UPDATE OF begin, end ON begin WHEN new.begin > begin BEGIN SELECT end, begin FROM begin; SELECT 1 AS end; SELECT 2 end; END"),
                whole(
                        "a trigger named in a schema",
                        SQLITE,
                        "CREATE TRIGGER main.begin DELETE ON end BEGIN SELECT 1; END"),
                whole(
                        "names that are keywords elsewhere",
                        SQLITE,
                        "CREATE TRIGGER of AFTER UPDATE OF of, like ON main.match WHEN new.trigger IS NOT new.regexp OR new.x NOT LIKE new.follows BEGIN SELECT 1; END"),
                whole(
                        "operators before a column named begin",
                        SQLITE,
                        "CREATE TRIGGER trigger AFTER INSERT ON a WHEN 'x' NOT LIKE begin AND 'x' MATCH begin BEGIN SELECT 1; END"),
                whole(
                        "a trigger whose RAISE has parentheses",
                        SQLITE,
                        "CREATE TRIGGER t BEFORE DELETE ON a WHEN (SELECT count(*) FROM b) > 0 BEGIN SELECT RAISE(ABORT, 'no; END'); END"),
                whole(
                        "a trigger after EXPLAIN",
                        SQLITE,
                        "EXPLAIN CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END"),
                splits(
                        "triggers one after the other",
                        SQLITE,
                        "CREATE TRIGGER a DELETE ON x BEGIN SELECT 1; END; CREATE TRIGGER b DELETE ON x BEGIN SELECT 1; END;SELECT 1",
                        "CREATE TRIGGER a DELETE ON x BEGIN SELECT 1; END",
                        "CREATE TRIGGER b DELETE ON x BEGIN SELECT 1; END",
                        "SELECT 1"),
                whole(
                        "an atomic function",
                        POSTGRESQL,
                        "CREATE FUNCTION f(a int, OUT b int) LANGUAGE sql BEGIN ATOMIC SELECT $1; SELECT a; END"),
                whole(
                        "an atomic function with comments between its words",
                        POSTGRESQL,
                        "CREATE /* x; */ OR REPLACE -- y;\n FUNCTION f() RETURNS int BEGIN /* ; */ ATOMIC SELECT 1; END"),
                whole("an empty atomic procedure", POSTGRESQL, "create procedure begin(atomic int) begin atomic end"),
                whole(
                        "CASE, aliases and columns named end in an atomic body",
                        POSTGRESQL,
                        "CREATE PROCEDURE p() BEGIN ATOMIC INSERT INTO t SELECT CASE WHEN a THEN b END, 1 AS end, t.end; SELECT 2; END"),
                splits(
                        "a function without a body",
                        POSTGRESQL,
                        "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql RETURN $1 + 1; CREATE FUNCTION begin() RETURNS int AS 'a;', 'b' LANGUAGE c; SELECT 1",
                        "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql RETURN $1 + 1",
                        "CREATE FUNCTION begin() RETURNS int AS 'a;', 'b' LANGUAGE c",
                        "SELECT 1"),
                whole(
                        "a rule with several statements",
                        POSTGRESQL,
                        "CREATE RULE r AS ON INSERT TO a DO ALSO (INSERT INTO b VALUES (';)'); DELETE FROM c; )"),
                whole(
                        "a schema with its objects",
                        POSTGRESQL,
                        "CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT a FROM t GRANT SELECT ON v TO x"),
                whole(
                        "a schema with an atomic function",
                        POSTGRESQL,
                        "CREATE SCHEMA s CREATE TABLE t (a int) CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END CREATE VIEW v AS SELECT 1"),
                whole("a semicolon in parentheses", POSTGRESQL, "SELECT (1; 2)"));
    }
}
