package io.migrationledger.internal.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.migration.SqlScript;
import io.migrationledger.sql.SqlSyntax;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScriptTextTest {
    private final AtomicInteger open = new AtomicInteger();

    private SqlScript script(byte[] bytes) {
        return new SqlScript() {
            @Override
            public String location() {
                return "a.sql";
            }

            @Override
            public InputStream open() {
                open.incrementAndGet();
                return new ByteArrayInputStream(bytes) {
                    @Override
                    public void close() {
                        open.decrementAndGet();
                    }
                };
            }
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String read(ScriptText text) {
        return text.statements(SqlSyntax.standard("Any"), 1).next().text();
    }

    @Test
    void aShortScriptIsReadAtOnceAndItsFileIsClosed() throws IOException {
        String statement = "SELECT 'größe \uFFFD \uD83D\uDE00'";
        try (ScriptText text = ScriptText.open(script(bytes(statement + ";")))) {
            assertThat(text.isWhole()).isTrue();
            assertThat(open).hasValue(0);
            assertThat(read(text)).isEqualTo(statement);
        }
        assertThat(open).hasValue(0);
    }

    @Test
    void aLongerOneIsReadWhileItRuns() throws IOException {
        for (int length : new int[] {ScriptText.SHORT - 1, ScriptText.SHORT, ScriptText.SHORT + 1, 100_000}) {
            String statement = "x".repeat(length - 2) + "ß";
            try (ScriptText text = ScriptText.open(script(bytes(statement)))) {
                assertThat(text.isWhole()).as("%d bytes", length).isEqualTo(length < ScriptText.SHORT);
                assertThat(read(text)).isEqualTo(statement);
            }
            assertThat(open).as("%d bytes", length).hasValue(0);
        }
    }

    @Test
    void whatIsNotUtf8IsAnErrorAndTheFileIsClosed() {
        assertThatThrownBy(() -> ScriptText.open(script(new byte[] {'a', (byte) 0xE4, 'b'})))
                .isInstanceOf(CharacterCodingException.class);
        assertThat(open).hasValue(0);
    }
}
