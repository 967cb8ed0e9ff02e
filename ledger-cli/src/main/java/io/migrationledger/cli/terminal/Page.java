package io.migrationledger.cli.terminal;

import java.io.PrintStream;

/**
 * Text for people on one stream: coloured where a person's terminal shows it, free of secrets everywhere.
 *
 * @param stream where it goes
 * @param colored whether colours are wanted there
 * @param secrets what must not be seen
 */
public record Page(PrintStream stream, boolean colored, Secrets secrets) {

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

    /** Returns the text in a colour, where colours are wanted. */
    public String in(Color color, String text) {
        return colored && !text.isEmpty() ? "\u001b[" + color.code + "m" + text + "\u001b[0m" : text;
    }
}
