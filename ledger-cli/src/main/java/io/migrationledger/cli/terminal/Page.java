package io.migrationledger.cli.terminal;

import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import java.io.PrintStream;

/**
 * Text for people on one stream: coloured where a person's terminal shows it, free of secrets everywhere.
 *
 * @param stream where it goes
 * @param colored whether colours are wanted there
 * @param secrets what must not be seen
 * @param repeated what commands that are advised repeat
 */
public record Page(PrintStream stream, boolean colored, Secrets secrets, Repeated repeated) {

    /** Text that advises commands as they are. */
    public Page(PrintStream stream, boolean colored, Secrets secrets) {
        this(stream, colored, secrets, Repeated.NOTHING);
    }

    /** What a colour means. */
    public enum Color {
        /** As it should be. */
        GOOD("32"),
        /** Not yet. */
        WAITING("33"),
        /** Wrong. */
        BAD("31"),
        /** What matters. */
        STRONG("1"),
        /** What matters less. */
        FAINT("2");

        private final String code;

        Color(String code) {
            this.code = code;
        }
    }

    /** Prints a line, with stars for every secret. */
    public void line(String text) {
        stream.println(secrets.hide(text));
    }

    /** Prints an empty line. */
    public void line() {
        stream.println();
    }

    /** Returns the same, where advised commands repeat other options. */
    public Page repeating(Repeated others) {
        return new Page(stream, colored, secrets, others);
    }

    /** Returns a command as it is to be typed: {@code ledger status --dir db}, where that directory was typed. */
    public String command(String command) {
        return repeated.in(command);
    }

    /** Returns the advice, its actions as commands and options. */
    public String words(Advice advice) {
        return CommandWords.in(advice, repeated);
    }

    /**
     * Returns the advice about an error. Where files are of a kind that is not read, the way on is with others: those are not
     * repeated.
     */
    public String words(ErrorCode code, Advice advice) {
        return CommandWords.in(advice, code == ErrorCode.UNSUPPORTED_FILE ? repeated.withoutFiles() : repeated);
    }

    /** Returns the text in a colour, where colours are wanted. */
    public String in(Color color, String text) {
        return colored && !text.isEmpty() ? "\u001b[" + color.code + "m" + text + "\u001b[0m" : text;
    }
}
