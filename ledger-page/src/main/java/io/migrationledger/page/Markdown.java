package io.migrationledger.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.UnaryOperator;

/**
 * Writes Markdown as GitHub and GitLab read it, and is the one place where text is made safe for it. What somebody else wrote
 * stands in code spans and fences alone: there nothing is a mention, a link, an emoji, an image or HTML
 * (https://spec.commonmark.org/0.31.2/#code-spans). Confined to one thread.
 */
public final class Markdown {
    private final Appendable out;
    private final UnaryOperator<String> secrets;

    public Markdown(Appendable out, UnaryOperator<String> secrets) {
        this.out = out;
        this.secrets = secrets;
    }

    /** Writes a line of this program's own words and of what {@link #code} and {@link #cell} return. */
    public Markdown line(String text) {
        try {
            out.append(text).append('\n');
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the text without what nobody may see. */
    public String hide(String text) {
        return secrets.apply(text);
    }

    /** Ends a paragraph. */
    public Markdown line() {
        return line("");
    }

    /** Returns somebody else's text as a span of code, on one line; the empty string for what is blank. */
    public String code(String text) {
        String shown = Visible.text(secrets.apply(text))
                .replace('\n', ' ')
                .replace('\t', ' ')
                .strip();
        if (shown.isEmpty()) {
            return "";
        }
        String ticks = "`".repeat(longest(shown) + 1);
        // A space between a tick of the text and those around it; the reader takes it off again.
        String space = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
        return ticks + space + shown + space + ticks;
    }

    /**
     * Returns somebody else's text for a cell of a table: a vertical line would end the cell, also in code, and is written
     * between spans of code by its number (https://github.github.com/gfm/#tables-extension-).
     */
    public String cell(String text) {
        StringBuilder cell = new StringBuilder();
        String[] parts = secrets.apply(text).split("\\|", -1);
        for (int i = 0; i < parts.length; i++) {
            cell.append(i == 0 ? "" : "&#124;").append(code(parts[i]));
        }
        return cell.toString();
    }

    /** Writes somebody else's lines as they are. */
    public Markdown fence(String language, String text) {
        String shown = Visible.text(secrets.apply(text)).stripTrailing();
        String ticks = "`".repeat(Math.max(3, longest(shown) + 1));
        return line(ticks + language).line(shown).line(ticks).line();
    }

    /** Returns how many ticks stand side by side in the text at most. */
    private static int longest(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
