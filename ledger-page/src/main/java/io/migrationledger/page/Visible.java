package io.migrationledger.page;

/**
 * Characters that a reader would not see, and that change what they see: control characters, those that turn the direction of
 * text round (Unicode Standard Annex 9), those without a width, and halves of surrogate pairs.
 */
public final class Visible {

    private Visible() {}

    /** Returns whether the character has to be shown by its number. Line feed and tab are themselves. */
    public static boolean isHidden(int c) {
        if (c < 0x20) {
            return c != '\n' && c != '\t';
        }
        if (c < 0x7F) {
            return false;
        }
        return c <= 0x9F
                || c == 0xAD
                || c == 0x34F
                || c == 0x61C
                || c == 0x115F // Hangul fillers
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || (c >= 0x180B && c <= 0x180F)
                || (c >= 0x200B && c <= 0x200F && c != 0x200C && c != 0x200D) // joiners shape letters and emoji
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2060 && c <= 0x206F)
                || (c >= 0xD800 && c <= 0xDFFF)
                || c == 0x2800 // a pattern of Braille without a dot
                || c == 0x3164
                || (c >= 0xFE00 && c <= 0xFE0F) // chooses between two shapes of a character
                || c == 0xFEFF
                || c == 0xFFA0
                || (c >= 0xFFF9 && c <= 0xFFFB)
                || (c & 0xFFFE) == 0xFFFE
                || (c >= 0x1D173 && c <= 0x1D17A)
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }

    /** Returns the number, such as {@code U+202E}. */
    public static String name(int c) {
        return String.format("U+%04X", c);
    }

    /** Returns the text with such characters as their numbers in brackets, and every line ending as one line feed. */
    public static String text(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        String lines = lines(text);
        for (int i = 0; i < lines.length(); ) {
            int c = lines.codePointAt(i);
            i += Character.charCount(c);
            if (isHidden(c)) {
                shown.append('[').append(name(c)).append(']');
            } else {
                shown.appendCodePoint(c);
            }
        }
        return shown.toString();
    }

    /** Returns the text, or as much of its beginning as is allowed, without the half of a character at its end. */
    public static String beginning(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        boolean inCharacter = longest > 0 && Character.isHighSurrogate(text.charAt(longest - 1));
        return text.substring(0, inCharacter ? longest - 1 : longest);
    }

    /** Returns the text with every CRLF as one line feed. */
    public static String lines(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n");
    }
}
