package com.example.ledger.h2;

import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a self-committing statement names. An index and a trigger are described with their table where the statement names
 * it, since H2 makes up the names of some.
 *
 * @param verb the first word, in upper case
 * @param kind the kind of object, in upper case, or the empty string where the driver does not know it
 * @param names what it names
 * @param words all words of the statement, in upper case
 */
record H2Target(String verb, String kind, List<Name> names, Set<String> words) {
    private static final Set<String> KINDS = Set.of(
            ("TABLE VIEW INDEX KEY SEQUENCE TRIGGER ALIAS AGGREGATE DOMAIN SCHEMA" + " USER ROLE SYNONYM CONSTANT")
                    .split(" "));

    /** A name without quotes; the schema is the empty string where it is not written. */
    record Name(String schema, String name) {}

    static H2Target of(String statement) {
        List<SqlToken> tokens = SqlTokens.of(statement, H2Dialect.SYNTAX);
        int at = 1;
        while (at < tokens.size() && !KINDS.contains(upper(tokens.get(at)))) {
            at++;
        }
        String verb = upper(tokens.get(0));
        String kind = at < tokens.size() ? upper(tokens.get(at)) : "";
        if (verb.equals("CREATE") && Set.of("INDEX", "KEY", "TRIGGER").contains(kind)) {
            kind = "TABLE";
            while (at < tokens.size() && !tokens.get(at).is("ON")) {
                at++;
            }
        }
        do {
            at++;
        } while (at < tokens.size() && Set.of("IF", "NOT", "EXISTS").contains(upper(tokens.get(at))));
        return new H2Target(
                verb,
                kind,
                names(tokens.subList(Math.min(at, tokens.size()), tokens.size())),
                tokens.stream().map(H2Target::upper).collect(Collectors.toSet()));
    }

    /** Reads {@code a, b.c, …} up to anything else. */
    private static List<Name> names(List<SqlToken> tokens) {
        List<Name> names = new ArrayList<>();
        String schema = "";
        for (int at = 0; at < tokens.size() && isName(tokens.get(at)); at += 2) {
            String separator = at + 1 < tokens.size() ? tokens.get(at + 1).text() : "";
            String name = tokens.get(at).identifier();
            if (separator.equals(".")) {
                schema = name;
                continue;
            }
            names.add(new Name(schema, name));
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
