package io.migrationledger.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Keeps passwords out of everything that is printed. */
public final class Secrets {
    private static final String STARS = "***";
    private static final List<String> KEYS = List.of("password=", "pwd=", "pass=", "secret=", "token=", "key=");

    private final List<String> values = new ArrayList<>();

    /** Knows no secret yet. */
    public Secrets() {}

    /** Learns a password. */
    void add(Optional<String> password) {
        password.filter(text -> !text.isEmpty()).ifPresent(values::add);
    }

    /** Learns the passwords that stand in a JDBC address. */
    void addUrl(String url) {
        int at = userInfoEnd(url);
        int colon = at < 0 ? -1 : url.indexOf(':', url.indexOf("//") + 2);
        if (colon >= 0 && colon < at) {
            add(Optional.of(url.substring(colon + 1, at)));
        }
        String lower = url.toLowerCase(Locale.ROOT);
        for (String key : KEYS) {
            for (int from = lower.indexOf(key); from >= 0; from = lower.indexOf(key, from + 1)) {
                int start = from + key.length();
                add(Optional.of(url.substring(start, valueEnd(url, start))));
            }
        }
    }

    /** Returns the text with stars for every password in it. */
    public String hide(String text) {
        String hidden = text;
        for (String value : values) {
            if (hidden.contains(value)) {
                hidden = hideWord(hidden, value);
            }
        }
        return hidden;
    }

    /** A short password is a part of many words; it is hidden where it stands alone. */
    private static String hideWord(String text, String value) {
        StringBuilder hidden = new StringBuilder(text.length());
        int from = 0;
        for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, from)) {
            int end = at + value.length();
            boolean alone = value.length() >= 4
                    || ((at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                            && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end))));
            hidden.append(text, from, at).append(alone ? STARS : value);
            from = end;
        }
        return hidden.append(text, from, text.length()).toString();
    }

    private static int userInfoEnd(String url) {
        int start = url.indexOf("//");
        if (start < 0) {
            return -1;
        }
        int end = url.length();
        for (char stop : new char[] {'/', '?'}) {
            int at = url.indexOf(stop, start + 2);
            end = at < 0 ? end : Math.min(end, at);
        }
        return url.lastIndexOf('@', end - 1) > start ? url.lastIndexOf('@', end - 1) : -1;
    }

    private static int valueEnd(String url, int start) {
        int end = start;
        while (end < url.length() && "&;,)".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
