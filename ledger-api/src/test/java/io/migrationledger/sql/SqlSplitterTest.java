package io.migrationledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** The splitter as an iterator. */
class SqlSplitterTest {

    @Test
    void hasNextMayBeAskedAgain() {
        SqlSplitter splitter = splitter("SELECT 1; SELECT 2");
        assertThat(splitter.hasNext()).isTrue();
        assertThat(splitter.hasNext()).isTrue();
        assertThat(splitter.next().text()).isEqualTo("SELECT 1");
        assertThat(splitter.next().text()).isEqualTo("SELECT 2");
        assertThat(splitter.hasNext()).isFalse();
        assertThatThrownBy(splitter::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void statementsBeforeAnErrorComeOutAndTheErrorStays() {
        SqlSplitter splitter = splitter("SELECT 1; SELECT 'x");
        assertThat(splitter.next().text()).isEqualTo("SELECT 1");
        assertThatThrownBy(splitter::hasNext).isInstanceOf(SqlSyntaxException.class);
        assertThatThrownBy(splitter::next).isInstanceOf(SqlSyntaxException.class);
    }

    @Test
    void anErrorSaysWhere() {
        assertThatThrownBy(() -> splitter("SELECT 1;\n 'x").forEachRemaining(statement -> {}))
                .isInstanceOfSatisfying(SqlSyntaxException.class, e -> {
                    assertThat(e.source()).isEqualTo("a.sql");
                    assertThat(e.line()).isEqualTo(2);
                    assertThat(e.column()).isEqualTo(2);
                });
    }

    @Test
    void aFailingReaderFailsTheSplitter() {
        Reader failing = new Reader() {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                throw new IOException("disk gone");
            }

            @Override
            public void close() {}
        };
        SqlSplitter splitter = new SqlSplitter(failing, SqlSyntaxes.SQLITE, "a.sql", 1);
        assertThatThrownBy(splitter::hasNext)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("disk gone");
    }

    private static SqlSplitter splitter(String script) {
        return new SqlSplitter(new StringReader(script), SqlSyntaxes.SQLITE, "a.sql", 1);
    }
}
