package io.migrationledger.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A random script of valid statements, and what it has to split into; the same seed gives the same script. */
final class GeneratedScript {
    private final SqlSyntax syntax;
    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private final List<SqlStatement> statements = new ArrayList<>();
    private String delimiter = ";";

    GeneratedScript(SqlSyntax syntax, long seed) {
        this.syntax = syntax;
        this.random = new Random(seed);
        List<String> pool = ScriptPool.of(syntax);
        int count = random.nextInt(12);
        trivia();
        for (int i = 0; i < count; i++) {
            statement(pool.get(random.nextInt(pool.size())), i == count - 1);
            trivia();
        }
        if (random.nextInt(8) == 0) {
            text.insert(0, '\uFEFF');
        }
    }

    String text() {
        return text.toString();
    }

    List<SqlStatement> statements() {
        return statements;
    }

    private boolean isMysql() {
        return syntax.has(SqlSyntax.Feature.DELIMITER_COMMAND);
    }

    private void statement(String statement, boolean last) {
        if (isMysql() && random.nextInt(4) == 0) {
            lineBreak();
            delimiter = pick(";", "//", "$$", ";;", "|", "GO");
            text.append(pick("DELIMITER ", "  delimiter\t")).append(delimiter);
            lineBreak();
            trivia();
        }
        if (statement.contains("$$") && delimiter.equals("$$")) {
            return;
        }
        if (syntax.has(SqlSyntax.Feature.COPY_FROM_STDIN) && random.nextInt(8) == 0) {
            copy();
            return;
        }
        add(statement, Optional.empty());
        text.append(pick("", " ", "\n", " /* ; */ "));
        boolean unterminated = last && delimiter.equals(";") && random.nextBoolean();
        if (!unterminated) {
            terminate();
        } else {
            // a word may not touch what trivia begins with
            text.append(' ');
        }
    }

    private void terminate() {
        if (delimiter.equals("GO")) {
            text.append(' ').append(delimiter).append(' ');
        } else {
            text.append(delimiter);
        }
        if (random.nextInt(6) == 0 && delimiter.length() == 1) {
            text.append(' ').append(delimiter);
        }
    }

    private void copy() {
        String data = pick("", "1\t;'\n", "1\r\n\\.x\r\n", "a\rb\r");
        add("COPY t (a) FROM stdin", Optional.of(data));
        text.append(pick(";", " ; ", ";-- '")).append(pick("\n", "\r\n"));
        text.append(data).append("\\.");
        lineBreak();
    }

    private void add(String statement, Optional<String> data) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean crlf = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if ((c == '\n' || c == '\r') && !crlf) {
                line++;
                lineStart = i + 1;
            }
        }
        int firstLine = line + 1; // no generated COPY has a line break
        Optional<CopyData> follows = data.map(rows -> CopyData.of(rows, firstLine));
        statements.add(
                new SqlStatement(statements.size() + 1, statement, line, text.length() - lineStart + 1, follows));
        text.append(statement);
    }

    private void trivia() {
        for (int i = random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(isMysql() ? 6 : 5)) {
                case 0 -> text.append(pick(" ", "\t", "  \n", "\r\n\r\n", "\n", "\r"));
                case 1 -> {
                    text.append(pick("-- it's; ", "-- ", "-- /* \"", "-- $$ DELIMITER"));
                    lineBreak();
                }
                case 2 -> text.append(pick("/* ; ' */", "/**/", "/* \" \n ` */", "/* -- */", "/***/"));
                case 3 -> text.append(nested());
                case 4 -> text.append(delimiter.length() == 1 ? delimiter : " ");
                default -> {
                    text.append("# ' ;");
                    lineBreak();
                }
            }
        }
    }

    private String nested() {
        return syntax.has(SqlSyntax.Feature.NESTED_COMMENTS) ? "/* ' /* ; */ /**/ ' */" : "/* ' /* ; */";
    }

    private void lineBreak() {
        text.append(pick("\n", "\r\n", "\n\n"));
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
