package io.migrationledger.sql;

import java.util.List;
import java.util.Set;

/**
 * What is left of a script without its statements: after also taking away white space, comments, terminators, DELIMITER
 * lines and COPY's data, nothing. Written apart from the splitter, and simpler, for it starts where nothing is open.
 */
final class Reconstruction {
    private Reconstruction() {}

    private static final Set<String> TERMINATORS = Set.of(";", "//", "$$", ";;", "|", "GO");

    static String withoutStatements(String script, List<SqlStatement> statements, SqlSyntax syntax) {
        boolean nested = syntax.has(SqlSyntax.Feature.NESTED_COMMENTS);
        StringBuilder rest = new StringBuilder();
        int position = script.startsWith("\uFEFF") ? 1 : 0;
        int line = 1;
        int lineStart = position;
        int scanned = position;
        for (SqlStatement statement : statements) {
            int at = scanned;
            while (line < statement.line()) {
                char c = script.charAt(at++);
                if (c == '\n' || (c == '\r' && script.charAt(at) != '\n')) {
                    line++;
                    lineStart = at;
                }
            }
            int start = lineStart + statement.column() - 1;
            if (start < position || !script.startsWith(statement.text(), start)) {
                return "statement " + statement.number() + " is not at " + statement.line() + ":" + statement.column();
            }
            rest.append(withoutTrivia(script.substring(position, start), nested));
            position = start + statement.text().length();
            if (statement.copyData().isPresent()) {
                int data = position + lineEnd(script.substring(position));
                if (!script.startsWith(Scripts.text(statement.copyData().get()) + "\\.", data)) {
                    return "the data of statement " + statement.number() + " is not on the next line";
                }
                position = data + Scripts.text(statement.copyData().get()).length() + 2;
            }
            scanned = at;
        }
        return rest.append(withoutTrivia(script.substring(position), nested)).toString();
    }

    private static String withoutTrivia(String between, boolean nested) {
        StringBuilder rest = new StringBuilder();
        int i = 0;
        while (i < between.length()) {
            String ahead = between.substring(i);
            int comment = ahead.startsWith("/*") ? commentEnd(ahead, nested) : 0;
            int terminator = TERMINATORS.stream()
                    .filter(ahead::startsWith)
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
            if (Character.isWhitespace(ahead.charAt(0))) {
                i++;
            } else if (comment > 0) {
                i += comment;
            } else if (ahead.startsWith("--")
                    || ahead.startsWith("#")
                    || ahead.regionMatches(true, 0, "DELIMITER", 0, 9)) {
                i += lineEnd(ahead);
            } else if (terminator > 0) {
                i += terminator;
            } else {
                rest.append(ahead.charAt(0));
                i++;
            }
        }
        return rest.toString();
    }

    private static int commentEnd(String text, boolean nested) {
        int depth = 0;
        int i = 0;
        while (i < text.length() - 1) {
            if (text.startsWith("/*", i) && (nested || depth == 0)) {
                depth++;
                i += 2;
            } else if (text.startsWith("*/", i)) {
                depth--;
                i += 2;
                if (depth == 0) {
                    return i;
                }
            } else {
                i++;
            }
        }
        return text.length();
    }

    private static int lineEnd(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                return i + 1;
            }
        }
        return text.length();
    }
}
