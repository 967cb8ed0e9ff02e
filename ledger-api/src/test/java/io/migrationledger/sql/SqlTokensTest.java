package io.migrationledger.sql;

import static io.migrationledger.sql.SqlSyntaxes.MARIADB;
import static io.migrationledger.sql.SqlSyntaxes.MYSQL;
import static io.migrationledger.sql.SqlSyntaxes.POSTGRESQL;
import static io.migrationledger.sql.SqlSyntaxes.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.migrationledger.sql.SqlToken.Kind;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tokens of a statement. In the tables a token is its kind's first letter and its text. */
class SqlTokensTest {

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("statements")
    void tokens(SqlSyntax syntax, String statement, String expected) {
        String actual = SqlTokens.of(statement, syntax).stream()
                .map(token ->
                        token.kind().name().substring(0, token.kind() == Kind.STRING ? 2 : 1) + ":" + token.text())
                .collect(Collectors.joining(" "));
        assertThat(actual).isEqualTo(expected);
    }

    static Stream<Arguments> statements() {
        return Stream.of(
                arguments(SQLITE, "", ""),
                arguments(SQLITE, " -- a\n/* b */ ", ""),
                arguments(SQLITE, "drop/**/table -- x\n[a b].`c`;", "W:drop W:table Q:[a b] S:. Q:`c` S:;"),
                arguments(SQLITE, "a=?1+:b-@c*$d||?", "W:a S:= P:?1 S:+ P::b S:- P:@c S:* P:$d S:| S:| P:?"),
                arguments(SQLITE, "1 .5 1.5e-3 0xFF 1e5 t.c", "N:1 N:.5 N:1.5e-3 N:0xFF N:1e5 W:t S:. W:c"),
                arguments(SQLITE, "x'1F' 'a''b' \"c\"\"d\"", "ST:x'1F' ST:'a''b' Q:\"c\"\"d\""),
                arguments(
                        POSTGRESQL,
                        "$1::int, a$1, $$x$$, $t$y$t$",
                        "P:$1 S:: S:: W:int S:, W:a$1 S:, ST:$$x$$ S:, ST:$t$y$t$"),
                arguments(POSTGRESQL, "e'\\'' U&'x' u&\"d\" N'n' b'1'", "ST:e'\\'' ST:U&'x' Q:u&\"d\" ST:N'n' ST:b'1'"),
                arguments(POSTGRESQL, "a->>'b' ? 'c' [1]", "W:a S:- S:> S:> ST:'b' S:? ST:'c' S:[ N:1 S:]"),
                arguments(POSTGRESQL, "/* a /* b */ c */ größe", "W:größe"),
                arguments(MYSQL, "/*!50001 CREATE */ /*! VIEW */ v", "W:CREATE W:VIEW W:v"),
                arguments(MYSQL, "/*M!100100 a */ b # c\n-- d\n- -1", "W:b S:- S:- N:1"),
                arguments(MARIADB, "/*M!100100 a */ b", "W:a W:b"),
                arguments(
                        MYSQL,
                        "\"a\\\"\" `b` @c @@d 2fa 1e3 0x1F",
                        "ST:\"a\\\"\" Q:`b` S:@ W:c S:@ S:@ W:d W:2fa N:1e3 N:0x1F"),
                arguments(MYSQL.withAnsiQuotes(true), "\"a\"\"b\"", "Q:\"a\"\"b\""),
                arguments(MYSQL, "_utf8'a' N'b'", "W:_utf8 ST:'a' ST:N'b'"),
                arguments(MYSQL, "1..10 DELIMITER // ;", "N:1 S:. N:.10 W:DELIMITER S:/ S:/ S:;"));
    }

    @Test
    void offsetsPointIntoTheStatement() {
        String statement = "/*!40101 SET */ x -- c\n = 'é'";
        assertThat(SqlTokens.of(statement, MYSQL))
                .hasSize(4)
                .allSatisfy(token -> assertThat(statement)
                        .startsWith(
                                token.text().isEmpty() ? "?" : statement.substring(0, token.offset()) + token.text()));
    }

    @Test
    void onlyTheFirstTokensAreRead() {
        assertThat(SqlTokens.first("DROP TABLE 'unclosed", SQLITE, 2))
                .extracting(SqlToken::text)
                .containsExactly("DROP", "TABLE");
        assertThat(SqlTokens.first("DROP", SQLITE, 0)).isEmpty();
        assertThat(SqlTokens.first("DROP", SQLITE, 5)).hasSize(1);
    }

    @Test
    void anUnclosedStringIsAnError() {
        assertThatThrownBy(() -> SqlTokens.of("SELECT\n 'x", SQLITE))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessageContaining("statement:2:2: the string");
    }

    @Test
    void keywordsAreWordsInAnyCaseAndNothingElse() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            List<SqlToken> tokens = SqlTokens.of("insert \"insert\" 'insert'", SQLITE);
            assertThat(tokens).extracting(token -> token.is("INSERT")).containsExactly(true, false, false);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void identifiersAreUnquoted() {
        assertThat(SqlTokens.of("a \"b\"\"c\" `d``e` [f] \"\"", SQLITE))
                .extracting(SqlToken::identifier)
                .containsExactly("a", "b\"c", "d`e", "f", "");
        assertThat(SqlTokens.of("U&\"d\\0061\"", POSTGRESQL).get(0).identifier())
                .isEqualTo("d\\0061");
    }

    @Test
    void whatIsNoIdentifierHasNone() {
        SqlToken string = SqlTokens.of("'a'", SQLITE).get(0);
        assertThatThrownBy(string::identifier).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsAskedForAgainIsNotReadAgain() {
        List<SqlToken> all = SqlTokens.of("CREATE TABLE a (b int)", SQLITE);
        assertThat(SqlTokens.of("CREATE TABLE a (b int)", SQLITE)).isSameAs(all);
        assertThat(SqlTokens.first("CREATE TABLE a (b int)", SQLITE, 2)).isEqualTo(all.subList(0, 2));
        assertThat(SqlTokens.of("CREATE TABLE a (b int)", MYSQL)).isNotSameAs(all);
    }

    @Test
    void theFirstTokensDoNotCountAsAll() {
        String statement = "SELECT " + "1, ".repeat(100) + "1";
        assertThat(SqlTokens.first(statement, SQLITE, 1)).hasSize(1);
        assertThat(SqlTokens.of(statement, SQLITE)).hasSize(202);
        assertThat(SqlTokens.first(statement, SQLITE, 90)).hasSize(90);
    }

    @Test
    void anErrorBehindTheFirstTokensIsToldWhereThereIsNoWayAroundIt() {
        String statement = "DROP TABLE a 'open";
        for (int again = 0; again < 2; again++) {
            assertThat(SqlTokens.first(statement, SQLITE, 3)).hasSize(3);
            assertThatThrownBy(() -> SqlTokens.first(statement, SQLITE, 4)).isInstanceOf(SqlSyntaxException.class);
            assertThatThrownBy(() -> SqlTokens.of(statement, SQLITE)).isInstanceOf(SqlSyntaxException.class);
        }
    }
}
