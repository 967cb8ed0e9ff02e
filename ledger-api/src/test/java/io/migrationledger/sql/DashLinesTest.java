package io.migrationledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which lines with two dashes are told. */
class DashLinesTest {

    private static List<String> told(SqlSyntax syntax, String script) {
        List<String> told = new ArrayList<>();
        SqlSplitter splitter = new SqlSplitter(new StringReader(script), syntax, "x.sql", 1)
                .telling((line, text) -> told.add(line + ":" + text));
        splitter.forEachRemaining(statement -> {});
        return told;
    }

    @Test
    void thoseOutsideOfEverythingElse() {
        String script = """
                -- one
                  --two
                SELECT 1 -- not at the beginning
                  -- three
                , '
                -- in a string
                '; -- behind a statement
                -- four
                /*
                -- in a comment
                */ -- behind a comment
                -- five
                """;
        for (SqlSyntax syntax : List.of(SqlSyntaxes.SQLITE, SqlSyntaxes.POSTGRESQL, SqlSyntaxes.MARIADB)) {
            assertThat(told(syntax, script))
                    .as(syntax.name())
                    .containsExactly("1: one", "2:two", "4: three", "8: four", "12: five");
        }
    }

    /** Play writes them so, as MySQL's comments. */
    @Test
    void alsoBehindAHashThatBeginsAComment() {
        String script = "# --- !Ups\nSELECT 1;\n#-- two\n# no dashes\n#  -- indented\n";
        assertThat(told(SqlSyntaxes.MYSQL, script)).containsExactly("1:- !Ups", "3: two");
        assertThat(told(SqlSyntaxes.POSTGRESQL, "SELECT 1\n# --2;")).isEmpty();
    }

    @Test
    void alsoWhereTheDialectTakesThemForNoComment() {
        assertThat(told(SqlSyntaxes.MYSQL, "--liquibase formatted sql\nSELECT 1\n--2;"))
                .containsExactly("1:liquibase formatted sql", "3:2;");
    }

    @Test
    void notInDollarQuotesNorInDataOfCopy() {
        assertThat(told(SqlSyntaxes.POSTGRESQL, "SELECT $$\n-- a\n$$;\nCOPY t FROM stdin;\n-- b\n\\.\n-- c"))
                .containsExactly("7: c");
    }

    @Test
    void aHundredCharactersOfEach() {
        assertThat(told(SqlSyntaxes.SQLITE, "--" + "x".repeat(500))).containsExactly("1:" + "x".repeat(100));
    }

    @Test
    void whatHearsOfThemMayStopTheSplitter() {
        SqlSplitter splitter = new SqlSplitter(new StringReader("SELECT 1;\n-- stop\n"), SqlSyntaxes.SQLITE, "x.sql", 1)
                .telling((line, text) -> {
                    throw new IllegalStateException("line " + line);
                });

        assertThat(splitter.next().text()).isEqualTo("SELECT 1");
        assertThatThrownBy(splitter::hasNext).hasMessage("line 2");
        assertThatThrownBy(splitter::hasNext).hasMessage("line 2");
    }

    @Test
    void aByteOrderMarkInTheMiddleIsCalledByItsName() {
        for (String script :
                List.of("SELECT 1;\n\uFEFFSELECT 2;", "SELECT 1;\n\uFEFF-- x\n", "\uFEFFSELECT 1;\n\uFEFF")) {
            assertThatThrownBy(() -> told(SqlSyntaxes.POSTGRESQL, script))
                    .isInstanceOf(SqlSyntaxException.class)
                    .hasMessageStartingWith("x.sql:2:1: a byte order mark (U+FEFF) stands here");
        }
        assertThat(told(SqlSyntaxes.SQLITE, "\uFEFFSELECT '\uFEFF'; -- \uFEFF")).isEmpty();
    }
}
