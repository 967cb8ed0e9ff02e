package io.migrationledger.sql;

import java.util.Optional;

/** One block: {@code BEGIN … END} of an SQLite trigger, {@code BEGIN ATOMIC … END} of a PostgreSQL routine. */
final class BlockBody implements StatementBody {
    private Optional<Opening> block = Optional.empty();
    private boolean statementStart;

    @Override
    public void reset() {
        block = Optional.empty();
        statementStart = false;
    }

    @Override
    public void begin() {
        statementStart = true;
    }

    @Override
    public Optional<Opening> open() {
        return block;
    }

    @Override
    public void separator() {
        statementStart = true;
    }

    @Override
    public void accept(String word, char symbol, Opening here) {
        boolean opens = statementStart && word.equals("BEGIN") && block.isEmpty();
        if (opens) {
            block = Optional.of(here);
        } else if (statementStart && word.equals("END")) {
            block = Optional.empty();
        }
        statementStart = opens;
    }
}
