package io.migrationledger.dialect.mysql.schema;

/** The text of a view without the name of its own database, which the server writes before every name. */
final class Unqualified {
    private Unqualified() {}

    static String of(String text, String database) {
        String prefix = '`' + database.replace("`", "``") + "`.";
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\'' || c == '"') {
                int end = end(text, i);
                out.append(text, i, end);
                i = end;
            } else if (text.startsWith(prefix, i)) {
                i += prefix.length();
            } else if (c == '`') {
                int end = end(text, i);
                out.append(text, i, end);
                i = end;
            } else {
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }

    /** Returns the index behind what is quoted from here on. */
    private static int end(String text, int start) {
        char quote = text.charAt(start);
        int i = start + 1;
        while (i < text.length() && text.charAt(i) != quote) {
            i += text.charAt(i) == '\\' && quote != '`' ? 2 : 1;
        }
        return Math.min(i + 1, text.length());
    }
}
