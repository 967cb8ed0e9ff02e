package io.migrationledger.dialect.mysql;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Text as a literal that no setting of the session can bend: neither the sql_mode nor a character set. */
final class Literal {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Literal() {}

    /**
     * Writes a text in hexadecimal digits, with its character set and collation by name. Against a column the column's
     * collation wins (https://dev.mysql.com/doc/refman/8.0/en/hexadecimal-literals.html,
     * https://dev.mysql.com/doc/refman/8.0/en/charset-introducer.html).
     */
    static String of(String text) {
        return "_utf8mb4 X'" + HEX.formatHex(text.getBytes(StandardCharsets.UTF_8)) + "'";
    }
}
