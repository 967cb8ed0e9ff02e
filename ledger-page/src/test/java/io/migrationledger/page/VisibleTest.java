package io.migrationledger.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AU-42: which characters are shown by their numbers. */
class VisibleTest {

    /** From and to, in hexadecimal. */
    @ParameterizedTest
    @CsvSource({
        "00, 08",
        "0B, 1F",
        "7F, 9F",
        "AD, AD",
        "34F, 34F",
        "61C, 61C",
        "115F, 1160",
        "17B4, 17B5",
        "180B, 180F",
        "200B, 200B",
        "200E, 200F",
        "2028, 202E",
        "2060, 206F",
        "2800, 2800",
        "3164, 3164",
        "FE00, FE0F",
        "FEFF, FEFF",
        "FFA0, FFA0",
        "FFF9, FFFB",
        "FFFE, FFFF",
        "1D173, 1D17A",
        "1FFFE, 1FFFF",
        "E0000, E007F",
        "E0100, E01EF"
    })
    void areShownByTheirNumbers(String from, String to) {
        for (int c = Integer.parseInt(from, 16); c <= Integer.parseInt(to, 16); c++) {
            String text = "a" + Character.toString(c) + "b";
            assertThat(Visible.text(text)).isEqualTo(String.format("a[U+%04X]b", c));
        }
    }

    @Test
    void halvesOfCharactersAre() {
        assertThat(Visible.text("a\uD800b\uDC00c")).isEqualTo("a[U+D800]b[U+DC00]c");
    }

    /** What stands beside them in Unicode is seen, and stays. */
    @ParameterizedTest
    @CsvSource({
        "20, 7E",
        "A0, AC",
        "AE, 34E",
        "350, 61B",
        "115E, 115E",
        "1161, 17B3",
        "17B6, 180A",
        "1810, 200A",
        "200C, 200D",
        "2010, 2027",
        "2030, 205F",
        "2801, 3163",
        "3165, D7FF",
        "E000, FDFF",
        "FE10, FEFE",
        "FF00, FF9F",
        "FFA1, FFF8",
        "1F600, 1F64F"
    })
    void areThemselves(String from, String to) {
        for (int c = Integer.parseInt(from, 16); c <= Integer.parseInt(to, 16); c++) {
            assertThat(Visible.isHidden(c)).as("U+%04X", c).isEqualTo((c & 0xFFFE) == 0xFFFE);
        }
    }

    @Test
    void linesAndTabsAreThemselves() {
        assertThat(Visible.text("a\tb\r\nc\n")).isEqualTo("a\tb\nc\n");
    }
}
