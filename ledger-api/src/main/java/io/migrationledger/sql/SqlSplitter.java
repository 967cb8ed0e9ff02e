package io.migrationledger.sql;

import io.migrationledger.sql.SqlScanner.Lexeme;
import io.migrationledger.sql.SqlSyntax.Feature;
import java.io.Reader;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a script into its statements, reading as it goes: it holds one statement and a small buffer, and looks at every
 * character a bounded number of times.
 *
 * <p>The data of a COPY are left to whoever reads them from the statement before the next one is asked for; otherwise they
 * are passed over then.
 *
 * <p>{@link #hasNext()} and {@link #next()} throw {@link SqlSyntaxException} when the script ends inside something that
 * was opened, or where a statement is longer than 64 Mi characters or a sixteenth of Java's memory, and {@link
 * java.io.UncheckedIOException} when reading fails; after that they throw the same again. The
 * reader is not closed. Not safe for use by several threads at once.
 */
public final class SqlSplitter implements Iterator<SqlStatement> {
    /** The longest statement, in UTF-16 code units. */
    static final int LONGEST = 64 << 20;

    /** A statement is held several times at once: as read, with its placeholders replaced, as the client encodes it. */
    private static final int BYTES_FOR_A_CHARACTER = 16;

    private static final String SEMICOLON = ";";

    private final ScriptCursor cursor;
    private SqlScanner scanner;
    private StatementShape shape;
    private final StatementTokens tokens = new StatementTokens();
    private SqlSyntax syntax;
    private @Nullable SqlSyntax next;
    private @Nullable DashLines listener;
    private final String source;
    private final int longest;

    private String delimiter = SEMICOLON;
    private int delimiterLine;
    private int number;
    private @Nullable SqlStatement ready;
    /** The data of the statement that was returned last, which its receiver may have read. */
    private @Nullable CopyReader data;

    private @Nullable RuntimeException failure;
    private boolean finished;

    // the statement that is being read
    private boolean significant;
    private int line;
    private int column;
    private long end;

    /**
     * @param script the text; a byte order mark at its beginning is skipped. The caller closes it
     * @param syntax the dialect
     * @param source the script's name, for messages
     * @param firstLine the number of the text's first line, usually 1
     */
    public SqlSplitter(Reader script, SqlSyntax syntax, String source, int firstLine) {
        this(new ScriptCursor(script, firstLine), syntax, source, longest());
    }

    /**
     * Cuts a text that is in memory anyway: the same as over a reader of it, with less to make ready.
     *
     * @param script the text; a byte order mark at its beginning is skipped
     * @param syntax the dialect
     * @param source the script's name, for messages
     * @param firstLine the number of the text's first line, usually 1
     */
    public SqlSplitter(String script, SqlSyntax syntax, String source, int firstLine) {
        this(new ScriptCursor(script, firstLine), syntax, source, longest());
    }

    private static int longest() {
        return (int) Math.min(LONGEST, Runtime.getRuntime().maxMemory() / BYTES_FOR_A_CHARACTER);
    }

    /** Returns this splitter, which tells from now on of lines that begin with two dashes; what hears them may throw. */
    public SqlSplitter telling(DashLines dashLines) {
        listener = dashLines;
        scanner.telling(dashLines);
        return this;
    }

    /** Reads the statements after the one that was returned last by other rules. */
    public void goOnWith(SqlSyntax other) {
        if (ready != null) {
            throw new IllegalStateException("the next statement has been read already");
        }
        next = other;
    }

    private void change(SqlSyntax other) {
        syntax = other;
        scanner = new SqlScanner(cursor, other, source);
        scanner.delimiter(delimiter);
        if (listener != null) {
            scanner.telling(listener);
        }
        shape = new StatementShape(scanner, other);
        next = null;
    }

    SqlSplitter(ScriptCursor cursor, SqlSyntax syntax, String source, int longest) {
        this.longest = longest;
        this.cursor = cursor;
        this.scanner = new SqlScanner(cursor, syntax, source);
        this.shape = new StatementShape(scanner, syntax);
        this.syntax = syntax;
        this.source = source;
        scanner.delimiter(delimiter);
    }

