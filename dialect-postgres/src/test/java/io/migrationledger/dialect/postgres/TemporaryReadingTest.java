package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A temporary object that a run would not have which goes on behind a crash. */
class TemporaryReadingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMPORARY TABLE x (t text);\nVACUUM a;\nINSERT INTO x VALUES ('a');",
                "CREATE TEMP TABLE IF NOT EXISTS X AS SELECT 1;\nVACUUM a;\nINSERT INTO a SELECT * FROM \"x\";",
                "CREATE LOCAL TEMP VIEW x AS SELECT 1;\nCREATE INDEX CONCURRENTLY i ON a (b);\nSELECT * FROM x;",
                "CREATE TABLE pg_temp.x (t text);\nVACUUM a;\nSELECT * FROM pg_temp.x;",
                "SELECT 1 INTO TEMP TABLE x;\nALTER TYPE mood ADD VALUE 'glad';\nDROP TABLE x;",
                "WITH one AS (SELECT 1) SELECT * INTO TEMP x FROM one;\nVACUUM a;\nTABLE x;",
                "CREATE TEMP TABLE x (t text);\nVACUUM a;\nCREATE TEMP TABLE y AS SELECT * FROM x;",
                "CREATE TEMP TABLE x (t text);\n\nVACUUM x;",
                "CREATE FUNCTION pg_temp.x() RETURNS int LANGUAGE sql AS 'SELECT 1';\nVACUUM a;\nSELECT pg_temp.x();",
                "CREATE TYPE pg_temp.x AS (a int);\nVACUUM a;\nALTER TABLE a ADD b pg_temp.x;",
                "SELECT 1 a, 2 b, 3 c, 4 d, 5 e, 6 f, 7 g, 8 h, 9 i, 10 j, 11 k, 12 l, 13 m, 14 n, 15 o, 16 p, 17 q, 18 r,"
                        + " 19 s, 20 t, 21 u, 22 v INTO TEMP x;\nVACUUM a;\nTABLE x;"
            })
    void isRefusedWhereItIsNeededBehindAStatementThatCommitsByItself(String script) throws Exception {
        assertThat(RefusedReasons.of(false, script))
                .singleElement()
                .asString()
                .startsWith("3: It needs the temporary object of line 1, and line ")
                .contains("commits by itself.", "Use an ordinary table");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE x (t text); INSERT INTO x VALUES ('a'); DROP TABLE x; VACUUM a; SELECT x FROM a;",
                "CREATE TEMP TABLE x (t text); INSERT INTO x VALUES ('a'); VACUUM a; SELECT 'x' FROM a; -- x",
                "CREATE TEMP TABLE x (t text); VACUUM a; DROP TABLE IF EXISTS x; SELECT x FROM a;",
                "CREATE TEMP TABLE x (t text); VACUUM a; SELECT a.x FROM a;",
                "CREATE TEMP TABLE x (t text); VACUUM a; DISCARD TEMP; SELECT x FROM a;",
                "CREATE TEMP TABLE x (t text) ON COMMIT DROP; VACUUM a; SELECT x FROM a;",
                "CREATE TEMP TABLE x (a int, b int, c int, d int, e int, f int, g int, h int, i int, j int, k int, l int,"
                        + " m int, n int, o int, p int, q int, r int, s int, t int) ON COMMIT DROP; VACUUM a; SELECT x FROM a;",
                "CREATE FUNCTION pg_temp.x() RETURNS int LANGUAGE sql AS 'SELECT 1'; VACUUM a;"
                        + " DROP FUNCTION IF EXISTS pg_temp.x(); SELECT x FROM a;",
                "VACUUM a; CREATE TEMP TABLE x (t text); INSERT INTO x VALUES ('a');",
                "CREATE TEMP TABLE x (t text); INSERT INTO x VALUES ('a'); SELECT * FROM x;",
                "CREATE TABLE x (t text); VACUUM x; SELECT * FROM x;"
            })
    void isNotWhereNothingNeedsIt(String script) throws Exception {
        assertThat(RefusedReasons.of(false, script)).isEmpty();
    }

    @Test
    void withTransactionNoneEachStatementIsSuchAPlace() throws Exception {
        assertThat(RefusedReasons.of(true, "CREATE TEMP TABLE x (t text);\nINSERT INTO x VALUES ('a');\nSELECT 1;"))
                .singleElement()
                .asString()
                .startsWith(
                        "2: It needs the temporary object of line 1, and with transaction=none each statement commits by");
    }
}
