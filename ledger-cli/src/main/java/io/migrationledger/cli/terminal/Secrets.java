package io.migrationledger.cli.terminal;

import io.migrationledger.event.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps passwords out of everything that is printed. An address is shown without them whatever they are. Elsewhere a
 * password is hidden even where it is an ordinary word: nobody can tell the two apart. Only a number of up to three digits is
 * not, for it protects nothing and stands everywhere.
 */
public final class Secrets {
    private static final String STARS = "***";
    /** Letters and digits, so few that they may be a part of a word. */
    private static final int SHORT = 12;

    /** What a JDBC address begins with; the name of the database's kind follows, and a colon. */
    private static final String ADDRESS = "jdbc:";

    /** Stands where a text was cut. */
    private static final String CUT = "…";

    /** Fewer characters of a password tell nothing of it, and stand before many a cut. */
    private static final int HALF = 3;

    private static final int DIGITS_THAT_HIDE_NOTHING = 3;

    /** The longest first: one may be a part of another. */
    private final TreeSet<String> values =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private final Map<String, String> addresses = new LinkedHashMap<>();

    /** Knows no secret yet. */
    public Secrets() {}

    /** Learns a password. */
    public void add(Optional<String> password) {
        password.filter(text -> !text.isEmpty())
                .filter(text -> !isSmallNumber(text))
                .ifPresent(values::add);
    }

    private static boolean isSmallNumber(String text) {
        return text.length() <= DIGITS_THAT_HIDE_NOTHING && text.chars().allMatch(Character::isDigit);
    }

    /** Learns the passwords that stand in a JDBC address, as they are written there and as a client decodes them. */
    public void addUrl(String url) {
        StringBuilder shown = new StringBuilder(url.length());
        int from = 0;
        for (AddressSecrets.Range secret : AddressSecrets.in(url)) {
            String written = url.substring(secret.start(), secret.end());
            add(Optional.of(written));
            add(decoded(written));
            shown.append(url, from, secret.start()).append(STARS);
            from = secret.end();
        }
        if (from > 0) {
            addresses.put(url, shown.append(url, from, url.length()).toString());
        }
    }

    private static Optional<String> decoded(String written) {
        try {
            return Optional.of(URLDecoder.decode(written, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a percent sign that encodes nothing
        }
    }

    /** Returns the text with stars for every password in it. */
    public String hide(String text) {
        String hidden = text;
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            hidden = hidden.replace(address.getKey(), address.getValue());
        }
        for (String value : values) {
            if (hidden.contains(value)) {
                hidden = hideValue(hidden, value);
            }
        }
        return hideHalves(hidden);
    }

    /** Returns a JSON object with stars for every password in the texts of its members; names and numbers stand as they are. */
    public String hideInJson(String object) {
        Map<String, @Nullable Object> members = Json.object(object);
        Object hidden = hideIn(members);
        return members.equals(hidden) ? object : Json.write(hidden);
    }

    private @Nullable Object hideIn(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> hidden = new LinkedHashMap<>();
            map.forEach((name, member) -> hidden.put(name, hideIn(member)));
            return hidden;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> hidden = new ArrayList<>(list.size());
            list.forEach(element -> hidden.add(hideIn(element)));
            return hidden;
        }
        return value instanceof String text ? hide(text) : value;
    }

    /** Hides the beginning of a password at the end of a text that the ledger had cut before it was kept. */
    private String hideHalves(String text) {
        String hidden = text;
        int from = 0;
        for (int cut = hidden.indexOf(CUT); cut >= 0; cut = hidden.indexOf(CUT, from)) {
            int half = half(hidden, cut);
            if (half > 0) {
                hidden = hidden.substring(0, cut - half) + STARS + hidden.substring(cut);
                cut += STARS.length() - half;
            }
            from = cut + CUT.length();
        }
        return hidden;
    }

    /** Returns how many characters before the cut are the beginning of a password, the longest there is; or 0. */
    private int half(String text, int cut) {
        int longest = 0;
        for (String value : values) {
            int length = Math.min(value.length() - 1, cut);
            while (length > longest && !text.regionMatches(cut - length, value, 0, length)) {
                length--;
            }
            longest = Math.max(longest, length);
        }
        return longest >= HALF ? longest : 0;
    }

    private static String hideValue(String text, String value) {
        boolean mayBeAPart = value.length() < SHORT && value.chars().allMatch(Character::isLetterOrDigit);
        StringBuilder hidden = new StringBuilder(text.length());
        int from = 0;
        for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, from)) {
            int end = at + value.length();
            boolean hides = !mayBeAPart || standsAlone(text, at, end);
            hidden.append(text, from, at).append(hides ? STARS : value);
            from = end;
        }
        return hidden.append(text, from, text.length()).toString();
    }

    private static boolean standsAlone(String text, int start, int end) {
        return !isKindOfDatabase(text, start, end)
                && (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
                && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
    }

    private static boolean isKindOfDatabase(String text, int start, int end) {
        return text.startsWith(ADDRESS, start - ADDRESS.length()) && text.startsWith(":", end);
    }
}
