package io.migrationledger.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;

/**
 * The body of a stored program or package, or an anonymous block, as MariaDB writes them in {@code sql_mode=ORACLE}
 * (https://mariadb.com/kb/en/sql_modeoracle/): declarations first, then {@code BEGIN}, then {@code END}.
 *
 * <p>Words open and close only where a statement begins. What declarations open, {@code BEGIN} goes on with and
 * {@code END} closes; a package need not have a {@code BEGIN}.
 */
final class OracleBody implements StatementBody {
    /** After these, a statement begins. */
    private static final Set<String> LEADING = Set.of("BEGIN", "THEN", "ELSE", "LOOP", "DECLARE", "AS", "IS");

    private static final class Frame {
        private final Opening opening;
        private boolean declarations;

        Frame(Opening opening, boolean declarations) {
            this.opening = opening;
            this.declarations = declarations;
        }
    }

    private final Deque<Frame> frames = new ArrayDeque<>();
    private boolean statementStart;
    /** Between PROCEDURE or FUNCTION and the AS or IS of a definition. */
    private boolean header;

    private int parentheses;
    private int caseExpressions;
    private String previousWord = "";
    private char previousSymbol;

    @Override
    public void reset() {
        frames.clear();
        begin();
        statementStart = false;
    }

    @Override
    public void begin() {
        separator();
    }

    @Override
    public Optional<Opening> open() {
        return Optional.ofNullable(frames.peek()).map(frame -> frame.opening);
    }

    @Override
    public void separator() {
        statementStart = true;
        header = false;
        parentheses = 0;
        caseExpressions = 0;
        previousWord = "";
        previousSymbol = 0;
    }

    @Override
    public void accept(String word, char symbol, Opening here) {
        boolean label = symbol == '>' && previousSymbol == '>';
        boolean leads = label || (LEADING.contains(word) && caseExpressions == 0);
        parentheses += symbol == '(' ? 1 : symbol == ')' ? -1 : 0;
        if (statementStart) {
            begins(word, here);
        } else if (header && parentheses == 0 && (word.equals("AS") || word.equals("IS"))) {
            frames.push(new Frame(here, true));
            header = false;
        } else if (word.equals("AS") || word.equals("IS")) {
            leads = false; // of a name, a cursor, a type, a condition
        } else if (word.equals("LOOP") && !previousWord.equals("END")) {
            frames.push(new Frame(here, false)); // WHILE … LOOP, FOR … LOOP
        } else if (word.equals("CASE") && !previousWord.equals("END")) {
            caseExpressions++;
        } else if (word.equals("END") && caseExpressions > 0) {
            caseExpressions--;
        }
        statementStart = leads && !previousWord.equals("END");
        previousWord = word;
        previousSymbol = symbol;
    }

    private void begins(String word, Opening here) {
        Frame innermost = frames.peek();
        switch (word) {
            case "BEGIN" -> {
                if (innermost != null && innermost.declarations) {
                    innermost.declarations = false;
                } else {
                    frames.push(new Frame(here, false));
                }
            }
            case "DECLARE" -> frames.push(new Frame(here, true));
            case "IF", "CASE", "LOOP" -> frames.push(new Frame(here, false));
            case "PROCEDURE", "FUNCTION" -> header = true;
            case "END" -> frames.poll();
            default -> {}
        }
    }
}
