package io.migrationledger.cli;

import java.util.ArrayList;
import java.util.List;

/** Cuts a script as the client mysql does: at the delimiter, outside of strings and comments, and knows nothing of bodies. */
final class MysqlClient {
    private static final String COMMAND = "DELIMITER ";

    private MysqlClient() {}

    static List<String> pieces(String script) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        String delimiter = ";";
        int i = 0;
        while (i < script.length()) {
            int end = i + 1;
            if (piece.toString().isBlank() && script.startsWith(COMMAND, i)) {
                end = lineEnd(script, i);
                delimiter = script.substring(i + COMMAND.length(), end).strip();
            } else if (script.startsWith(delimiter, i)) {
                end = i + delimiter.length();
                pieces.add(piece.toString().strip());
                piece.setLength(0);
            } else {
                if (script.startsWith("-- ", i)) {
                    end = lineEnd(script, i);
                } else if ("'\"`".indexOf(script.charAt(i)) >= 0) {
                    end = script.indexOf(script.charAt(i), i + 1) + 1;
                }
                boolean head = piece.isEmpty() && script.startsWith("-- ", i);
                piece.append(head ? "" : script.substring(i, end));
            }
            i = end;
        }
        if (!piece.toString().isBlank()) {
            pieces.add(piece.toString().strip());
        }
        return pieces;
    }

    private static int lineEnd(String script, int from) {
        int end = script.indexOf('\n', from);
        return end < 0 ? script.length() : end;
    }
}
