package io.migrationledger.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;

/**
 * Writes HTML, and is the one place where text is escaped for it. Names of elements and attributes are constants of this
 * program; everything else is text, whatever it holds: it becomes neither an element, nor an attribute, nor a script. No text
 * is ever written into a {@code script} or a {@code style} element. Confined to one thread.
 */
public final class Html {
    private final Appendable out;
    private final UnaryOperator<String> secrets;
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Begins to write.
     *
     * @param secrets hides what nobody may see
     */
    public Html(Appendable out, UnaryOperator<String> secrets) {
        this.out = out;
        this.secrets = secrets;
    }

    /** Returns the text without what nobody may see. */
    public String hide(String text) {
        return secrets.apply(text);
    }

    /** Opens an element; attributes are pairs of a name and a value. An empty value leaves the name alone. */
    public Html open(String element, String... attributes) {
        start(element, attributes);
        open.push(element);
        return this;
    }

    /** Closes the element that was opened last. */
    public Html close() {
        raw("</").raw(open.pop()).raw(">");
        return this;
    }

    /** Closes elements up to and including the innermost of this name. */
    public Html close(String element) {
        while (!open.isEmpty()) {
            String last = open.peek();
            close();
            if (last.equals(element)) {
                break;
            }
        }
        return this;
    }

    /** Writes an element without contents. */
    public Html empty(String element, String... attributes) {
        return start(element, attributes);
    }

    /** Writes an element that holds a text. */
    public Html element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** Writes what somebody else wrote: its direction reaches nothing beside it. */
    public Html foreign(String text) {
        return open("bdi").text(text).close();
    }

    /** Writes text; a character that nobody would see is shown by its number. */
    public Html text(String text) {
        String shown = Visible.lines(secrets.apply(text));
        StringBuilder escaped = new StringBuilder(shown.length() + 16);
        for (int i = 0; i < shown.length(); ) {
            int c = shown.codePointAt(i);
            i += Character.charCount(c);
            if (Visible.isHidden(c)) {
                escaped.append("<span class=\"hidden-character\">")
                        .append(Visible.name(c))
                        .append("</span>");
            } else {
                escape(c, escaped);
            }
        }
        return raw(escaped);
    }

    /** Writes text where no element may stand, in a title for instance. */
    public Html plain(String text) {
        String shown = Visible.text(secrets.apply(text));
        StringBuilder escaped = new StringBuilder(shown.length() + 16);
        shown.codePoints().forEach(c -> escape(c, escaped));
        return raw(escaped);
    }

    private static void escape(int c, StringBuilder escaped) {
        switch (c) {
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '&' -> escaped.append("&amp;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            case '`' -> escaped.append("&#96;");
            default -> escaped.appendCodePoint(c);
        }
    }

    /** Begins a line of the page's source. */
    public Html line() {
        return raw("\n");
    }

    /** Writes a constant of this program, as it stands: its style sheet, its script, its doctype. */
    public Html constant(String text) {
        return raw(text);
    }

    private Html start(String element, String... attributes) {
        raw("<").raw(element);
        for (int i = 0; i < attributes.length; i += 2) {
            raw(" ").raw(attributes[i]);
            if (!attributes[i + 1].isEmpty()) {
                raw("=\"").plain(attributes[i + 1]).raw("\"");
            }
        }
        return raw(">");
    }

    private Html raw(CharSequence text) {
        try {
            out.append(text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
