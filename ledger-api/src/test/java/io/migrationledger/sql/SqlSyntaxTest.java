package io.migrationledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.sql.SqlSyntax.Bodies;
import io.migrationledger.sql.SqlSyntax.Feature;
import org.junit.jupiter.api.Test;

/** A third party describes its dialect. */
class SqlSyntaxTest {

    @Test
    void theStandardHasStringsIdentifiersAndComments() {
        SqlSyntax standard = SqlSyntax.standard("Standard");
        assertThat(Scripts.texts("SELECT 'a;', \"b;\" -- ;\n /* ; */; CREATE TRIGGER t BEGIN; END; SELECT 1", standard))
                .containsExactly("SELECT 'a;', \"b;\"", "CREATE TRIGGER t BEGIN", "END", "SELECT 1");
    }

    @Test
    void aDialectIsBuiltFromFeaturesBodiesAndCommands() {
        SqlSyntax dialect = SqlSyntax.standard("Mine")
                .with(Feature.HASH_COMMENTS, Feature.BRACKET_IDENTIFIERS)
                .withBodies(Bodies.BLOCK, "handler")
                .withClientCommands("run");
        assertThat(dialect.name()).isEqualTo("Mine");
        assertThat(Scripts.split(
                        "RUN x;y\nCREATE HANDLER [a;] BEGIN b; END; # ;\nSELECT [a;]; SELECT `; SELECT 2", dialect))
                .extracting(SqlStatement::text)
                .containsExactly("RUN x;y", "CREATE HANDLER [a;] BEGIN b; END", "SELECT [a;]", "SELECT `", "SELECT 2");
    }

    @Test
    void slashesBeginACommentWhereTheDialectSaysSo() {
        SqlSyntax dialect = SqlSyntax.standard("Mine").with(Feature.SLASH_COMMENTS);
        assertThat(Scripts.texts("SELECT 6 / 2 // it's;\n / 1; SELECT 2 // ;", dialect))
                .containsExactly("SELECT 6 / 2 // it's;\n / 1", "SELECT 2");
        assertThat(Scripts.texts("SELECT 1 // 2; SELECT 3", SqlSyntax.standard("Other")))
                .containsExactly("SELECT 1 // 2", "SELECT 3");
    }

    @Test
    void withersLeaveTheOriginalAlone() {
        SqlSyntax ansi = SqlSyntaxes.MYSQL.withAnsiQuotes(true).withBackslashEscapes(false);
        assertThat(ansi.has(Feature.DOUBLE_QUOTED_STRINGS)).isFalse();
        assertThat(ansi.has(Feature.BACKSLASH_ESCAPES)).isFalse();
        assertThat(SqlSyntaxes.MYSQL.has(Feature.DOUBLE_QUOTED_STRINGS)).isTrue();
        assertThat(ansi.withAnsiQuotes(false).withBackslashEscapes(true)).isEqualTo(SqlSyntaxes.MYSQL);
        assertThat(ansi.with(Feature.NESTED_COMMENTS).without(Feature.NESTED_COMMENTS))
                .isEqualTo(ansi);
    }

    @Test
    void nothingIsMadeAnewWhereNothingChanges() {
        SqlSyntax syntax = SqlSyntaxes.MYSQL;
        assertThat(syntax.withAnsiQuotes(false).withBackslashEscapes(true)).isSameAs(syntax);
        assertThat(syntax.withBodies(syntax.bodies(), syntax.bodyObjects().toArray(String[]::new)))
                .isSameAs(syntax);
        assertThat(syntax.withAnsiQuotes(true).withAnsiQuotes(false)).isEqualTo(syntax);
    }
}
