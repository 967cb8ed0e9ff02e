package io.migrationledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Properties of all scripts, on generated ones. A failure names the seed, which gives the same script again. */
class SplitterPropertiesTest {
    private static final int SCRIPTS = 1500;

    static final List<SqlSyntax> DIALECTS =
            List.of(SqlSyntaxes.SQLITE, SqlSyntaxes.POSTGRESQL, SqlSyntaxes.MYSQL, SqlSyntaxes.MARIADB);

    @ParameterizedTest(name = "{0}")
    @FieldSource("DIALECTS")
    void aConcatenationOfStatementsSplitsIntoThem(SqlSyntax syntax) {
        for (long seed = 0; seed < SCRIPTS; seed++) {
            GeneratedScript script = new GeneratedScript(syntax, seed);
            assertThat(Scripts.split(script.text(), syntax))
                    .as("%s, seed %d:%n%s", syntax.name(), seed, script.text())
                    .isEqualTo(script.statements());
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("DIALECTS")
    void eachStatementStandsAtItsPositionAndBetweenThemIsNoSql(SqlSyntax syntax) {
        for (long seed = 0; seed < SCRIPTS; seed++) {
            String script = new GeneratedScript(syntax, seed).text();
            String rest = Reconstruction.withoutStatements(script, Scripts.split(script, syntax), syntax);
            assertThat(rest).as("%s, seed %d:%n%s", syntax.name(), seed, script).isBlank();
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("DIALECTS")
    void theSizeOfTheChunksReadDoesNotMatter(SqlSyntax syntax) {
        for (long seed = 0; seed < SCRIPTS / 3; seed++) {
            GeneratedScript script = new GeneratedScript(syntax, seed);
            for (int size = 1; size <= 7; size += 2) {
                List<SqlStatement> statements = new ArrayList<>();
                new SqlSplitter(new Drip(script.text(), size), syntax, "x.sql", 1)
                        .forEachRemaining(statement -> statements.add(Scripts.withData(statement)));
                assertThat(statements)
                        .as("%s, seed %d, chunks of %d:%n%s", syntax.name(), seed, size, script.text())
                        .isEqualTo(script.statements());
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("DIALECTS")
    void everythingSplitsAtTheEdgeOfTheBuffer(SqlSyntax syntax) {
        GeneratedScript script = new GeneratedScript(syntax, 5);
        List<String> texts =
                script.statements().stream().map(SqlStatement::text).toList();
        String text = script.text().replace("\uFEFF", "");
        for (int padding = ScriptCursor.CHUNK - text.length() - 8; padding <= ScriptCursor.CHUNK + 8; padding++) {
            assertThat(Scripts.texts(" ".repeat(padding) + "\n" + text, syntax))
                    .as("%s, padding %d", syntax.name(), padding)
                    .isEqualTo(texts);
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("DIALECTS")
    void everyTruncationSplitsOrIsASyntaxError(SqlSyntax syntax) {
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            for (long seed = 0; seed < 60; seed++) {
                GeneratedScript script = new GeneratedScript(syntax, seed);
                for (int length = 0; length < script.text().length(); length++) {
                    survives(script.text().substring(0, length), syntax, seed);
                    survives(script.text().substring(length), syntax, seed);
                }
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("DIALECTS")
    void whatIsTruncatedBecomesAPrefixOfWhatWasThere(SqlSyntax syntax) {
        for (long seed = 0; seed < 40; seed++) {
            GeneratedScript script = new GeneratedScript(syntax, seed);
            for (int length = 0; length < script.text().length(); length++) {
                List<SqlStatement> statements = prefix(script.text().substring(0, length), syntax);
                // a cut \\N becomes a client command, which cuts the statement before it
                boolean command = !statements.isEmpty()
                        && statements.get(statements.size() - 1).clientCommand();
                int complete = Math.max(0, statements.size() - (command ? 2 : 1));
                assertThat(statements.subList(0, complete))
                        .as("%s, seed %d, cut at %d:%n%s", syntax.name(), seed, length, script.text())
                        .isEqualTo(script.statements().subList(0, complete));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("DIALECTS")
    void garbageSplitsOrIsASyntaxError(SqlSyntax syntax) {
        String[] pieces = {
            "'",
            "\"",
            "`",
            "[",
            "]",
            "$",
            "$$",
            "$a$",
            "\\",
            "\\.",
            "/*",
            "/*!",
            "*/",
            "--",
            "#",
            ";",
            "\n",
            "\r",
            " ",
            "(",
            ")",
            "BEGIN ",
            "END ",
            "ATOMIC ",
            "CREATE ",
            "TRIGGER ",
            "PROCEDURE p() ",
            "CASE ",
            "IF ",
            "THEN ",
            "DELIMITER ",
            "COPY t FROM stdin;",
            "REPEAT ",
            "UNTIL ",
            "DECLARE HANDLER FOR ",
            "a",
            "1",
            ".",
            ":",
            "E'",
            "U&",
            "é",
            "\uFEFF",
            "\u0000",
            "\uD83D"
        };
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            for (long seed = 0; seed < 20_000; seed++) {
                Random random = new Random(seed);
                StringBuilder script = new StringBuilder();
                for (int i = random.nextInt(20); i >= 0; i--) {
                    script.append(pieces[random.nextInt(pieces.length)]);
                }
                survives(script.toString(), syntax, seed);
            }
        });
    }

    private static void survives(String script, SqlSyntax syntax, long seed) {
        assertThatCode(() -> prefix(script, syntax))
                .as("%s, seed %d:%n%s", syntax.name(), seed, script)
                .doesNotThrowAnyException();
    }

    /** The statements before the syntax error, or all of them. */
    private static List<SqlStatement> prefix(String script, SqlSyntax syntax) {
        List<SqlStatement> statements = new ArrayList<>();
        try {
            new SqlSplitter(new StringReader(script), syntax, "x.sql", 1)
                    .forEachRemaining(statement -> statements.add(Scripts.withData(statement)));
        } catch (SqlSyntaxException e) {
            assertThat(e.line()).isPositive();
            assertThat(e.column()).isPositive();
        }
        return statements;
    }

    /** Gives at most so many characters at a time. */
    private static final class Drip extends Reader {
        private final StringReader text;
        private final int size;

        Drip(String text, int size) {
            this.text = new StringReader(text);
            this.size = size;
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            return text.read(buffer, offset, Math.min(length, size));
        }

        @Override
        public void close() {
            text.close();
        }
    }
}
