package io.migrationledger.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/**
 * The body of a MySQL or MariaDB stored program
 * (https://dev.mysql.com/doc/refman/8.4/en/sql-compound-statements.html).
 *
 * <p>Words open and close only where a statement begins: after a semicolon, {@code BEGIN}, {@code THEN}, {@code ELSE},
 * {@code DO}, {@code LOOP}, {@code REPEAT}, a label or a handler's conditions. The one {@code END} elsewhere is that of
 * {@code REPEAT … UNTIL condition END REPEAT}.
 */
final class ProgramBody implements StatementBody {
    /** First words of statements that contain no others. */
    static final Set<String> STATEMENT_STARTS = Set.of(
            "ALTER",
            "ANALYZE",
            "BINLOG",
            "CACHE",
            "CALL",
            "CHANGE",
            "CHECK",
            "CHECKSUM",
            "CLOSE",
            "COMMIT",
            "CREATE",
            "DEALLOCATE",
            "DELETE",
            "DESC",
            "DESCRIBE",
            "DO",
            "DROP",
            "EXECUTE",
            "EXPLAIN",
            "FETCH",
            "FLUSH",
            "GET",
            "GRANT",
            "HANDLER",
            "INSERT",
            "INSTALL",
            "KILL",
            "LOAD",
            "LOCK",
            "OPEN",
            "OPTIMIZE",
            "PREPARE",
            "PURGE",
            "RELEASE",
            "RENAME",
            "REPAIR",
            "REPLACE",
            "RESET",
            "RESIGNAL",
            "RETURN",
            "REVOKE",
            "ROLLBACK",
            "SAVEPOINT",
            "SELECT",
            "SET",
            "SHOW",
            "SHUTDOWN",
            "SIGNAL",
            "START",
            "STOP",
            "TABLE",
            "TRUNCATE",
            "UNINSTALL",
            "UNLOCK",
            "UPDATE",
            "USE",
            "VALUES",
            "WITH",
            "XA");

    private static final Set<String> OPENERS = Set.of("BEGIN", "IF", "CASE", "LOOP", "REPEAT", "WHILE", "FOR");

    private enum Handler {
        NONE,
        /** In a declaration, which may turn out to be that of a handler. */
        DECLARATION,
        /** After {@code HANDLER}. */
        NAMED,
        /** A condition has to follow. */
        CONDITION,
        /** After the first word of a condition that has more than one. */
        IN_CONDITION,
        /** A comma or the handler's statement has to follow. */
        CONDITION_COMPLETE
    }

    private final Deque<Opening> open = new ArrayDeque<>();
    private boolean statementStart;
    private boolean untilCondition;
    private boolean labelPossible;
    private int caseExpressions;
    private Handler handler = Handler.NONE;
    private String previousWord = "";
    private char previousSymbol;

    static boolean opens(String word) {
        return OPENERS.contains(word);
    }

    @Override
    public void reset() {
        open.clear();
        separator();
    }

    @Override
    public void begin() {
        separator();
    }

    @Override
    public Optional<Opening> open() {
        return Optional.ofNullable(open.peek());
    }

    @Override
    public void separator() {
        statementStart = true;
        untilCondition = false;
        labelPossible = false;
        caseExpressions = 0;
        handler = Handler.NONE;
        previousWord = "";
        previousSymbol = 0;
    }

    @Override
    public void accept(String word, char symbol, Opening here) {
        boolean afterLabel = labelPossible && symbol == ':';
        labelPossible = false;
        if (handler != Handler.NONE) {
            statementStart = handlerAllowsStatement(word, symbol);
        }
        if (statementStart) {
            atStart(word, here);
        } else {
            inside(word);
        }
        statementStart |= afterLabel;
        previousWord = word;
        previousSymbol = symbol;
    }

    private void atStart(String word, Opening here) {
        statementStart = false;
        switch (word) {
            case "BEGIN", "LOOP", "REPEAT" -> {
                open.push(here);
                statementStart = true;
            }
            case "IF", "CASE", "WHILE", "FOR" -> open.push(here);
            case "ELSE" -> statementStart = true;
            // MariaDB: BEGIN NOT ATOMIC
            case "NOT", "ATOMIC" -> statementStart = previousWord.equals("BEGIN") || previousWord.equals("NOT");
            case "END" -> close();
            case "UNTIL" -> untilCondition = true;
            case "DECLARE" -> handler = Handler.DECLARATION;
            default -> labelPossible = true;
        }
    }

    private void inside(String word) {
        switch (word) {
            case "CASE" -> {
                if (previousSymbol != '.' && previousSymbol != '@') {
                    caseExpressions++;
                }
            }
            case "END" -> {
                if (caseExpressions > 0 && !Operands.expectedAfter(previousWord, previousSymbol)) {
                    caseExpressions--;
                }
            }
            case "REPEAT" -> {
                if (untilCondition && previousWord.equals("END")) {
                    close();
                }
            }
            case "THEN" -> statementStart = caseExpressions == 0 && innermostIs("IF", "CASE");
            case "DO" -> statementStart = caseExpressions == 0 && innermostIs("WHILE", "FOR");
            default -> {}
        }
    }

    private void close() {
        open.poll();
        untilCondition = false;
    }

    private boolean innermostIs(String one, String other) {
        Opening innermost = open.peek();
        return innermost != null
                && (innermost.what().equals(one) || innermost.what().equals(other));
    }

    /**
     * {@code DECLARE EXIT HANDLER FOR SQLSTATE VALUE '23000', NOT FOUND, 1051 statement}: returns whether this token
     * begins the statement.
     */
    private boolean handlerAllowsStatement(String word, char symbol) {
        switch (handler) {
            case DECLARATION -> {
                if (word.equals("HANDLER")) {
                    handler = Handler.NAMED;
                }
            }
            case NAMED -> handler = word.equals("FOR") ? Handler.CONDITION : Handler.DECLARATION;
            case CONDITION ->
                handler = word.equals("SQLSTATE") || word.equals("NOT")
                        ? Handler.IN_CONDITION
                        : Handler.CONDITION_COMPLETE;
            case IN_CONDITION -> handler = word.equals("VALUE") ? Handler.IN_CONDITION : Handler.CONDITION_COMPLETE;
            case CONDITION_COMPLETE -> {
                handler = symbol == ',' ? Handler.CONDITION : Handler.NONE;
                return symbol != ',';
            }
            case NONE -> {}
        }
        return false;
    }
}
