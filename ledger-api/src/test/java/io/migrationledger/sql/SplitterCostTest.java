package io.migrationledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Reader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time and memory, by counting characters and reads. */
class SplitterCostTest {
    private static final int MEGABYTE = 1 << 20;

    @Test
    void aScriptOfAHundredMegabytesIsReadOnceAndOnlyAsFarAsAsked() {
        String insert =
                "INSERT INTO t (a, b, c) VALUES (12345, 'it''s some; text', 'and some more of it, and more');\n";
        Repeated script = new Repeated("", insert, "", 100L * MEGABYTE / insert.length());
        SqlSplitter splitter = new SqlSplitter(script, SqlSyntaxes.POSTGRESQL, "big.sql", 1);
        long statements = 0;
        long characters = 0;
        long furthestAhead = 0;
        while (splitter.hasNext()) {
            SqlStatement statement = splitter.next();
            statements++;
            characters += statement.text().length() + 2;
            furthestAhead = Math.max(furthestAhead, script.given - characters);
        }
        assertThat(statements).isEqualTo(100L * MEGABYTE / insert.length());
        assertThat(characters).isEqualTo(script.given);
        assertThat(furthestAhead).isLessThan(64 * 1024);
    }

    @Test
    void aGiantStatementComesOutWhole() {
        Repeated script = new Repeated("INSERT INTO t VALUES (0)", ", (1, 'x;''y')", ";\n", MEGABYTE);
        SqlStatement statement = new SqlSplitter(script, SqlSyntaxes.MYSQL, "big.sql", 1).next();
        assertThat(statement.text()).hasSize((int) script.given - 2).endsWith("(1, 'x;''y')");
    }

    @Test
    void aStatementThatIsTooLongIsRefusedByNameBeforeItIsHeld() {
        Repeated script = new Repeated("SELECT 1;\nINSERT INTO t VALUES (0)", ", (1, 'x;''y')", ";\n", MEGABYTE);
        int longest = MEGABYTE;
        SqlSplitter splitter = new SqlSplitter(new ScriptCursor(script, 1), SqlSyntaxes.MYSQL, "big.sql", longest);
        splitter.next();
        for (int time = 1; time <= 2; time++) {
            assertThatThrownBy(splitter::hasNext)
                    .isInstanceOfSatisfying(SqlSyntaxException.class, e -> {
                        assertThat(e.line()).isEqualTo(2);
                        assertThat(e.advice()).contains("Write it as several statements");
                    })
                    .hasMessage(
                            "big.sql:2:1: the statement that begins here is longer than 1048576 characters, the most"
                                    + " that this process holds");
        }
        assertThat(script.given).as("characters read").isLessThan(longest + 64 * 1024);
    }

    @Test
    void dataOfCopyAndCommentsBetweenStatementsHaveNoLimit() {
        Repeated comment = new Repeated("/*", " a long comment ", "*/ SELECT 1;\n", MEGABYTE / 4);
        SqlSplitter comments =
                new SqlSplitter(new ScriptCursor(comment, 1), SqlSyntaxes.POSTGRESQL, "big.sql", 64 * 1024);
        assertThat(comments.next().text()).isEqualTo("SELECT 1");
        Repeated data = new Repeated("COPY t FROM stdin;\n", "1\n2\n3\n4\n", "\\.\nSELECT 1;\n", MEGABYTE / 4);
        SqlSplitter copies = new SqlSplitter(new ScriptCursor(data, 1), SqlSyntaxes.POSTGRESQL, "big.sql", 64 * 1024);
        assertThat(copies.next().copyData()).isPresent();
        assertThat(copies.next().text()).isEqualTo("SELECT 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(1, 'it''s; text'),", // one giant INSERT
                "''", // one giant string
                "$a$$a$", // opening and closing tags
                "$", // a dollar quote that never closes
                "/*", // nested comments that never close
                "*/ /* ",
                "((((",
                ";;;;",
                "BEGIN ",
                "CASE ",
                "IF a THEN ",
                "a$b$",
                "\\",
                "-- x\n",
                "/",
                "E'a'\n",
                ":a",
                "1.2.3e",
                "\r\n",
                "x"
            })
    void theWorkGrowsInStepWithTheScript(String piece) {
        for (SqlSyntax syntax : SplitterPropertiesTest.DIALECTS) {
            for (String opening :
                    new String[] {"", "'", "$$", "$a$", "/*", "CREATE PROCEDURE p() BEGIN ", "DELIMITER //\n"}) {
                long small = steps(opening, piece, 4_000 / piece.length(), syntax);
                long large = steps(opening, piece, 64_000 / piece.length(), syntax);
                assertThat(large)
                        .as("%s: %s and %s", syntax.name(), opening, piece)
                        .isLessThan(20 * small + 2_000);
            }
        }
    }

    /** Every look at a character is a step. */
    private static long steps(String opening, String piece, long times, SqlSyntax syntax) {
        Repeated script = new Repeated(opening, piece, "", times);
        CountingCursor cursor = new CountingCursor(script);
        SqlSplitter splitter = new SqlSplitter(cursor, syntax, "x.sql", SqlSplitter.LONGEST);
        try {
            while (splitter.hasNext()) {
                assertThat(splitter.next().number()).isPositive();
            }
        } catch (SqlSyntaxException e) {
            assertThat(e.line()).isPositive();
        }
        return cursor.steps;
    }

    private static final class CountingCursor extends ScriptCursor {
        private long steps;

        private CountingCursor(Reader reader) {
            super(reader, 1);
        }

        @Override
        int peek() {
            steps++;
            return super.peek();
        }

        @Override
        int peek(int ahead) {
            steps++;
            return super.peek(ahead);
        }

        @Override
        int next() {
            steps++;
            return super.next();
        }

        @Override
        void skipUntil(char one, char other) {
            long before = offset();
            super.skipUntil(one, other);
            steps += offset() - before;
        }
    }

    /** A script that is never held: a beginning, a piece so many times, an end. */
    private static final class Repeated extends Reader {
        private final String beginning;
        private final String piece;
        private final String end;
        private final long total;
        private long given;

        private Repeated(String beginning, String piece, String end, long times) {
            this.beginning = beginning;
            this.piece = piece;
            this.end = end;
            this.total = beginning.length() + piece.length() * times + end.length();
        }

        @Override
        public int read(char[] buffer, int offset, int length) {
            if (given == total) {
                return -1;
            }
            int count = 0;
            while (count < length && given < total) {
                int copied = copy(buffer, offset + count, length - count);
                count += copied;
                given += copied;
            }
            return count;
        }

        private int copy(char[] buffer, int offset, int length) {
            String part = piece;
            int from = (int) ((given - beginning.length()) % piece.length());
            if (given < beginning.length()) {
                part = beginning;
                from = (int) given;
            } else if (given >= total - end.length()) {
                part = end;
                from = (int) (given - (total - end.length()));
            }
            int count = Math.min(length, part.length() - from);
            part.getChars(from, from + count, buffer, offset);
            return count;
        }

        @Override
        public void close() {}
    }
}
