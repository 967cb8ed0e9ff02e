package io.migrationledger.audit.report.markdown;

import io.migrationledger.page.Markdown;
import io.migrationledger.page.Visible;
import java.util.function.UnaryOperator;

/** What others wrote, cut where it is long. Secrets are hidden before the cut: of one that stands there, no half is left. */
final class Brief {
    /** What is shown of one text in a row of a table, in UTF-16 code units. */
    private static final int IN_A_ROW = 300;
    /** What is shown of one text in a list. */
    private static final int IN_A_LIST = 1_000;

    private Brief() {}

    /** Returns a text for a cell of a table. */
    static String cell(Markdown markdown, String text) {
        return cut(markdown.hide(text), IN_A_ROW, markdown::cell);
    }

    /** Returns a text for a line of a list. */
    static String code(Markdown markdown, String text) {
        return cut(markdown.hide(text), IN_A_LIST, markdown::code);
    }

    private static String cut(String hidden, int longest, UnaryOperator<String> shown) {
        String beginning = Visible.beginning(hidden, longest);
        return shown.apply(beginning) + (beginning.length() < hidden.length() ? " …" : "");
    }
}
