package io.migrationledger.adopt;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of other tools' columns, whose types differ by database and by the tool's version. */
final class Values {
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?) ?(Z|[+-]\\d\\d(?::?\\d\\d)?)?");

    private Values() {}

    /** Returns a value as the ledger can keep it: a text, a whole number, a boolean or null. Bytes are hexadecimal. */
    static @Nullable Object read(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        if (value == null || value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigInteger whole) {
            return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole.toString();
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        return row.getString(column);
    }

    static Optional<Long> number(@Nullable Object value) {
        if (value instanceof Long number) {
            return Optional.of(number);
        }
        if (value instanceof String text && text.matches("-?\\d{1,18}(\\.0+)?")) {
            return Optional.of(Long.valueOf(text.replaceFirst("\\..*", "")));
        }
        return Optional.empty();
    }

    /** Returns a time of which {@link #time} does not tell the zone as one in UTC; anything else as it is. */
    static String inUtc(String time) {
        try {
            return LocalDateTime.parse(time).toInstant(ZoneOffset.UTC).toString();
        } catch (DateTimeException e) {
            return time; // it says its zone, or is no time
        }
    }

    /** Returns a time in ISO 8601, in UTC where its zone stands with it; other text as it is. */
    static String time(String text) {
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.matches()) {
            return text;
        }
        String local = matcher.group(1) + "T" + matcher.group(2);
        String offset = matcher.group(3);
        if (offset == null) {
            return local;
        }
        try {
            Instant instant = LocalDateTime.parse(local).toInstant(ZoneOffset.of(offset));
            return instant.toString();
        } catch (DateTimeException e) {
            return text; // as it stands in the table
        }
    }
}