    @Override
    public boolean hasNext() {
        if (failure != null) {
            throw failure;
        }
        if (ready == null && !finished) {
            try {
                if (data != null) {
                    data.pass();
                    data = null;
                }
                ready = read();
                finished = ready == null;
            } catch (ScriptCursor.CaptureTooLong e) {
                SqlSyntaxException tooLong = tooLong();
                failure = tooLong;
                throw tooLong;
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        return ready != null;
    }

    @Override
    public SqlStatement next() {
        SqlStatement statement = hasNext() ? ready : null;
        if (statement == null) {
            throw new NoSuchElementException(source + " has no more statements");
        }
        ready = null;
        return statement;
    }

    private @Nullable SqlStatement read() {
        if (next != null && !scanner.inExecutableComment()) {
            change(next);
        }
        shape.reset();
        significant = false;
        while (true) {
            scanner.skipTrivia();
            if (!cursor.capturing()) {
                cursor.capture(longest);
                line = cursor.line();
                column = cursor.column();
                tokens.begin(cursor.offset(), scanner.beginsAnew() && delimiter.equals(SEMICOLON));
            }
            if (atBackslashCommand()) {
                if (significant) {
                    return finish(false);
                }
                String command = restOfLine();
                if (syntax.has(Feature.COPY_FROM_STDIN) && IdleCommand.is(command)) {
                    continue;
                }
                return clientCommand(command);
            }
            Lexeme lexeme = scanner.scan();
            switch (lexeme) {
                case END_OF_SCRIPT -> {
                    requireComplete();
                    return finishOrDiscard();
                }
                case TERMINATOR -> {
                    if (separates()) {
                        shape.separator();
                        tokens.add(SqlToken.Kind.SYMBOL, scanner);
                        end = cursor.offset();
                    } else if (significant) {
                        return finish(shape.copyFromStdin());
                    } else {
                        cursor.discardCapture();
                    }
                }
                case EXECUTABLE_COMMENT_START, EXECUTABLE_COMMENT_END -> {
                    end = cursor.offset();
                    if (!significant && !scanner.inExecutableComment()) {
                        cursor.discardCapture();
                    }
                }
                default -> {
                    if (!significant && isDelimiterCommand(lexeme)) {
                        changeDelimiter();
                    } else if (!significant && isClientCommand(lexeme)) {
                        return clientCommand(restOfLine());
                    } else {
                        significant = true;
                        end = cursor.offset();
                        lexeme.kind().ifPresent(kind -> tokens.add(kind, scanner));
                        followBody(lexeme);
                    }
                }
            }
        }
    }

    /** With a delimiter of its own the script says itself where a body ends. */
    private void followBody(Lexeme lexeme) {
        if (delimiter.equals(SEMICOLON)) {
            shape.accept(lexeme);
        }
    }

    private boolean separates() {
        return delimiter.equals(SEMICOLON) && shape.open().isPresent();
    }

    private void requireComplete() {
        if (!significant) {
            return;
        }
        if (!delimiter.equals(SEMICOLON)) {
            throw new SqlSyntaxException(
                    source,
                    line,
                    column,
                    "the statement that begins here is not ended by " + delimiter + ", the DELIMITER since line "
                            + delimiterLine,
                    "Write " + delimiter + " behind it, or DELIMITER ; on a line of its own above it.");
        }
        shape.unclosed().ifPresent(opening -> {
            throw new SqlSyntaxException(
                    source,
                    opening.line(),
                    opening.column(),
                    opening.what() + " is not closed before the end of the script",
                    opening.what().equals("(") ? "Write the ) that closes it." : "Write the END that closes it.");
        });
        if (shape.copyFromStdin()) {
            throw withoutData();
        }
    }

    private @Nullable SqlStatement finishOrDiscard() {
        if (significant) {
            return finish(false);
        }
        cursor.discardCapture();
        return null;
    }

    private SqlStatement finish(boolean dataFollows) {
        String text = cursor.captured(end);
        if (!scanner.inExecutableComment()) {
            tokens.end(text, syntax);
        }
        if (!dataFollows) {
            return new SqlStatement(++number, text, line, column, Optional.empty(), false);
        }
        SqlSyntaxException withoutEnd = withoutData();
        CopyReader follows = CopyReader.after(cursor, source, () -> withoutEnd);
        data = follows;
        return new SqlStatement(++number, text, line, column, Optional.of(follows), false);
    }

    private boolean atBackslashCommand() {
        return cursor.peek() == '\\'
                && syntax.has(Feature.BACKSLASH_COMMANDS)
                && !scanner.inExecutableComment()
                && !(cursor.peek(1) == 'N' && syntax.has(Feature.BACKSLASH_NULL));
    }

    private boolean isClientCommand(Lexeme lexeme) {
        if (lexeme == Lexeme.SYMBOL) {
            return scanner.symbol() == '.' && syntax.has(Feature.DOT_COMMANDS);
        }
        int next = cursor.peek();
        return lexeme == Lexeme.WORD
                && syntax.clientCommands().contains(scanner.keyword())
                && (next == ScriptCursor.END || next == ';' || SqlCharacters.isSpace(next));
    }

    /** From where the capture began. */
    private String restOfLine() {
        cursor.skipUntil('\n', '\r');
        return cursor.captured(cursor.offset()).stripTrailing();
    }

    private SqlStatement clientCommand(String text) {
        return new SqlStatement(++number, text, line, column, Optional.empty(), true);
    }

    private boolean isDelimiterCommand(Lexeme lexeme) {
        return lexeme == Lexeme.WORD
                && syntax.has(Feature.DELIMITER_COMMAND)
                && scanner.keyword().equals("DELIMITER");
    }

    private void changeDelimiter() {
        cursor.discardCapture();
        delimiter = new DelimiterCommand(cursor, source).read(line, column);
        delimiterLine = line;
        scanner.delimiter(delimiter);
    }

    private SqlSyntaxException tooLong() {
        return new SqlSyntaxException(
                source,
                line,
                column,
                "the statement that begins here is longer than " + longest
                        + " characters, the most that this process holds",
                "Write it as several statements. If its end was forgotten, write it: "
                        + (delimiter.equals(SEMICOLON) ? "; or the END of a body" : delimiter)
                        + ". Up to " + LONGEST + " characters are held where Java has more memory (-Xmx).");
    }

    private SqlSyntaxException withoutData() {
        return new SqlSyntaxException(
                source,
                line,
                column,
                "COPY … FROM stdin begins here, but the script ends before the line \\. that ends its data",
                "Write \\. on a line of its own below the data.");
    }
}
