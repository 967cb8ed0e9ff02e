package io.migrationledger.sql;

import static io.migrationledger.sql.Scripts.split;
import static io.migrationledger.sql.Scripts.texts;
import static io.migrationledger.sql.SqlSyntaxes.POSTGRESQL;
import static io.migrationledger.sql.SqlSyntaxes.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** COPY with inline data, as pg_dump writes it. */
class CopyTest {

    @Test
    void dataIsKeptAsItStandsAndTheScriptGoesOnAfterIt() {
        String script = "COPY public.t (a, b) FROM stdin;\n1\tit's; --\n\\N\t\\\\.\n\\.x\n\\.\n\nSELECT 1;\n";
        List<SqlStatement> statements = split(script, POSTGRESQL);
        assertThat(statements)
                .containsExactly(
                        new SqlStatement(
                                1,
                                "COPY public.t (a, b) FROM stdin",
                                1,
                                1,
                                Optional.of(CopyData.of("1\tit's; --\n\\N\t\\\\.\n\\.x\n", 2))),
                        new SqlStatement(2, "SELECT 1", 7, 1, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void dataMayHaveAnyLineEnd(String lineEnd) {
        String script = "copy t from STDIN;" + lineEnd + "1" + lineEnd + "2" + lineEnd + "\\." + lineEnd + "SELECT 1;";
        List<SqlStatement> statements = split(script, POSTGRESQL);
        assertThat(statements.get(0).copyData()).contains(CopyData.of("1" + lineEnd + "2" + lineEnd, 2));
        assertThat(statements.get(1)).isEqualTo(new SqlStatement(2, "SELECT 1", 5, 1, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM STDIN",
                "COPY t (a, \"from\") FROM stdin WITH (FORMAT csv, DELIMITER ';', HEADER)",
                "copy\n/* c; */ t -- x;\nfrom stdin csv",
                "COPY t FROM STDIN WITH DELIMITER AS ';' WHERE a > 1"
            })
    void dataFollows(String copy) {
        assertThat(split(copy + " ; -- data;\nx;y\n\\.\nSELECT 1", POSTGRESQL))
                .extracting(SqlStatement::text, SqlStatement::copyData)
                .containsExactly(
                        tuple(copy, Optional.of(CopyData.of("x;y\n", copy.split("\n", -1).length + 1))),
                        tuple("SELECT 1", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY (SELECT a FROM stdin) TO stdout",
                "COPY t FROM '/tmp/stdin'",
                "COPY t TO STDOUT",
                "COPY t FROM PROGRAM 'stdin'",
                "COPY t (\"from\", stdin) TO STDOUT",
                "SELECT 1 FROM stdin",
                "COPY t FROM \"stdin\""
            })
    void noDataFollows(String statement) {
        assertThat(texts(statement + ";\nSELECT 1;", POSTGRESQL)).containsExactly(statement, "SELECT 1");
    }

    @Test
    void otherDialectsHaveNoInlineData() {
        assertThat(texts("COPY t FROM stdin; SELECT 1", SQLITE)).containsExactly("COPY t FROM stdin", "SELECT 1");
    }

    @Test
    void noRowsAreEmptyData() {
        assertThat(split("COPY t FROM stdin;\n\\.\n", POSTGRESQL).get(0).copyData())
                .contains(CopyData.of("", 2));
        assertThat(split("COPY t FROM stdin;\n\\.", POSTGRESQL).get(0).copyData())
                .contains(CopyData.of("", 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\n1\n", "\n1\n\\", "\n1\n\\.2\n", "\n1\\.\n", "\n \\.\n"})
    void withoutTheEndMarkerTheErrorNamesTheCopy(String data) {
        assertThatThrownBy(() -> split("SELECT 1;\n COPY t FROM stdin;" + data, POSTGRESQL))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessage("V1__test.sql:2:2: COPY … FROM stdin begins here, but the script ends before the line \\."
                        + " that ends its data");
    }

    @Test
    void withoutASemicolonThereIsNoDataEither() {
        assertThatThrownBy(() -> split("COPY t FROM stdin\n", POSTGRESQL))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessageContaining(":1:1: COPY");
    }

    @Test
    void nothingMayFollowOnTheSameLine() {
        assertThatThrownBy(() -> split("COPY t FROM stdin; SELECT 1;\n\\.\n", POSTGRESQL))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessageContaining(":1:20: nothing may follow COPY");
    }

    @Test
    void anEndMarkerWithoutCopyIsAClientCommand() {
        assertThat(split("SELECT 1;\n\\.\nSELECT 2;", POSTGRESQL))
                .extracting(SqlStatement::text, SqlStatement::clientCommand)
                .containsExactly(tuple("SELECT 1", false), tuple("\\.", true), tuple("SELECT 2", false));
    }

    @Test
    void dataAreReadFromTheScriptWhileTheyAreAskedFor() throws Exception {
        SqlSplitter splitter = splitter("COPY t FROM stdin;\n1\n22\n333\n\\.\nSELECT 1;\n");
        CopyData data = splitter.next().copyData().orElseThrow();
        char[] part = new char[4];
        assertThat(data.firstLine()).isEqualTo(2);
        assertThat(data.reader().read(part)).isEqualTo(4);
        assertThat(part).containsExactly('1', '\n', '2', '2');

        SqlStatement next = splitter.next(); // what was not read is passed over
        assertThat(next).isEqualTo(new SqlStatement(2, "SELECT 1", 6, 1, Optional.empty()));
        assertThatThrownBy(() -> data.reader().read(part)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void dataThatNobodyReadsArePassedOver() {
        SqlSplitter splitter = splitter("COPY t FROM stdin;\r\n1\r\n\\.\r\nCOPY u FROM stdin;\r\n\\.\r\nSELECT 1;\r\n");
        assertThat(List.of(
                        splitter.next().line(),
                        splitter.next().line(),
                        splitter.next().line()))
                .containsExactly(1, 4, 6);
        assertThat(splitter.hasNext()).isFalse();
    }

    @Test
    void whoeverReadsDataWithoutAnEndIsToldSo() {
        SqlSplitter splitter = splitter("COPY t FROM stdin;\n1\n");
        CopyData data = splitter.next().copyData().orElseThrow();
        assertThatThrownBy(() -> Scripts.text(data))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessageContaining("x.sql:1:1: COPY … FROM stdin begins here");
        assertThatThrownBy(splitter::hasNext).isInstanceOf(SqlSyntaxException.class);
    }

    /** As psql does, which looks for that line and not into the data. */
    @Test
    void theEndMarkerEndsACsvFileInsideOfQuotesToo() {
        List<SqlStatement> statements = split("COPY t FROM stdin CSV;\n1,\"a\n\\.\nSELECT 1;", POSTGRESQL);
        assertThat(statements.get(0).copyData()).contains(CopyData.of("1,\"a\n", 2));
        assertThat(statements.get(1).text()).isEqualTo("SELECT 1");
    }

    private static SqlSplitter splitter(String script) {
        return new SqlSplitter(new StringReader(script), POSTGRESQL, "x.sql", 1);
    }
}
