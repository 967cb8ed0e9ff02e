package io.migrationledger.dialect.mysql.statement;

import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxException;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The routines, triggers and views that a script has created so far. CREATE neither reads nor fills what their bodies name; a
 * statement that runs them does. Events run in sessions of their own.
 */
final class StoredPrograms {
    private static final Set<String> ROUTINES = Set.of("PROCEDURE", "FUNCTION", "PACKAGE");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}_$]+");

    /** A text below this length holds no statement that stores a program. */
    private static final int SHORTEST = 20;

    private final Map<String, Program> programs = new LinkedHashMap<>();

    /**
     * One of them.
     *
     * @param title its kind and name
     * @param runBy upper case: a statement that names this may run it; of a trigger, its table
     * @param names upper case: whatever else it names
     * @param reads what it takes over from the session
     * @param fills what it leaves in the session
     */
    record Program(
            String title, boolean trigger, String runBy, Set<String> names, Set<String> reads, Set<String> fills) {}

    void clear() {
        programs.clear();
    }

    boolean isEmpty() {
        return programs.isEmpty();
    }

    /** Returns whether a text, in upper case, may name one of them. */
    boolean mayBeRunBy(String upper) {
        return !programs.isEmpty()
                && (upper.contains("EXECUTE")
                        || programs.values().stream().anyMatch(program -> upper.contains(program.runBy())));
    }

    /** Returns what a statement evaluates when it runs, and takes note of what it, or a text in it, stores for later. */
    List<SqlToken> atOnce(List<SqlToken> tokens, SqlSyntax syntax) {
        Words words = Words.over(tokens);
        boolean creates = words.accept("CREATE");
        if (!creates && !words.accept("ALTER")) {
            return tokens.stream().flatMap(token -> inText(token, syntax)).toList();
        }
        words.accept("OR", "REPLACE");
        CreateReader.skipModifiers(words);
        String kind = words.word();
        words.skip();
        if (kind.equals("PACKAGE")) {
            words.accept("BODY");
        }
        words.accept("IF", "NOT", "EXISTS");
        words.accept("IF", "EXISTS");
        String name = words.name().map(Name::name).orElse("");
        if (kind.equals("EVENT")) {
            return schedule(words);
        }
        if (creates && kind.equals("TRIGGER")) {
            words.seek("ON");
            note(kind, name, words.name().map(Name::name).orElse(""), words.rest());
            return List.of();
        }
        if (creates && (ROUTINES.contains(kind) || kind.equals("VIEW"))) {
            note(kind, name, name, words.rest());
            return kind.equals("VIEW") ? tokens : List.of();
        }
        return tokens;
    }

    /**
     * Takes note of tables that get other names: their triggers stay with them.
     *
     * @param pairs a table's name and the new one, one pair after the other
     */
    void renamed(List<Target> pairs) {
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            String from = pairs.get(i).name().name().toUpperCase(Locale.ROOT);
            String to = pairs.get(i + 1).name().name().toUpperCase(Locale.ROOT);
            programs.put("TABLE " + to, new Program("table " + to, true, to, Set.of(from), Set.of(), Set.of()));
        }
    }

    /** The times of an event are evaluated when it is created. */
    private static List<SqlToken> schedule(Words words) {
        List<SqlToken> rest = words.rest();
        words.seek("DO");
        return rest.subList(0, rest.size() - words.rest().size());
    }

    /** Returns a token; where it is the text of a statement that stores a program, what that evaluates. */
    private Stream<SqlToken> inText(SqlToken token, SqlSyntax syntax) {
        if (token.kind() != SqlToken.Kind.STRING || token.text().length() < SHORTEST) {
            return Stream.of(token);
        }
        String inner = token.text().substring(1, token.text().length() - 1);
        try {
            Words head = Words.head(inner, syntax);
            if (head.at("CREATE") || head.at("ALTER")) {
                List<SqlToken> statement = SqlTokens.of(inner, syntax);
                List<SqlToken> atOnce = atOnce(statement, syntax);
                return atOnce.size() < statement.size() ? atOnce.stream() : Stream.of(token);
            }
            return Stream.of(token);
        } catch (SqlSyntaxException e) {
            return Stream.of(token); // prose, or a part of a statement
        }
    }

    private void note(String kind, String name, String runBy, List<SqlToken> body) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < body.size(); i++) {
            SqlToken token = body.get(i);
            switch (token.kind()) {
                case WORD, QUOTED_IDENTIFIER -> {
                    if (!BodyReader.isVariable(body, i)) {
                        names.add(token.identifier().toUpperCase(Locale.ROOT));
                    }
                }
                case STRING ->
                    NO_WORD.splitAsStream(token.text().toUpperCase(Locale.ROOT)).forEach(names::add);
                default -> {}
            }
        }
        BodyReader reader = new BodyReader(body);
        String title = kind.toLowerCase(Locale.ROOT) + " " + name;
        programs.put(
                title.toUpperCase(Locale.ROOT),
                new Program(
                        title,
                        kind.equals("TRIGGER"),
                        runBy.toUpperCase(Locale.ROOT),
                        names,
                        reader.reads(),
                        reader.fills()));
    }

    /** Returns all of them. */
    Collection<Program> all() {
        return programs.values();
    }

    /**
     * Returns those that a statement may run, and those that these run.
     *
     * @param named what the statement names, in upper case
     * @param writes whether it may write a table that it names
     */
    Collection<Program> runBy(Set<String> named, boolean writes) {
        Set<String> names = new HashSet<>(named);
        Set<String> written = new HashSet<>(writes ? named : Set.of());
        Set<Program> run = new LinkedHashSet<>();
        Optional<Program> next;
        do {
            next = programs.values().stream()
                    .filter(program -> !run.contains(program))
                    .filter(program -> (program.trigger() ? written : names).contains(program.runBy()))
                    .findFirst();
            next.ifPresent(program -> {
                run.add(program);
                names.addAll(program.names());
                written.addAll(program.names());
            });
        } while (next.isPresent());
        return run;
    }
}
