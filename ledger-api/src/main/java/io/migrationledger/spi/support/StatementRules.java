package io.migrationledger.spi.support;

import io.migrationledger.spi.StatementClass;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Classifies statements by the words that they begin with, as a database's manual lists its commands. A phrase is one word
 * or several, in upper case with a blank between them; {@code ...} stands for any words or none, and a bar between those
 * of which one has to stand there: {@code CREATE ... TEMP|TEMPORARY TABLE}. Where several phrases fit, the one of most
 * words decides; where none does, the statement is opaque, which is safe for whatever it is. Immutable: may be used by any
 * number of threads.
 */
public final class StatementRules {
    /** Enough to tell what a statement is; a long INSERT is not read to its end for that. */
    private static final int HEAD = 8;

    private static final Set<String> ANYTHING = Set.of("...");

    private final SqlSyntax syntax;
    private final List<Rule> rules;

    private record Rule(List<Set<String>> phrase, Function<String, StatementClass> judgement) {}

    private StatementRules(SqlSyntax syntax, List<Rule> rules) {
        this.syntax = syntax;
        this.rules = rules;
    }

    /** Returns no rules yet, for statements of a syntax. */
    public static StatementRules of(SqlSyntax syntax) {
        return new StatementRules(syntax, List.of());
    }

    /** Returns these rules, and that such statements take effect when their transaction commits. */
    public StatementRules transactional(String... phrases) {
        return with(verb -> StatementClass.TRANSACTIONAL, phrases);
    }

    /** Returns these rules, and that such statements change the session only. */
    public StatementRules session(String... phrases) {
        return with(verb -> StatementClass.SESSION, phrases);
    }

    /** Returns these rules, and that such statements commit by themselves. */
    public StatementRules selfCommitting(String... phrases) {
        return with(verb -> StatementClass.selfCommitting(verb + " commits by itself"), phrases);
    }

    /**
     * Returns these rules, and that such statements must not stand in a migration.
     *
     * @param instead what to write in their place
     */
    public StatementRules refused(String instead, String... phrases) {
        return with(verb -> StatementClass.refused(instead), phrases);
    }

    private StatementRules with(Function<String, StatementClass> judgement, String... phrases) {
        List<Rule> more = new ArrayList<>(rules);
        for (String phrase : phrases) {
            List<Set<String>> words = Arrays.stream(phrase.split(" "))
                    .map(word -> Set.of(word.split("\\|")))
                    .toList();
            more.add(new Rule(words, judgement));
        }
        return new StatementRules(syntax, List.copyOf(more));
    }

    /** Returns the class of a statement; a client command is always refused. */
    public StatementClass classify(SqlStatement statement) {
        if (statement.clientCommand()) {
            return StatementClass.refused("it is a command of a client, not SQL: write the SQL that it stands for");
        }
        List<String> words = SqlTokens.first(statement.text(), syntax, HEAD).stream()
                .map(SqlToken::text)
                .map(text -> text.toUpperCase(Locale.ROOT))
                .toList();
        String verb = words.isEmpty() ? "it" : words.get(0);
        return rules.stream()
                .filter(rule -> begins(words, rule.phrase))
                .max(Comparator.comparingInt(rule -> rule.phrase.size()))
                .map(rule -> rule.judgement.apply(verb))
                .orElseGet(() -> StatementClass.opaque(verb + " may commit inside"));
    }

    private static boolean begins(List<String> words, List<Set<String>> phrase) {
        if (phrase.isEmpty()) {
            return true;
        }
        List<Set<String>> rest = phrase.subList(1, phrase.size());
        if (phrase.get(0).equals(ANYTHING)) {
            return IntStream.rangeClosed(0, words.size())
                    .anyMatch(skipped -> begins(words.subList(skipped, words.size()), rest));
        }
        return !words.isEmpty() && phrase.get(0).contains(words.get(0)) && begins(words.subList(1, words.size()), rest);
    }
}
