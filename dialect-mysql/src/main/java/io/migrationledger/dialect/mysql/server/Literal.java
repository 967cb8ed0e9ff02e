package io.migrationledger.dialect.mysql.server;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Text as a literal that no setting of the session can bend: neither the sql_mode nor a character set. */
public final class Literal {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private static final String PUNCTUATION = " -_.,:+/";

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern PLAIN = Pattern.compile("[\\w ,.:=/+@%`~*-]+");

    private Literal() {}

    /**
     * Writes a text with its character set by name: as it is where it has only such characters as mean the same in every
     * character set of a client and under every sql_mode, otherwise in hexadecimal digits. Against a column the column's
     * collation wins (https://dev.mysql.com/doc/refman/8.0/en/hexadecimal-literals.html,
     * https://dev.mysql.com/doc/refman/8.0/en/charset-introducer.html).
     */
    public static String of(String text) {
        return isPlain(text)
                ? "_utf8mb4'" + text + "'"
                : "_utf8mb4 X'" + HEX.formatHex(text.getBytes(StandardCharsets.UTF_8)) + "'";
    }

    /**
     * Returns whether it has only letters, digits and some punctuation of ASCII: no quote, none of the signs that swe7 has
     * letters for, no brace (JDBC's escapes), no question mark. An empty text is none: under EMPTY_STRING_IS_NULL it would be
     * NULL (https://mariadb.com/kb/en/sql-mode/), and in hexadecimal digits it is not.
     */
    private static boolean isPlain(String text) {
        if (text.isEmpty()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || (c >= 'A' && c <= 'Z')
                    || PUNCTUATION.indexOf(c) >= 0;
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    /** Writes the value of a system variable as the server has shown it. */
    public static String ofVariable(String name, String value) {
        if (value.isEmpty() && name.startsWith("character_set")) {
            return "NULL"; // Connector/J asks for results in their own character sets
        }
        if (NUMBER.matcher(value).matches()) {
            return value; // a numeric variable takes no text
        }
        return value.isEmpty() || PLAIN.matcher(value).matches() ? "'" + value + "'" : of(value);
    }
}
