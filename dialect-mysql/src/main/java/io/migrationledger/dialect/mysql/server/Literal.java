package io.migrationledger.dialect.mysql.server;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Text as a literal that no setting of the session can bend: neither the sql_mode nor a character set. */
public final class Literal {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern PLAIN = Pattern.compile("[\\w ,.:=/+@%`~*-]+");

    private Literal() {}

    /**
     * Writes a text in hexadecimal digits, with its character set and collation by name. Against a column the column's
     * collation wins (https://dev.mysql.com/doc/refman/8.0/en/hexadecimal-literals.html,
     * https://dev.mysql.com/doc/refman/8.0/en/charset-introducer.html).
     */
    public static String of(String text) {
        return "_utf8mb4 X'" + HEX.formatHex(text.getBytes(StandardCharsets.UTF_8)) + "'";
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
