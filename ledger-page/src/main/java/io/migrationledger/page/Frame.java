package io.migrationledger.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * What surrounds the contents of a page that holds all it needs. Its policy lets the browser load nothing, run no script but
 * the page's own, and apply no style but the page's own: both are named by their hashes, so that even text that was not
 * escaped could not run (https://www.w3.org/TR/CSP3/#grammardef-hash-source).
 *
 * @param style the style sheet, a constant of the program; {@link #sharedStyle} gives the one that pages share
 * @param script the script, a constant of the program
 */
public record Frame(String style, String script) {
    private static final String SHARED = "page.css";

    /** A part of the page: {@code id} is its place, {@code name} what people call it. */
    public record Part(String id, String name) {}

    /** Returns the style sheet that pages share. */
    public static String sharedStyle() {
        return resource(Frame.class, SHARED);
    }

    /** Returns a text that stands beside a class, with each line ending as one line feed. */
    public static String resource(Class<?> beside, String name) {
        try (InputStream stream = beside.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes all up to the body's first element: the way past the head of the page, to the element of this id. */
    public void begin(Html html, String title, String skipTo, String skip) {
        html.constant("<!doctype html>").line();
        html.open("html", "lang", "en").line();
        html.open("head").line();
        html.empty("meta", "charset", "utf-8").line();
        html.empty(
                        "meta",
                        "http-equiv",
                        "Content-Security-Policy",
                        "content",
                        "default-src 'none'; style-src 'sha256-" + hash(style) + "'; script-src 'sha256-" + hash(script)
                                + "'; base-uri 'none'; form-action 'none'")
                .line();
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line();
        html.empty("meta", "name", "referrer", "content", "no-referrer").line();
        html.open("title").plain(title).close().line();
        html.open("style").constant(style).close().line();
        html.close("head").line();
        html.open("body").line();
        html.element("a", skip, "class", "skip", "href", "#" + skipTo).line();
    }

    /** Writes the links to the parts, and the choice of colours. */
    public static void bar(Html html, String label, List<Part> parts) {
        html.open("div", "class", "bar").line();
        html.open("nav", "aria-label", label).open("ul");
        for (Part part : parts) {
            html.open("li").element("a", part.name(), "href", "#" + part.id()).close();
        }
        html.close("nav").line();
        colours(html);
    }

    /** By the style sheet alone, so that it works without the script. */
    private static void colours(Html html) {
        html.open("fieldset", "class", "colours");
        html.element("legend", "Colours", "class", "for-reader");
        for (String[] choice : new String[][] {{"auto", "As the system"}, {"light", "Light"}, {"dark", "Dark"}}) {
            html.open("label");
            String id = "colours-" + choice[0];
            if (choice[0].equals("auto")) {
                html.empty("input", "type", "radio", "name", "colours", "id", id, "value", choice[0], "checked", "");
            } else {
                html.empty("input", "type", "radio", "name", "colours", "id", id, "value", choice[0]);
            }
            html.text(choice[1]).close();
        }
        html.close("fieldset").line();
    }

    /** Writes the page's script and the end. */
    public void end(Html html) {
        html.open("script").constant(script).close().line();
        html.close("html").line();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
