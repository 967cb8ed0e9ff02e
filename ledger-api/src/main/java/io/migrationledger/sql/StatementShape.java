package io.migrationledger.sql;

import io.migrationledger.sql.SqlScanner.Lexeme;
import io.migrationledger.sql.SqlSyntax.Bodies;
import io.migrationledger.sql.SqlSyntax.Feature;
import java.util.Optional;
import java.util.Set;

/**
 * Follows one statement, lexeme by lexeme, and knows whether a terminator ends it: not inside the body of a routine or
 * trigger, and where the dialect says so not inside parentheses. Also knows whether data follows.
 *
 * <p>{@code BEGIN}, {@code END} and most other words of interest are no reserved words: all three engines accept
 * {@code SELECT begin, end FROM t}. So a word counts only where the grammar has a place for it: {@code END} closes a
 * block only where a statement could begin, which also makes every {@code CASE … END} harmless.
 */
final class StatementShape {
    private enum State {
        START,
        COPY,
        SCHEMA,
        CREATE,
        HEADER,
        /** MariaDB: {@code BEGIN} or a label at the beginning of a statement, which a body may follow. */
        BEGIN_OR_LABEL,
        BODY,
        PLAIN
    }

    private static final Set<String> CREATE_MODIFIERS =
            Set.of("OR", "REPLACE", "DEFINER", "AGGREGATE", "TEMP", "TEMPORARY");
    private static final Set<String> COMPOUND_STARTS = Set.of("IF", "CASE", "LOOP", "REPEAT", "WHILE", "FOR");

    private final SqlScanner scanner;
    private final SqlSyntax syntax;
    private final boolean parenthesesHold;
    private final StatementBody body;

    private State state = State.START;
    private boolean inSchema;
    private String previousWord = "";
    private char previousSymbol;
    private int parentheses;
    private Opening parenthesis = new Opening("(", 0, 0);
    private Opening begin = new Opening("BEGIN", 0, 0);
    private String object = "";
    private boolean bodyMayBegin;
    private boolean copyFromStdin;

    StatementShape(SqlScanner scanner, SqlSyntax syntax) {
        this.scanner = scanner;
        this.syntax = syntax;
        this.parenthesesHold = syntax.has(Feature.STATEMENTS_IN_PARENTHESES);
        this.body = switch (syntax.bodies()) {
            case STORED_PROGRAM -> new ProgramBody();
            case ORACLE_PROGRAM -> new OracleBody();
            default -> new BlockBody();
        };
    }

    /** Forgets the statement; the next lexeme begins another one. */
    void reset() {
        state = State.START;
        inSchema = false;
        previousWord = "";
        previousSymbol = 0;
        parentheses = 0;
        object = "";
        bodyMayBegin = false;
        copyFromStdin = false;
        body.reset();
    }

    /** Returns what a terminator now would stand inside of; empty if it ends the statement. */
    Optional<Opening> open() {
        if (parenthesesHold && parentheses > 0) {
            return Optional.of(parenthesis);
        }
        return body.open();
    }

    /** Returns what is still open at the end of the script. */
    Optional<Opening> unclosed() {
        return body.open().or(() -> parentheses > 0 ? Optional.of(parenthesis) : Optional.empty());
    }

    boolean copyFromStdin() {
        return copyFromStdin;
    }

    /** A terminator that does not end the statement. */
    void separator() {
        body.separator();
        previousWord = "";
        previousSymbol = ';';
    }

    /** Follows the lexeme that was scanned last. */
    void accept(Lexeme lexeme) {
        if (lexeme == Lexeme.SYMBOL) {
            countParentheses(scanner.symbol());
        }
        if (state == State.PLAIN) {
            return;
        }
        if (lexeme == Lexeme.EXECUTABLE_COMMENT_START || lexeme == Lexeme.EXECUTABLE_COMMENT_END) {
            return;
        }
        if (lexeme == Lexeme.SYMBOL && scanner.symbol() == ';') {
            separator();
            return;
        }
        String word = lexeme == Lexeme.WORD ? scanner.keyword() : "";
        char symbol = lexeme == Lexeme.SYMBOL ? scanner.symbol() : 0;
        switch (state) {
            case START -> {
                if (symbol == '<' && syntax.bodies() == Bodies.ORACLE_PROGRAM) {
                    openBody(here(word)); // <<label>>
                } else {
                    start(word);
                }
            }
            case COPY -> copyFromStdin |= parentheses == 0 && word.equals("STDIN") && previousWord.equals("FROM");
            case SCHEMA -> schema(word);
            case CREATE -> create(word);
            case HEADER -> header(word);
            case BEGIN_OR_LABEL -> beginOrLabel(word, symbol);
            case BODY -> body.accept(word, symbol, here(word));
            case PLAIN -> {}
        }
        boolean name = syntax.bodies() == Bodies.BLOCK && Operands.isNameInSqlite(word, previousWord, previousSymbol);
        previousWord = name ? "" : word;
        previousSymbol = symbol;
    }

    private Opening here(String word) {
        return new Opening(word, scanner.startLine(), scanner.startColumn());
    }

