package io.migrationledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that are noted while a script is split are those which each statement has alone. */
class StatementTokensTest {
    private static final int SCRIPTS = 4_000;

    private static final String[] PIECES = {
        "SELECT",
        "a",
        "as",
        "E",
        "N",
        "CASE",
        "END",
        "BEGIN",
        "CREATE PROCEDURE p()",
        "CREATE TRIGGER t",
        "x$y",
        "1",
        ".5",
        "0x1F",
        "'a'",
        "'a''b'",
        "'a\\'b'",
        "E'a\\'b'",
        "U&'x'",
        "\"q\"",
        "`q`",
        "[q]",
        "$$a;b$$",
        "$t$ ; $t$",
        "$1",
        "?",
        ":p",
        "@v",
        "(",
        ")",
        ",",
        ".",
        "=",
        "\\",
        "\\d x\n",
        "\n.read x\n",
        "\nSOURCE x\n",
        "\n",
        "\r\n",
        "--c\n",
        "-- c\n",
        "#c\n",
        "/*c*/",
        "/* ; */",
        "/*!40101 ",
        "/*M! ",
        "*/",
        ";",
        ";",
        ";",
        ";\n",
        "\nDELIMITER //\n",
        "//",
        "\nDELIMITER ;\n",
        "\nGO\n",
        "x ".repeat(70)
    };

    static List<SqlSyntax> syntaxes() {
        return List.of(SqlSyntaxes.SQLITE, SqlSyntaxes.POSTGRESQL, SqlSyntaxes.MYSQL, SqlSyntaxes.MARIADB);
    }

    @ParameterizedTest
    @MethodSource("syntaxes")
    void areTheStatementsOwn(SqlSyntax syntax) {
        Random random = new Random(7);
        int compared = 0;
        for (int i = 0; i < SCRIPTS; i++) {
            SqlSplitter splitter = new SqlSplitter(script(random), syntax, "s.sql", 1);
            try {
                while (splitter.hasNext()) {
                    SqlStatement statement = splitter.next();
                    if (!statement.clientCommand()) {
                        compared += isRead(statement.text(), syntax) ? 1 : 0;
                    }
                }
            } catch (SqlSyntaxException unreadable) {
                assertThat(unreadable.problem()).isNotEmpty(); // most scripts are none to their ends
            }
        }
        assertThat(compared).isGreaterThan(SCRIPTS);
    }

    private static boolean isRead(String statement, SqlSyntax syntax) {
        List<SqlToken> noted = read(statement, syntax);
        List<SqlToken> first = SqlTokens.first(statement, syntax, 3);
        SqlTokens.of("another", syntax);
        assertThat(noted).describedAs("tokens of <%s>", statement).isEqualTo(read(statement, syntax));
        assertThat(first).isEqualTo(noted.subList(0, Math.min(3, noted.size())));
        return !noted.isEmpty();
    }

    /** None where the statement cannot be read by itself: it began in a comment that is executed. */
    private static List<SqlToken> read(String statement, SqlSyntax syntax) {
        try {
            return SqlTokens.of(statement, syntax);
        } catch (SqlSyntaxException e) {
            return List.of();
        }
    }

    private static String script(Random random) {
        StringBuilder script = new StringBuilder();
        for (int i = random.nextInt(24); i >= 0; i--) {
            script.append(PIECES[random.nextInt(PIECES.length)]).append(random.nextInt(4) == 0 ? "" : " ");
        }
        return script.toString();
    }
}
