package io.migrationledger.internal.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides values in what a database says of a statement: those that stand in the statement, wherever they are quoted, and
 * those of rows, which databases put into quotes, into parentheses or on lines of their own.
 */
final class MaskedWords {
    static final String STARS = "***";
    /** So many characters in a row are no accident. */
    private static final int RUN = 4;

    /** What MySQL and MariaDB say between quotes that is no value and no name. */
    private static final Set<String> PHRASES = Set.of(
            "field list",
            "where clause",
            "on clause",
            "order clause",
            "group statement",
            "having clause",
            "select list",
            "PRIMARY");

    /** What PostgreSQL says on further lines, beside names and values. */
    private static final Set<String> OWN_WORDS = Set.of(
            "detail",
            "hint",
            "position",
            "where",
            "failing",
            "row",
            "contains",
            "key",
            "already",
            "exists",
            "is",
            "not",
            "duplicated",
            "present",
            "still",
            "referenced",
            "from",
            "in",
            "table",
            "column",
            "the",
            "perhaps",
            "you",
            "meant",
            "to",
            "reference",
            "or",
            "there",
            "a",
            "but",
            "it",
            "cannot",
            "be",
            "of",
            "this",
            "query",
            "sql",
            "statement",
            "at",
            "line");

    private static final Set<String> NONE = Set.of("null", "default");

    /** MySQL ends with these where quotes stand within quotes. */
    private static final Set<String> LAST = Set.of("at", "line");

    private static final Pattern NAMED = Pattern.compile("(?:constraint|index|key) $", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHUNK = Pattern.compile("[^\\s,.;:=()'\"`]+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+");
    private static final Pattern SMALL_NUMBER = Pattern.compile("\\d{1,3}");
    private static final Pattern SIDE_BY_SIDE = Pattern.compile("\\*\\*\\*(?:[\\s,.;:=()]*\\*\\*\\*)+");

    private final StatementValues statement;
    private final String words;
    private final boolean[] hidden;

    private MaskedWords(StatementValues statement, String words) {
        this.statement = statement;
        this.words = words;
        this.hidden = new boolean[words.length()];
    }

    /** Returns the words with stars in place of values. */
    static String of(StatementValues statement, String words) {
        MaskedWords masked = new MaskedWords(statement, words);
        masked.hideValues();
        masked.hideQuoted('\'');
        masked.hideQuoted('"');
        masked.hideQuoted('`');
        int open = words.indexOf('(');
        if (open >= 0) {
            int close = words.lastIndexOf(')');
            masked.hideUnknown(open, close > open ? close : words.length(), NONE);
        }
        int second = words.indexOf('\n');
        if (second >= 0) {
            masked.hideUnknown(second, words.length(), OWN_WORDS);
        }
        masked.widen();
        return masked.text();
    }

    private void hideValues() {
        String lower = words.toLowerCase(Locale.ROOT);
        if (lower.length() != words.length()) {
            hide(0, words.length()); // a letter that becomes two: places are others
            return;
        }
        Map<String, List<Integer>> runs = new HashMap<>();
        for (int i = 0; i + RUN <= lower.length(); i++) {
            runs.computeIfAbsent(lower.substring(i, i + RUN), run -> new ArrayList<>())
                    .add(i);
        }
        for (String value : statement.values()) {
            String sought = value.toLowerCase(Locale.ROOT);
            for (int i = 0; i + RUN <= sought.length(); i++) {
                runs.getOrDefault(sought.substring(i, i + RUN), List.of()).forEach(at -> hide(at, at + RUN));
            }
            if (sought.length() < RUN && !sought.isBlank()) {
                hideWhole(lower, sought);
            }
        }
    }

    /** A value that is short is hidden where it is not a part of a word. */
    private void hideWhole(String lower, String value) {
        for (int at = lower.indexOf(value); at >= 0; at = lower.indexOf(value, at + 1)) {
            int end = at + value.length();
            boolean alone = (at == 0 || !Character.isLetterOrDigit(lower.charAt(at - 1)))
                    && (end == lower.length() || !Character.isLetterOrDigit(lower.charAt(end)));
            if (alone) {
                hide(at, end);
            }
        }
    }

    /** Hides what is in quotes and is no name of the statement; all that follows, where it is not clear where quotes end. */
    private void hideQuoted(char quote) {
        int open = opening(quote, 0);
        while (open >= 0) {
            int close = closing(quote, open + 1);
            if (close < 0) {
                hideUnknown(open, words.length(), LAST);
                return;
            }
            boolean named =
                    quote == '"' && NAMED.matcher(words.substring(0, open)).find();
            if (!named && !PHRASES.contains(words.substring(open + 1, close))) {
                hideUnknown(open, close, NONE);
            }
            open = opening(quote, close + 1);
        }
    }

    /** An apostrophe in a word opens nothing. */
    private int opening(char quote, int from) {
        int at = words.indexOf(quote, from);
        while (at > 0
                && Character.isLetterOrDigit(words.charAt(at - 1))
                && at + 1 < words.length()
                && Character.isLetterOrDigit(words.charAt(at + 1))) {
            at = words.indexOf(quote, at + 1);
        }
        return at;
    }

    private int closing(char quote, int from) {
        int at = words.indexOf(quote, from);
        while (at >= 0 && at + 1 < words.length() && Character.isLetterOrDigit(words.charAt(at + 1))) {
            at = words.indexOf(quote, at + 1);
        }
        return at;
    }

    private void hideUnknown(int from, int to, Set<String> ownWords) {
        Matcher chunk = CHUNK.matcher(words).region(from, to);
        while (chunk.find()) {
            if (!isKnown(chunk.group(), ownWords)) {
                hide(chunk.start(), chunk.end());
            }
        }
    }

    private boolean isKnown(String chunk, Set<String> ownWords) {
        Matcher word = WORD.matcher(chunk);
        while (word.find()) {
            String lower = word.group().toLowerCase(Locale.ROOT);
            if (!statement.names().contains(lower)
                    && !ownWords.contains(lower)
                    && !SMALL_NUMBER.matcher(lower).matches()) {
                return false;
            }
        }
        return true;
    }

    private void hide(int from, int to) {
        for (int i = from; i < to; i++) {
            hidden[i] = true;
        }
    }

    /** Hides the rest of a word of which a part is hidden. */
    private void widen() {
        Matcher word = WORD.matcher(words);
        Set<Integer> starts = new HashSet<>();
        while (word.find()) {
            for (int i = word.start(); i < word.end(); i++) {
                if (hidden[i] && starts.add(word.start())) {
                    hide(word.start(), word.end());
                }
            }
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.length(); i++) {
            if (!hidden[i]) {
                text.append(words.charAt(i));
            } else if (i == 0 || !hidden[i - 1]) {
                text.append(STARS);
            }
        }
        return SIDE_BY_SIDE.matcher(text).replaceAll(STARS);
    }
}
