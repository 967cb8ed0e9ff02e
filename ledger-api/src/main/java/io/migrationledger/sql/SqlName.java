package io.migrationledger.sql;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A name with full stops between its parts, as the database keeps it.
 *
 * @param text the whole name
 * @param last its last part
 * @param end the index of the token behind it
 */
record SqlName(String text, String last, int end) {

    /** Returns the name that begins at a token; empty where none does. */
    static Optional<SqlName> at(List<SqlToken> tokens, int start, UnaryOperator<String> folding) {
        if (!isPart(tokens, start)) {
            return Optional.empty();
        }
        String last = part(tokens.get(start), folding);
        StringBuilder text = new StringBuilder(last);
        int end = start + 1;
        while (isPart(tokens, end + 1) && tokens.get(end).text().equals(".")) {
            last = part(tokens.get(end + 1), folding);
            text.append('.').append(last);
            end += 2;
        }
        return Optional.of(new SqlName(text.toString(), last, end));
    }

    /** SQLite takes a string for a name where only a name can stand, and MySQL one in double quotes. */
    private static boolean isPart(List<SqlToken> tokens, int index) {
        return index < tokens.size()
                && switch (tokens.get(index).kind()) {
                    case WORD, QUOTED_IDENTIFIER -> true;
                    case STRING -> "\"'".indexOf(tokens.get(index).text().charAt(0)) >= 0;
                    default -> false;
                };
    }

    private static String part(SqlToken token, UnaryOperator<String> folding) {
        return switch (token.kind()) {
            case WORD -> folding.apply(token.text());
            case QUOTED_IDENTIFIER -> token.identifier();
            default -> {
                String quote = token.text().substring(0, 1);
                String inner =
                        token.text().substring(1, Math.max(1, token.text().length() - 1));
                yield inner.replace(quote + quote, quote);
            }
        };
    }
}
