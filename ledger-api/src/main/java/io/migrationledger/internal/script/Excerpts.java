package io.migrationledger.internal.script;

import io.migrationledger.Excerpt;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntaxException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Cuts out of a script what a database refused. */
public final class Excerpts {
    private static final int BEFORE = 2;
    private static final int AFTER = 1;
    private static final int WITHOUT_PLACE = 3;

    private Excerpts() {}

    /**
     * Returns the lines around the place that the database names; empty for code. Where a secret may stand there, they are
     * without values, or there are none.
     */
    public static Optional<Excerpt> of(DialectSession session, Exception error, Unit unit) {
        if (!(error instanceof SQLException said) || !(unit instanceof Unit.Sql sql)) {
            return Optional.empty();
        }
        // A place in the text that ran is one in the script only where no placeholder was replaced.
        OptionalInt place =
                sql.text().equals(sql.written()) ? session.errorPosition(sql.statement(), said) : OptionalInt.empty();
        if (Redaction.isSecret(sql)) {
            return Redaction.values(session, sql).flatMap(known -> masked(session, sql, place));
        }
        return Optional.of(
                place.isPresent()
                        ? at(sql.statement(), sql.text(), place.getAsInt())
                        : head(sql.statement(), sql.written()));
    }

    private static Optional<Excerpt> masked(DialectSession session, Unit.Sql sql, OptionalInt place) {
        try {
            MaskedStatement masked = MaskedStatement.of(sql.written(), session.syntax());
            return Optional.of(
                    place.isPresent()
                            ? at(sql.statement(), masked.text(), masked.place(place.getAsInt()))
                            : head(sql.statement(), masked.text()));
        } catch (SQLException | SqlSyntaxException e) {
            return Optional.empty(); // what in it are values is not known
        }
    }

    private static Excerpt at(SqlStatement statement, String text, int place) {
        List<String> lines = lines(text, statement.column());
        String before = text.substring(0, Math.min(place, text.length()));
        List<String> upTo = lines(before, statement.column());
        int index = upTo.size() - 1;
        String lineBefore = upTo.get(index);
        int from = Math.max(0, index - BEFORE);
        int to = Math.min(lines.size(), index + 1 + AFTER);
        return new Excerpt(
                numbered(lines.subList(from, to), statement.line() + from),
                statement.line() + index,
                lineBefore.codePointCount(0, lineBefore.length()) + 1);
    }

    private static Excerpt head(SqlStatement statement, String text) {
        List<String> lines = lines(text, statement.column());
        return new Excerpt(numbered(lines.subList(0, Math.min(lines.size(), WITHOUT_PLACE)), statement.line()), 0, 0);
    }

    /** Returns the lines, the first one moved to its column. */
    private static List<String> lines(String text, int column) {
        return List.of((" ".repeat(Math.max(0, column - 1)) + text).split("\\r\\n|\\r|\\n", -1));
    }

    private static List<Excerpt.Line> numbered(List<String> lines, int first) {
        List<Excerpt.Line> numbered = new ArrayList<>();
        for (String line : lines) {
            numbered.add(new Excerpt.Line(first + numbered.size(), line));
        }
        return numbered;
    }
}
