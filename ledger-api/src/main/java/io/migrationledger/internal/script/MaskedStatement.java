package io.migrationledger.internal.script;

import io.migrationledger.internal.script.StatementValues.Range;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlToken;
import io.migrationledger.sql.SqlTokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statement with stars in place of values and comments; every line stays where it is. */
final class MaskedStatement {
    private static final Pattern LINE = Pattern.compile("[^\\s][^\\r\\n]*");
    private static final Pattern LINE_BREAK = Pattern.compile("\\r\\n|\\r|\\n");

    private final StringBuilder text = new StringBuilder();
    private final List<Range> hidden;
    private final String statement;

    private MaskedStatement(String statement, List<Range> hidden) {
        this.statement = statement;
        this.hidden = hidden;
        int from = 0;
        for (Range range : hidden) {
            text.append(statement, from, range.start()).append(instead(range));
            from = range.end();
        }
        text.append(statement, from, statement.length());
    }

    /** Masks a statement that {@link StatementValues#of} has an answer for. */
    static MaskedStatement of(String statement, SqlSyntax syntax) {
        List<Range> hidden = new ArrayList<>(StatementValues.places(statement, syntax));
        hidden.removeIf(range -> range.start() == range.end());
        int from = 0;
        for (SqlToken token : SqlTokens.of(statement, syntax)) {
            addComments(statement, from, token.offset(), hidden);
            from = token.offset() + token.text().length();
        }
        addComments(statement, from, statement.length(), hidden);
        hidden.sort(Comparator.comparingInt(Range::start));
        return new MaskedStatement(statement, hidden);
    }

    /** Between two tokens stand comments alone, which may say what a value is. */
    private static void addComments(String statement, int from, int to, List<Range> hidden) {
        Matcher line = LINE.matcher(statement).region(from, to);
        while (line.find()) {
            int mark = Math.min(line.end(), line.start() + 2);
            hidden.add(new Range(mark, line.end()));
        }
    }

    private String instead(Range range) {
        StringBuilder instead = new StringBuilder(MaskedWords.STARS);
        Matcher lineBreak = LINE_BREAK.matcher(statement).region(range.start(), range.end());
        while (lineBreak.find()) {
            instead.append(lineBreak.group());
        }
        return instead.toString();
    }

    String text() {
        return text.toString();
    }

    /** Returns where a place of the statement is in this text. */
    int place(int at) {
        int place = at;
        for (Range range : hidden) {
            if (range.start() >= at) {
                break;
            }
            int length = instead(range).length();
            place += at < range.end() ? range.start() - at : length - (range.end() - range.start());
        }
        return place;
    }
}
