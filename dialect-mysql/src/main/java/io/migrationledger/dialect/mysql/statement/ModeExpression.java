package io.migrationledger.dialect.mysql.statement;

import io.migrationledger.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is assigned to sql_mode, as far as it can be known before it runs: words, texts, the mode as it was, and the functions
 * with which scripts take a mode out or add one.
 */
public final class ModeExpression {
    private final List<SqlToken> tokens;
    private final Function<String, Optional<String>> variables;
    private int at;

    /** @param variables the value of {@code @name}, {@code @@sql_mode} or {@code @@global.sql_mode}, in lower case */
    private ModeExpression(List<SqlToken> tokens, Function<String, Optional<String>> variables) {
        this.tokens = tokens;
        this.variables = variables;
    }

    /** Returns the value of an expression; empty where it cannot be known. */
    static Optional<String> value(List<SqlToken> tokens, Function<String, Optional<String>> variables) {
        ModeExpression expression = new ModeExpression(tokens, variables);
        Optional<String> value = expression.operand();
        return expression.at == tokens.size() ? value : Optional.empty();
    }

    private boolean accept(String text) {
        boolean there = at < tokens.size() && tokens.get(at).text().equalsIgnoreCase(text);
        if (there) {
            at++;
        }
        return there;
    }

    private Optional<String> operand() {
        if (at >= tokens.size()) {
            return Optional.empty();
        }
        if (accept("(")) {
            accept("SELECT");
            Optional<String> inner = operand();
            return accept(")") ? inner : Optional.empty();
        }
        if (accept("@")) {
            return variable();
        }
        SqlToken token = tokens.get(at++);
        String text = token.text();
        return switch (token.kind()) {
            case STRING -> literal(text);
            case NUMBER -> text.equals("0") ? Optional.of("") : Optional.empty();
            case QUOTED_IDENTIFIER -> Optional.of(token.identifier());
            case WORD -> accept("(") ? call(text) : word(text);
            default -> Optional.empty();
        };
    }

    private Optional<String> word(String word) {
        return word.equalsIgnoreCase("DEFAULT") ? variables.apply("@@global.sql_mode") : Optional.of(word);
    }

    private static Optional<String> literal(String text) {
        boolean plain = text.indexOf('\\') < 0 && (text.startsWith("'") || text.startsWith("\""));
        return plain ? Optional.of(text.substring(1, text.length() - 1)) : Optional.empty();
    }

    private Optional<String> variable() {
        StringBuilder name = new StringBuilder("@");
        if (accept("@")) {
            name.append('@');
            if (accept("GLOBAL")) {
                name.append("global");
            } else if (accept("SESSION") || accept("LOCAL")) {
                name.append("session");
            }
            if (accept(".")) {
                name.append('.');
            }
        }
        if (at >= tokens.size()) {
            return Optional.empty();
        }
        name.append(tokens.get(at++).identifier().toLowerCase(Locale.ROOT));
        return variables.apply(name.toString().replace("@@session.", "@@"));
    }

    private Optional<String> call(String function) {
        List<String> arguments = new ArrayList<>();
        do {
            Optional<String> argument = operand();
            if (argument.isEmpty()) {
                return Optional.empty();
            }
            arguments.add(argument.get());
        } while (accept(","));
        if (!accept(")")) {
            return Optional.empty();
        }
        int count = arguments.size();
        return switch (function.toUpperCase(Locale.ROOT)) {
            case "CONCAT" -> Optional.of(String.join("", arguments));
            case "CONCAT_WS" -> Optional.of(String.join(arguments.get(0), arguments.subList(1, count)));
            case "REPLACE" ->
                count == 3 && !arguments.get(1).isEmpty()
                        ? Optional.of(arguments.get(0).replace(arguments.get(1), arguments.get(2)))
                        : Optional.empty();
            case "TRIM", "LTRIM", "RTRIM", "UPPER", "LOWER" ->
                count == 1 ? Optional.of(arguments.get(0)) : Optional.empty();
            case "IFNULL", "COALESCE" -> Optional.of(arguments.get(0));
            default -> Optional.empty();
        };
    }
}
