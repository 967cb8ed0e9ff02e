package io.migrationledger.sql;

import java.util.Optional;

/** The nesting inside of a statement's body. */
interface StatementBody {
    void reset();

    /** The next word begins the body: it opens a block, or is a statement by itself. */
    void begin();

    /** Returns the innermost thing that is open; empty if a terminator ends the statement. */
    Optional<Opening> open();

    /** A semicolon. */
    void separator();

    /** Any other token: a word in upper case, or else an empty one and a symbol or zero. */
    void accept(String word, char symbol, Opening here);
}
