package io.migrationledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.sql.SqlSyntax.Bodies;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts for MariaDB's sql_mode=ORACLE: each is one statement, and another one follows it. */
class OracleModeTest {
    private static final SqlSyntax ORACLE = SqlSyntaxes.MARIADB
            .withAnsiQuotes(true)
            .withBodies(Bodies.ORACLE_PROGRAM, "PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN NULL; END",
                "BEGIN INSERT INTO t VALUES (1); BEGIN UPDATE t SET a = 1; END; END",
                "DECLARE x INT := 3; y INT; BEGIN x := x + 1; INSERT INTO t VALUES (x); END",
                "<<outer>> BEGIN NULL; END",
                "<<outer>> DECLARE x INT; BEGIN <<l>> LOOP EXIT l WHEN x > 3; x := x + 1; END LOOP l; END",
                "CREATE OR REPLACE PROCEDURE p1 (a IN INT) AS x INT := 3; BEGIN x := x + a; INSERT INTO t1 VALUES (x); END",
                "CREATE PROCEDURE p IS BEGIN NULL; END p",
                "CREATE FUNCTION f(a INT DEFAULT 1) RETURN INT DETERMINISTIC AS BEGIN RETURN CASE WHEN a IS NULL THEN CASE a"
                        + " WHEN 1 THEN 1 ELSE NULL END ELSE a END; END",
                "CREATE PROCEDURE p AS BEGIN IF a = 1 THEN NULL; ELSIF a = 2 THEN NULL; ELSE IF b IS NULL THEN NULL; END IF;"
                        + " END IF; END",
                "CREATE PROCEDURE p AS CURSOR c IS SELECT a AS b FROM t; TYPE r IS RECORD (a INT); BEGIN FOR i IN 1 .. 3 LOOP"
                        + " WHILE a < 2 LOOP a := a + 1; END LOOP; END LOOP; CASE a WHEN 1 THEN NULL; ELSE NULL; END CASE;"
                        + " EXCEPTION WHEN NO_DATA_FOUND THEN NULL; END",
                "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW DECLARE x INT; BEGIN x := 1; :NEW.a := x; END",
                "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW BEGIN :NEW.a := 1; END",
                "CREATE OR REPLACE PACKAGE k AS PROCEDURE p(a INT); FUNCTION f RETURN INT; x INT; END",
                "CREATE PACKAGE BODY k AS y INT := 1; PROCEDURE p(a INT) AS BEGIN NULL; END p; FUNCTION f RETURN INT IS"
                        + " BEGIN RETURN 1; END; BEGIN y := 2; END",
                "CREATE PACKAGE BODY k IS FUNCTION f RETURN INT IS BEGIN RETURN 1; END; END k",
                "SELECT a AS begin, b AS \"end;\" FROM t WHERE c IS NULL",
                "DROP PROCEDURE p",
                "CREATE TABLE t AS SELECT 1 AS a"
            })
    void endsWhereItsBodyEnds(String statement) {
        List<String> found = new ArrayList<>();
        SqlSplitter splitter =
                new SqlSplitter(new StringReader(statement + "; DROP TABLE other; " + statement), ORACLE, "test", 1);
        splitter.forEachRemaining(each -> found.add(each.text()));
        assertThat(found).containsExactly(statement, "DROP TABLE other", statement);
    }
}
