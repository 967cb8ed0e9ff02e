package io.migrationledger.cli.text;

import io.migrationledger.ErrorCode;
import io.migrationledger.Excerpt;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrateResult;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.ValidationException;
import io.migrationledger.cli.json.ErrorDocument;
import io.migrationledger.cli.settings.Presentation;
import io.migrationledger.cli.terminal.AnswerStream;
import io.migrationledger.cli.terminal.ExcerptText;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.cli.terminal.Page.Color;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.migration.MigrationId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells of an error: what happened, what state the database is in now, what to do next. */
public final class ErrorReport {
    private static final int SHOWN = 10;

    /** PostgreSQL's driver says it by a word of the user's language and a number, on a line of its own. */
    private static final Pattern POSITION = Pattern.compile("\n +\\p{L}+ ?: ?[0-9]+(?=\n| \\(SQLSTATE |$)");

    private ErrorReport() {}

    /** Prints it, and returns what to exit with. */
    public static int print(Presentation presentation, String command, LedgerException error) {
        if (presentation.json()) {
            ErrorDocument.print(presentation.out(), command, error);
        }
        // Asked first, as what happened before the error is to be read before it: it sends what is still held back.
        Optional<IOException> lost = AnswerStream.failure(presentation.out().stream());
        if (!presentation.json() || lost.isPresent()) {
            text(presentation.err(), error);
        }
        if (lost.isPresent() && error.getCause() != lost.get()) {
            presentation
                    .err()
                    .line("Standard output cannot be written either: "
                            + lost.get().getMessage());
        }
        if (presentation.verbose()) {
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace, true));
            presentation.err().line(trace.toString().stripTrailing());
        }
        return error.code().exit().code();
    }

    private static void text(Page page, LedgerException error) {
        if (error instanceof ValidationException validation
                && validation.problems().size() > 1
                && error.code() != ErrorCode.IN_DOUBT) {
            StatusText.problems(page, validation.problems());
            page.line(Readable.count(validation.problems().size(), "problem") + ".");
            part(page, page.in(Color.FAINT, "  now"), 9, error.state());
            return;
        }
        Optional<Excerpt> excerpt = error instanceof MigrationFailedException failed
                ? failed.result().failed().flatMap(MigrateResult.Failed::excerpt)
                : Optional.empty();
        boolean marked = excerpt.filter(one -> ExcerptText.hasMark(page, one)).isPresent();
        part(
                page,
                page.in(Color.BAD, error.code().code()),
                9,
                marked ? POSITION.matcher(error.what()).replaceAll("") : error.what());
        excerpt.ifPresent(one -> ExcerptText.print(page, one, 9));
        part(page, page.in(Color.FAINT, "  now"), 9, error.state());
        if (error instanceof MigrationFailedException failed
                && !failed.result().notRun().isEmpty()) {
            List<MigrationId> left = failed.result().notRun();
            String most = left.stream().limit(SHOWN).map(MigrationId::toString).collect(Collectors.joining(", "));
            part(
                    page,
                    page.in(Color.FAINT, "  left"),
                    9,
                    Readable.count(left.size(), "migration")
                            + notRun(error.code())
                            + most
                            + (left.size() > SHOWN ? ", …" : ""));
        }
        part(page, page.in(Color.STRONG, "  next"), 9, page.words(error.code(), error.advice()));
    }

    /** Another run may have gone on where this one was stopped from outside. */
    private static String notRun(ErrorCode code) {
        boolean stopped = code == ErrorCode.CONNECTION_LOST || code == ErrorCode.FENCED || code == ErrorCode.LOCK_LOST;
        return stopped ? " not run by this run: " : " not run: ";
    }

    /** Prints a label and its text, whose further lines are indented as the first. */
    private static void part(Page page, String label, int width, String text) {
        int visible = visible(label);
        page.line(label + " ".repeat(width - visible) + text.replace("\n", "\n" + " ".repeat(width)));
    }

    private static int visible(String label) {
        int length = 0;
        boolean escape = false;
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            if (c == '\u001b') {
                escape = true;
            } else if (!escape) {
                length++;
            } else if (c == 'm') {
                escape = false;
            }
        }
        return length;
    }
}
