package io.migrationledger.sql;

import static io.migrationledger.sql.Scripts.split;
import static io.migrationledger.sql.Scripts.texts;
import static io.migrationledger.sql.SqlSyntaxes.MYSQL;
import static io.migrationledger.sql.SqlSyntaxes.POSTGRESQL;
import static io.migrationledger.sql.SqlSyntaxes.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, lines and columns; line ends of all kinds. */
class PositionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesAndColumnsAreThoseOfTheFirstToken(String end) {
        String script = "-- a" + end + "SELECT 1; SELECT" + end + "2;" + end + end + "\t/* x" + end + " */ SELECT '"
                + end + "';SELECT 4";
        assertThat(split(script, POSTGRESQL))
                .extracting(SqlStatement::number, SqlStatement::line, SqlStatement::column)
                .containsExactly(tuple(1, 2, 1), tuple(2, 2, 11), tuple(3, 6, 5), tuple(4, 7, 3));
    }

    @Test
    void mixedLineEndsCountOnceEach() {
        assertThat(split("\n\r\n\r\r\n\n SELECT 1;", SQLITE).get(0).line()).isEqualTo(6);
    }

    @Test
    void columnsCountCodeUnitsAndTabsAreOne() {
        assertThat(split("/*😀*/\tSELECT 1", SQLITE).get(0).column()).isEqualTo(8);
    }

    @Test
    void aByteOrderMarkIsSkippedAndHasNoColumn() {
        assertThat(split("\uFEFFSELECT 1;\nSELECT 2;", SQLITE))
                .extracting(SqlStatement::text, SqlStatement::line, SqlStatement::column)
                .containsExactly(tuple("SELECT 1", 1, 1), tuple("SELECT 2", 2, 1));
        assertThat(texts("\uFEFF", SQLITE)).isEmpty();
        assertThat(split("\uFEFFDELIMITER //\nSELECT 1//", MYSQL)).hasSize(1);
    }

    @Test
    void aScriptMayBeginAtALaterLine() {
        SqlStatement statement = new SqlSplitter(new StringReader("\nSELECT 1"), SQLITE, "x.sql", 10).next();
        assertThat(statement.line()).isEqualTo(11);
    }

    @Test
    void anExecutableCommentIsTheFirstToken() {
        assertThat(split("/* a */ /*!50001 */ /*!50003 CREATE TABLE t (a int) */;", MYSQL))
                .extracting(SqlStatement::text, SqlStatement::column)
                .containsExactly(tuple("/*!50003 CREATE TABLE t (a int) */", 21));
    }

    @Test
    void aLoneCarriageReturnEndsACommentBetweenStatements() {
        assertThat(texts("-- a\rSELECT 1;-- b\rSELECT 2;", SQLITE)).containsExactly("SELECT 1", "SELECT 2");
        assertThat(texts("# a\rSELECT 1;# b\rSELECT 2 -- c\r", MYSQL)).containsExactly("SELECT 1", "SELECT 2");
    }

    @Test
    void aLoneCarriageReturnEndsACommentInsideAStatementWhereTheServerSaysSo() {
        assertThat(texts("SELECT 1 -- a\r; SELECT 2;", POSTGRESQL)).containsExactly("SELECT 1", "SELECT 2");
    }

    @Test
    void aLoneCarriageReturnThatWouldHideALineFromTheServerIsRefused() {
        assertThatThrownBy(() -> split("DELETE FROM t -- all?\rWHERE a = 1;", SQLITE))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessageContaining(
                        "V1__test.sql:1:15: the comment that begins here ends with a lone carriage return")
                .hasMessageContaining("SQLite");
    }
}
