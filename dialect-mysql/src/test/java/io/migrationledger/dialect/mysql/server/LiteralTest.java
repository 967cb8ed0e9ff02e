package io.migrationledger.dialect.mysql.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralTest {

    @Test
    void whatEverySettingReadsAlikeStandsAsItIs() {
        assertThat(Literal.of("2026-01-02T03:04:05.123456Z")).isEqualTo("_utf8mb4'2026-01-02T03:04:05.123456Z'");
        assertThat(Literal.of("Add users, step 1/2 + _x")).isEqualTo("_utf8mb4'Add users, step 1/2 + _x'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "it's", "a\"b", "a\\b", "a`b", "{d '1'}", "a?b", "a@b", "a~b", "a[b]", "a\nb", "a;b", "a#b", "a%b",
                "é", "🦉"
            })
    void anythingElseIsWrittenInHexadecimalDigits(String text) {
        assertThat(Literal.of(text)).matches("_utf8mb4 X'[0-9A-F]*'");
    }
}
