package io.migrationledger.spi.support;

import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a statement of DDL in the standard's form names: {@code ALTER TABLE s.t …}, {@code DROP VIEW IF EXISTS a, b}.
 * Where an index or a trigger is created, that is its table, since databases make up names of indexes.
 *
 * @param verb the first word in upper case, or the empty string where the statement begins with none
 * @param kind the kind of object in upper case, or the empty string where none of the expected kinds is named
 * @param names the objects in their order, as written but without quotes; empty where there is no kind
 * @param words all words of the statement that are not quoted, in upper case
 */
public record DdlStatement(String verb, String kind, List<ObjectName> names, Set<String> words) {
    private static final Set<String> PARTS_OF_A_TABLE = Set.of("INDEX", "KEY", "TRIGGER");
    private static final Set<String> BEFORE_A_NAME = Set.of("IF", "NOT", "EXISTS", "ONLY");

    /** Keeps copies. */
    public DdlStatement {
        names = List.copyOf(names);
        words = Set.copyOf(words);
    }

    /**
     * Reads a statement from its tokens, so that comments, case and quoted text mislead nobody.
     *
     * @param kinds the words in upper case that are kinds of objects here: {@code TABLE}, {@code SEQUENCE}; the first that
     *     stands in the statement counts
     * @throws io.migrationledger.sql.SqlSyntaxException if the text ends inside a string, an identifier or a comment
     */
    public static DdlStatement of(String statement, SqlSyntax syntax, Set<String> kinds) {
        List<SqlToken> tokens = SqlTokens.of(statement, syntax);
        String verb = tokens.isEmpty() ? "" : upper(tokens.get(0));
        int at = 1;
        while (at < tokens.size() && !kinds.contains(upper(tokens.get(at)))) {
            at++;
        }
        String kind = at < tokens.size() ? upper(tokens.get(at)) : "";
        if (verb.equals("CREATE") && PARTS_OF_A_TABLE.contains(kind)) {
            kind = "TABLE";
            while (at < tokens.size() && !tokens.get(at).is("ON")) {
                at++;
            }
        }
        do {
            at++;
        } while (at < tokens.size() && BEFORE_A_NAME.contains(upper(tokens.get(at))));
        return new DdlStatement(
                verb,
                kind,
                at < tokens.size() ? names(tokens.subList(at, tokens.size())) : List.of(),
                tokens.stream()
                        .map(DdlStatement::upper)
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.toSet()));
    }

    /** Reads {@code a, b.c, …} up to anything else. */
    private static List<ObjectName> names(List<SqlToken> tokens) {
        List<ObjectName> names = new ArrayList<>();
        String schema = "";
        for (int at = 0; at < tokens.size() && isName(tokens.get(at)); at += 2) {
            String separator = at + 1 < tokens.size() ? tokens.get(at + 1).text() : "";
            String name = tokens.get(at).identifier();
            if (separator.equals(".")) {
                schema = name;
                continue;
            }
            names.add(new ObjectName(schema, name));
            schema = "";
            if (!separator.equals(",")) {
                break;
            }
        }
        return names;
    }

    private static boolean isName(SqlToken token) {
        return token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED_IDENTIFIER;
    }

    private static String upper(SqlToken token) {
        return token.kind() == SqlToken.Kind.WORD ? token.text().toUpperCase(Locale.ROOT) : "";
    }
}
