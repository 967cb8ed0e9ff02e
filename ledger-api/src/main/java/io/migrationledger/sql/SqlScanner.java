package io.migrationledger.sql;

import static io.migrationledger.sql.SqlCharacters.isDigit;
import static io.migrationledger.sql.SqlCharacters.isLetter;
import static io.migrationledger.sql.SqlCharacters.isSpace;
import static io.migrationledger.sql.SqlCharacters.isWordPart;
import static io.migrationledger.sql.SqlCharacters.upperCase;

import io.migrationledger.sql.SqlSyntax.Feature;
import java.util.Optional;

/**
 * Reads one lexeme after the other from a script. First {@link #skipTrivia()}, then {@link #scan()}; between the two
 * the cursor stands at the lexeme's first character. Every character is looked at a bounded number of times.
 */
final class SqlScanner {

    /** What the scanner tells apart; those with a kind are tokens. */
    enum Lexeme {
        WORD(SqlToken.Kind.WORD),
        QUOTED_IDENTIFIER(SqlToken.Kind.QUOTED_IDENTIFIER),
        STRING(SqlToken.Kind.STRING),
        NUMBER(SqlToken.Kind.NUMBER),
        SYMBOL(SqlToken.Kind.SYMBOL),
        PARAMETER(SqlToken.Kind.PARAMETER),
        TERMINATOR,
        EXECUTABLE_COMMENT_START,
        EXECUTABLE_COMMENT_END,
        END_OF_SCRIPT;

        private final Optional<SqlToken.Kind> kind;

        Lexeme() {
            this.kind = Optional.empty();
        }

        Lexeme(SqlToken.Kind kind) {
            this.kind = Optional.of(kind);
        }

        Optional<SqlToken.Kind> kind() {
            return kind;
        }
    }

    private static final int END = ScriptCursor.END;
    /** No keyword is longer; longer words are no keywords. */
    private static final int KEYWORD_LIMIT = 32;

    private final ScriptCursor cursor;
    private final SqlSyntax syntax;
    private final String source;
    private final CommentScanner comments;
    private final QuoteScanner quotes;
    private final boolean backslashEscapes;
    private final boolean dollarIdentifiers;
    private final boolean doubleQuotedStrings;

    private String delimiter = "";
    private boolean delimiterIsWord;

    private long startOffset;
    private int startLine;
    private int startColumn;
    private Lexeme last = Lexeme.TERMINATOR;
    private char symbol;
    private final char[] keyword = new char[KEYWORD_LIMIT];
    private int keywordLength;
    private boolean escapeString;
    private boolean lineBreakSinceLast;
    private boolean blockCommentSinceLast;

    SqlScanner(ScriptCursor cursor, SqlSyntax syntax, String source) {
        this.cursor = cursor;
        this.syntax = syntax;
        this.source = source;
        this.comments = new CommentScanner(cursor, syntax, source);
        this.quotes = new QuoteScanner(cursor, source);
        this.backslashEscapes = syntax.has(Feature.BACKSLASH_ESCAPES);
        this.dollarIdentifiers = syntax.has(Feature.DOLLAR_IDENTIFIERS);
        this.doubleQuotedStrings = syntax.has(Feature.DOUBLE_QUOTED_STRINGS);
    }

    /** Sets what hears of lines that begin with two dashes; nothing, which is how it begins. */
    void telling(DashLines dashLines) {
        comments.telling(dashLines);
    }

    /** Sets what is reported as a terminator; nothing if empty, which is how it begins. */
    void delimiter(String newDelimiter) {
        delimiter = newDelimiter;
        delimiterIsWord = !newDelimiter.isEmpty()
                && isWordPart(newDelimiter.charAt(0))
                && newDelimiter.charAt(0) != '$'
                && isWordPart(newDelimiter.charAt(newDelimiter.length() - 1));
    }

    long startOffset() {
        return startOffset;
    }

    long endOffset() {
        return cursor.offset();
    }

    int startLine() {
        return startLine;
    }

    int startColumn() {
        return startColumn;
    }

    /** Returns the symbol that was scanned last. */
    char symbol() {
        return symbol;
    }

    /** Returns whether what was scanned last says nothing of how the next lexeme is read. */
    boolean beginsAnew() {
        return !endsOperand(last) && last != Lexeme.STRING && !comments.inExecutable();
    }

    boolean inExecutableComment() {
        return comments.inExecutable();
    }

    /** Returns the word that was scanned last, in upper case; empty if it is too long for a keyword. */
    String keyword() {
        return new String(keyword, 0, keywordLength);
    }

