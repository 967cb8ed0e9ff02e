package io.migrationledger.sql;

import static io.migrationledger.sql.Scripts.split;
import static io.migrationledger.sql.Scripts.texts;
import static io.migrationledger.sql.SqlSyntaxes.MYSQL;
import static io.migrationledger.sql.SqlSyntaxes.POSTGRESQL;
import static io.migrationledger.sql.SqlSyntaxes.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What other tools' splitters got wrong, by the number of the report. */
class PeerBugsTest {

    @Test
    void parameterInsideBeginAtomicIsNoDollarQuote_flyway3808() {
        String function = "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT $1; SELECT $1 + 1; END";
        assertThat(texts(function + ";\nSELECT $1;", POSTGRESQL)).containsExactly(function, "SELECT $1");
    }

    @Test
    void beginAtomicIsOneStatement_liquibase2186() {
        String procedure = """
                CREATE OR REPLACE PROCEDURE p(a int)
                BEGIN ATOMIC
                  INSERT INTO t VALUES (a);
                  INSERT INTO t SELECT CASE WHEN a > 1 THEN 2 ELSE 3 END;
                END""";
        assertThat(texts(procedure + ";\nSELECT 1", POSTGRESQL)).containsExactly(procedure, "SELECT 1");
    }

    @Test
    void escapeStringInEitherCase() {
        assertThat(texts("SELECT E'it\\'s; '; SELECT e'\\';'; SELECT 'a\\'; SELECT 2", POSTGRESQL))
                .containsExactly("SELECT E'it\\'s; '", "SELECT e'\\';'", "SELECT 'a\\'", "SELECT 2");
    }

    @Test
    void hexStringIsAString() {
        assertThat(texts("SELECT x'3B'; SELECT X'3b;'; SELECT 3", SQLITE))
                .containsExactly("SELECT x'3B'", "SELECT X'3b;'", "SELECT 3");
    }

    @Test
    void nestedDollarQuotes_flyway1238_2411() {
        String function = "CREATE FUNCTION f() RETURNS void AS $body$ BEGIN EXECUTE $$ SELECT 1; $$; "
                + "EXECUTE $a$ x $b$ ; $a$; END; $body$ LANGUAGE plpgsql";
        assertThat(texts(function + "; SELECT 1;", POSTGRESQL)).containsExactly(function, "SELECT 1");
    }

    @Test
    void strayEndDoesNotBreakWhatFollows_flyway2762() {
        assertThat(texts("END; SELECT 1; END; END; SELECT 2;", SQLITE))
                .containsExactly("END", "SELECT 1", "END", "END", "SELECT 2");
        assertThat(texts("SELECT 1 AS end; END; CREATE PROCEDURE p() BEGIN END; SELECT 2;", MYSQL))
                .containsExactly("SELECT 1 AS end", "END", "CREATE PROCEDURE p() BEGIN END", "SELECT 2");
    }

    @Test
    void delimiterIsAnyWord_flyway2726() {
        assertThat(texts("""
                        delimiter //
                        CREATE PROCEDURE p() BEGIN SELECT 1; END//
                        Delimiter ;;
                        CREATE PROCEDURE q() BEGIN SELECT ';;' ; END;;
                        DELIMITER $$
                        CREATE PROCEDURE r() BEGIN SELECT 1; END$$
                        DELIMITER ;
                        SELECT 1;
                        """, MYSQL))
                .containsExactly(
                        "CREATE PROCEDURE p() BEGIN SELECT 1; END",
                        "CREATE PROCEDURE q() BEGIN SELECT ';;' ; END",
                        "CREATE PROCEDURE r() BEGIN SELECT 1; END",
                        "SELECT 1");
    }

    @Test
    void delimiterWithoutArgumentIsAnErrorAndNoEndlessLoop_flyway3444() {
        assertThatThrownBy(() -> split("SELECT 1;\nDELIMITER\nSELECT 2;", MYSQL))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessageStartingWith("V1__test.sql:2:1: DELIMITER has to be followed");
    }

    @Test
    void commentsHideNothingFromTheTokens_flyway2029() {
        assertThat(SqlTokens.first("CREATE /* x */ UNIQUE -- y\n INDEX/**/CONCURRENTLY i ON t (a)", POSTGRESQL, 4))
                .extracting(SqlToken::text)
                .containsExactly("CREATE", "UNIQUE", "INDEX", "CONCURRENTLY");
    }

    @Test
    void copyWithoutItsEndMarkerIsAnErrorThatNamesTheCopy() {
        assertThatThrownBy(() -> split("SELECT 1;\n\n  COPY t (a) FROM stdin;\n1\n2\n", POSTGRESQL))
                .isInstanceOfSatisfying(
                        SqlSyntaxException.class, e -> assertThat(e.line()).isEqualTo(3))
                .hasMessageContaining("V1__test.sql:3:3: COPY");
    }
}
