package io.migrationledger.layouts;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Liquibase's expressions over names: {@code test and !legacy, prod}
 * (<a href="https://docs.liquibase.com/concepts/changelogs/attributes/contexts.html">its manual</a>). A comma is an "or"
 * that binds least; {@code and} binds more than {@code or}. Where no name is given, everything holds but a word with an at
 * sign: {@code @test} asks for the name.
 */
final class Expression {
    private static final Pattern WORD = Pattern.compile("[(),!@]|[^\\s(),!]+");

    private final List<String> words;
    private final Set<String> names;
    private int at;

    private Expression(String text, Set<String> names) {
        this.words = WORD.matcher(text).results().map(MatchResult::group).toList();
        this.names = names;
    }

    /**
     * Returns whether an expression holds for these names, in any case of letters and with or without an at sign; the empty
     * one always does.
     */
    static boolean holds(String text, Set<String> names) {
        if (text.isBlank()) {
            return true;
        }
        return new Expression(text, lower(names.stream().map(name -> name.replaceFirst("^@", "")))).anyOf();
    }

    static Set<String> lower(Stream<String> names) {
        return names.map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private boolean anyOf() {
        boolean holds = either();
        while (take(",")) {
            holds |= either();
        }
        return holds;
    }

    private boolean either() {
        boolean holds = both();
        while (take("or")) {
            holds |= both();
        }
        return holds;
    }

    private boolean both() {
        boolean holds = one();
        while (take("and")) {
            holds &= one();
        }
        return holds;
    }

    private boolean one() {
        boolean asked = take("@");
        if (take("!") || take("not")) {
            return !one() || names.isEmpty();
        }
        if (take("(")) {
            boolean holds = anyOf();
            take(")");
            return holds;
        }
        if (at == words.size()) {
            return false;
        }
        String name = words.get(at++).toLowerCase(Locale.ROOT);
        return names.isEmpty() ? !asked : names.contains(name);
    }

    private boolean take(String word) {
        if (at < words.size() && words.get(at).equalsIgnoreCase(word)) {
            at++;
            return true;
        }
        return false;
    }
}