    /** Passes white space and comments up to the next lexeme. */
    void skipTrivia() {
        lineBreakSinceLast = false;
        blockCommentSinceLast = false;
        while (true) {
            int c = cursor.peek();
            if (isSpace(c)) {
                lineBreakSinceLast |= c == '\n' || c == '\r';
                cursor.next();
            } else if (atDelimiter(c)) {
                return;
            } else {
                comments.tellOfDashes(c);
                if (comments.atLineComment(c)) {
                    comments.skipLineComment();
                } else if (comments.atBlockComment(c)) {
                    comments.skipBlockComment();
                    blockCommentSinceLast = true;
                    comments.occupyLine();
                } else {
                    return;
                }
            }
        }
    }

    /** Passes the lexeme at the cursor and says what it is. */
    Lexeme scan() {
        startOffset = cursor.offset();
        startLine = cursor.line();
        startColumn = cursor.column();
        last = scan(cursor.peek());
        comments.occupyLine();
        return last;
    }

    private Lexeme scan(int c) {
        if (c == END) {
            comments.requireClosed();
            return Lexeme.END_OF_SCRIPT;
        }
        if (atDelimiter(c)) {
            cursor.skip(delimiter.length());
            return Lexeme.TERMINATOR;
        }
        if (comments.enterExecutable(c)) {
            return Lexeme.EXECUTABLE_COMMENT_START;
        }
        if (comments.leaveExecutable(c)) {
            return Lexeme.EXECUTABLE_COMMENT_END;
        }
        if (c == ScriptCursor.BYTE_ORDER_MARK) {
            throw new SqlSyntaxException(
                    source,
                    startLine,
                    startColumn,
                    "a byte order mark (U+FEFF) stands here, in the middle of the text, as where two files were joined;"
                            + " nobody sees it, and the database does not accept it",
                    "Delete it: save the files without byte order marks before they are joined.");
        }
        if (isWordStart(c)) {
            return word();
        }
        if (isDigit(c) || (c == '.' && isDigit(cursor.peek(1)) && !endsOperand(last))) {
            return number();
        }
        return switch (c) {
            case '\'' -> string(backslashEscapes || continuesEscapeString());
            case '"' ->
                doubleQuotedStrings
                        ? quoted('"', backslashEscapes, Lexeme.STRING)
                        : quoted('"', false, Lexeme.QUOTED_IDENTIFIER);
            case '`' ->
                syntax.has(Feature.BACKTICK_IDENTIFIERS) ? quoted('`', false, Lexeme.QUOTED_IDENTIFIER) : symbol(c);
            case '[' -> syntax.has(Feature.BRACKET_IDENTIFIERS) ? bracket() : symbol(c);
            case '$' -> dollar();
            case '?' -> syntax.has(Feature.QUESTION_MARK_PARAMETERS) ? parameter() : symbol(c);
            case ':', '@' -> namedParameter(c) ? parameter() : symbol(c);
            default -> symbol(c);
        };
    }

    private Lexeme symbol(int c) {
        cursor.next();
        symbol = (char) c;
        return Lexeme.SYMBOL;
    }

    private Lexeme word() {
        boolean afterAs = last == Lexeme.WORD && keywordLength == 2 && keyword[0] == 'A' && keyword[1] == 'S';
        if (cursor.peek() == '$' && afterAs && syntax.has(Feature.DOLLAR_QUOTES_AFTER_AS) && atDollarQuote()) {
            return dollarQuote();
        }
        keywordLength = 0;
        int length = wordParts(0);
        int next = cursor.peek();
        if (length == 1 && next == '\'') {
            switch (keyword[0]) {
                case 'E':
                    if (syntax.has(Feature.ESCAPE_STRINGS)) {
                        return string(true);
                    }
                    break;
                case 'N', 'B', 'X':
                    return string(backslashEscapes);
                default:
                    break;
            }
        }
        if (length == 1 && next == '&' && keyword[0] == 'U' && syntax.has(Feature.UNICODE_STRINGS)) {
            int quote = cursor.peek(1);
            if (quote == '\'' || quote == '"') {
                cursor.next();
                return quote == '"' ? quoted('"', false, Lexeme.QUOTED_IDENTIFIER) : string(backslashEscapes);
            }
        }
        if (length > KEYWORD_LIMIT) {
            keywordLength = 0;
        }
        return Lexeme.WORD;
    }

