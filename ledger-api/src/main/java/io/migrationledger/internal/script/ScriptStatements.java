package io.migrationledger.internal.script;

import io.migrationledger.migration.SqlScript;
import io.migrationledger.migration.SqlScript.Surroundings;
import io.migrationledger.sql.DashLines;
import io.migrationledger.sql.SqlSplitter;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a script, with those that run around each of them at their places. Numbered as they run. Confined to one
 * thread.
 */
final class ScriptStatements implements AutoCloseable {

    private final SqlScript script;
    private final ScriptText text;
    private final SqlSplitter splitter;
    private final Optional<Surroundings> around;
    private final Deque<Turn> turns = new ArrayDeque<>();
    private SqlSyntax syntax;
    private @Nullable DashLines dashes;
    private @Nullable ScriptText innerText;
    private @Nullable SqlSplitter inner;
    private int number;

    /** What comes before the script goes on: all of a script, or one statement that was read already. */
    private sealed interface Turn {
        record All(Surroundings.At at) implements Turn {}

        record One(SqlStatement statement) implements Turn {}
    }

    /**
     * Opens a script.
     *
     * @throws IOException where it cannot be opened
     */
    ScriptStatements(SqlScript script, SqlSyntax syntax) throws IOException {
        this.script = script;
        this.syntax = syntax;
        this.around = script.surroundings();
        this.text = ScriptText.open(script);
        this.splitter = text.statements(syntax, 1);
    }

    /** Tells of lines of dashes from now on. */
    void telling(DashLines hearer) {
        dashes = hearer;
        splitter.telling(hearer);
    }

    /** Reads what follows by other rules. */
    void goOnWith(SqlSyntax changed) {
        syntax = changed;
        splitter.goOnWith(changed);
        if (inner != null) {
            inner.goOnWith(changed);
        }
    }

    /**
     * Returns the next statement, or empty after the last one.
     *
     * @throws SqlSyntaxException where it cannot be read
     * @throws UncheckedIOException where the script cannot be read
     */
    Optional<SqlStatement> next() {
        while (true) {
            if (inner != null) {
                if (inner.hasNext()) {
                    return Optional.of(numbered(inner.next()));
                }
                closeInner();
            }
            Turn turn = turns.poll();
            if (turn instanceof Turn.One one) {
                return Optional.of(numbered(one.statement()));
            } else if (turn instanceof Turn.All all) {
                openInner(all.at());
            } else if (!splitter.hasNext()) {
                return Optional.empty();
            } else {
                queue(splitter.next());
            }
        }
    }

    private void queue(SqlStatement statement) {
        List<Surroundings.At> before = List.of();
        List<Surroundings.At> after = List.of();
        if (around.isPresent()
                && statement.line() >= around.get().firstLine()
                && statement.line() <= around.get().lastLine()) {
            before = around.get().before();
            after = around.get().after();
        }
        before.forEach(at -> turns.add(new Turn.All(at)));
        turns.add(new Turn.One(statement));
        after.forEach(at -> turns.add(new Turn.All(at)));
    }

    private SqlStatement numbered(SqlStatement statement) {
        number++;
        return statement.number() == number
                ? statement
                : new SqlStatement(
                        number,
                        statement.text(),
                        statement.line(),
                        statement.column(),
                        statement.copyData(),
                        statement.clientCommand());
    }

    private void openInner(Surroundings.At at) {
        try {
            innerText = ScriptText.open(at.script());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inner = innerText.statements(syntax, at.line());
        if (dashes != null) {
            inner.telling(dashes);
        }
    }

    private void closeInner() {
        try {
            if (innerText != null) {
                innerText.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(script.location(), e);
        }
        inner = null;
        innerText = null;
    }

    @Override
    public void close() throws IOException {
        try (text) {
            closeInner();
        }
    }
}