    private void countParentheses(char symbol) {
        if (symbol == '(') {
            if (parentheses++ == 0) {
                parenthesis = new Opening("(", scanner.startLine(), scanner.startColumn());
            }
        } else if (symbol == ')' && parentheses > 0 && --parentheses == 0 && isRoutine()) {
            // the parameters have been passed
            bodyMayBegin = true;
        }
    }

    private boolean isRoutine() {
        return object.equals("PROCEDURE") || object.equals("FUNCTION");
    }

    private void start(String word) {
        boolean compound = syntax.has(Feature.COMPOUND_STATEMENTS);
        switch (word) {
            case "EXPLAIN", "QUERY", "PLAN" -> {}
            case "CREATE" -> state = syntax.bodies() == Bodies.NONE ? State.PLAIN : State.CREATE;
            // ALTER EVENT … DO body
            case "ALTER" -> state = hasPrograms() ? State.CREATE : State.PLAIN;
            case "COPY" -> state = syntax.has(Feature.COPY_FROM_STDIN) ? State.COPY : State.PLAIN;
            default -> {
                if (syntax.bodies() == Bodies.ORACLE_PROGRAM && (word.equals("BEGIN") || word.equals("DECLARE"))) {
                    openBody(here(word));
                } else if (compound && COMPOUND_STARTS.contains(word)) {
                    openBody(here(word));
                } else if (compound && !word.isEmpty()) {
                    state = State.BEGIN_OR_LABEL;
                    begin = here(word);
                } else {
                    state = State.PLAIN;
                }
            }
        }
    }

    private void beginOrLabel(String word, char symbol) {
        if (previousWord.equals("BEGIN") && word.equals("NOT")) {
            openBody(begin);
            body.accept(word, (char) 0, here(word));
        } else if (symbol == ':') {
            state = State.BODY;
            body.begin();
        } else {
            state = State.PLAIN;
        }
    }

    private void schema(String word) {
        if (word.equals("CREATE") && parentheses == 0) {
            state = State.CREATE;
        }
    }

    private void create(String word) {
        // DEFINER = app@db.example.com
        boolean definer = previousSymbol == '=' || previousSymbol == '@' || previousSymbol == '.';
        if (word.isEmpty() || definer || CREATE_MODIFIERS.contains(word)) {
            return;
        }
        if (syntax.bodyObjects().contains(word)) {
            object = word;
            state = State.HEADER;
        } else if (inSchema || (word.equals("SCHEMA") && syntax.bodies() == Bodies.ATOMIC_BLOCK)) {
            inSchema = true;
            state = State.SCHEMA;
        } else {
            state = State.PLAIN;
        }
    }

    private void header(String word) {
        if (word.isEmpty() || parentheses > 0) {
            return;
        }
        switch (syntax.bodies()) {
            case BLOCK -> {
                if (word.equals("BEGIN") && !Operands.expectedAfter(previousWord, previousSymbol)) {
                    openBody(here(word));
                }
            }
            case ATOMIC_BLOCK -> {
                if (word.equals("BEGIN")) {
                    begin = here(word);
                } else if (word.equals("ATOMIC") && previousWord.equals("BEGIN")) {
                    openBody(begin);
                }
            }
            case STORED_PROGRAM -> programHeader(word);
            case ORACLE_PROGRAM -> oracleHeader(word);
            case NONE -> {}
        }
    }

    private boolean hasPrograms() {
        return syntax.bodies() == Bodies.STORED_PROGRAM || syntax.bodies() == Bodies.ORACLE_PROGRAM;
    }

    private void oracleHeader(String word) {
        if (object.equals("TRIGGER") || object.equals("EVENT")) {
            if (bodyMayBegin && word.equals("DECLARE")) {
                openBody(here(word));
            } else {
                programHeader(word);
            }
        } else if (word.equals("AS") || word.equals("IS")) {
            state = State.BODY;
            body.begin();
            body.accept("DECLARE", (char) 0, here(word));
        }
    }

    private void openBody(Opening opening) {
        state = State.BODY;
        body.begin();
        body.accept(opening.what(), (char) 0, opening);
    }

    private void programHeader(String word) {
        boolean name = Operands.expectedAfter(previousWord, previousSymbol);
        if (!bodyMayBegin) {
            boolean event = object.equals("EVENT") && word.equals("DO");
            bodyMayBegin = event || (object.equals("TRIGGER") && word.equals("ROW") && previousWord.equals("EACH"));
        } else if (!name && ProgramBody.opens(word)) {
            openBody(here(word));
        } else if (!name && ProgramBody.STATEMENT_STARTS.contains(word) && !isTypeOrCharset()) {
            // a single statement without a block ends at the first terminator
            state = State.PLAIN;
        }
    }

    /** {@code RETURNS SET('a')}, {@code CHARACTER SET utf8mb4}. */
    private boolean isTypeOrCharset() {
        return previousWord.equals("RETURNS") || previousWord.equals("CHARACTER") || previousWord.equals("CHAR");
    }
}