    private int wordParts(int length) {
        int count = length;
        for (int c = cursor.peek(); isWordPart(c); c = cursor.peek()) {
            // END$$ with DELIMITER $$: the delimiter ends the word
            if (count > 0 && !delimiterIsWord && atDelimiter(c)) {
                break;
            }
            cursor.next();
            if (count < KEYWORD_LIMIT) {
                keyword[keywordLength++] = upperCase((char) c);
            }
            count++;
        }
        return count;
    }

    private Lexeme number() {
        boolean prefixed = cursor.peek() == '0' && isLetter(cursor.peek(1));
        boolean point = false;
        boolean exponent = false;
        boolean letters = false;
        for (int c = cursor.peek(); ; c = cursor.peek()) {
            if (isDigit(c)) {
                cursor.next();
            } else if (c == '.' && !point && !exponent && !letters && cursor.peek(1) != '.') {
                point = true;
                cursor.next();
            } else if ((c == 'e' || c == 'E') && !prefixed && !exponent && !letters) {
                exponent = true;
                int sign = cursor.peek(1);
                cursor.skip((sign == '+' || sign == '-') && isDigit(cursor.peek(2)) ? 2 : 1);
            } else if (isLetter(c) || c == '_') {
                letters = true;
                cursor.next();
            } else {
                break;
            }
        }
        if (letters && !prefixed && !point && syntax.has(Feature.DIGIT_IDENTIFIERS)) {
            keywordLength = 0;
            wordParts(KEYWORD_LIMIT + 1);
            return Lexeme.WORD;
        }
        return Lexeme.NUMBER;
    }

    private Lexeme string(boolean backslash) {
        Lexeme lexeme = quoted('\'', backslash, Lexeme.STRING);
        escapeString = backslash;
        return lexeme;
    }

    private Lexeme quoted(char quote, boolean backslash, Lexeme lexeme) {
        quotes.skipQuoted(quote, backslash, lexeme == Lexeme.STRING ? "string" : "quoted identifier");
        escapeString = false;
        return lexeme;
    }

    /**
     * Two strings with a line break between them are one, and the second has the escapes of the first
     * (https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS).
     */
    private boolean continuesEscapeString() {
        return last == Lexeme.STRING
                && escapeString
                && lineBreakSinceLast
                && !blockCommentSinceLast
                && syntax.has(Feature.ESCAPE_STRINGS);
    }

    private Lexeme bracket() {
        quotes.skipBracket();
        return Lexeme.QUOTED_IDENTIFIER;
    }

    private Lexeme dollar() {
        if (isDigit(cursor.peek(1)) && syntax.has(Feature.NUMBERED_PARAMETERS)) {
            do {
                cursor.next();
            } while (isDigit(cursor.peek()));
            return Lexeme.PARAMETER;
        }
        if (syntax.has(Feature.DOLLAR_QUOTES) && atDollarQuote()) {
            return dollarQuote();
        }
        return namedParameter('$') ? parameter() : symbol('$');
    }

    private boolean atDollarQuote() {
        int c = cursor.peek(1);
        return c == '$' || (c != END && isWordStart(c));
    }

    private Lexeme dollarQuote() {
        escapeString = false;
        keywordLength = 0;
        return quotes.skipDollarQuoted() ? Lexeme.STRING : Lexeme.WORD;
    }

    private boolean namedParameter(int c) {
        int next = cursor.peek(1);
        return syntax.has(Feature.NAMED_PARAMETERS) && next != c && (isWordStart(next) || isDigit(next));
    }

    private Lexeme parameter() {
        cursor.next();
        while (isWordPart(cursor.peek())) {
            cursor.next();
        }
        return Lexeme.PARAMETER;
    }

    private boolean atDelimiter(int c) {
        if (delimiter.isEmpty() || c != delimiter.charAt(0) || comments.inExecutable()) {
            return false;
        }
        for (int i = 1; i < delimiter.length(); i++) {
            if (cursor.peek(i) != delimiter.charAt(i)) {
                return false;
            }
        }
        if (delimiterIsWord) {
            return !isWordPart(cursor.peek(delimiter.length()));
        }
        // a comment is no terminator, not even after DELIMITER /
        return !(c == '/' && delimiter.length() == 1 && cursor.peek(1) == '*');
    }

    private static boolean endsOperand(Lexeme lexeme) {
        return lexeme == Lexeme.WORD || lexeme == Lexeme.QUOTED_IDENTIFIER;
    }

    private boolean isWordStart(int c) {
        return isLetter(c) || c == '_' || (c == '$' && dollarIdentifiers);
    }
}
