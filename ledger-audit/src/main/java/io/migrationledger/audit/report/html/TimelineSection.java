package io.migrationledger.audit.report.html;

import io.migrationledger.audit.report.content.Period;
import io.migrationledger.audit.report.content.Periods;
import io.migrationledger.audit.report.content.Run;
import io.migrationledger.audit.report.content.Words;
import io.migrationledger.page.Html;
import io.migrationledger.page.Table;
import java.util.List;
import java.util.Locale;

/**
 * The runs along time, as a picture and as a table. Upwards: what was put into effect; downwards: what failed or was undone.
 * There is no text in the picture: it stretches with the page, and text would with it.
 */
final class TimelineSection {
    private static final int TABLE = 200;
    /** The height above and below the axis. */
    private static final double HALF = 50;
    /** One that did something is seen. */
    private static final double LEAST = 2.5;

    private final Html html;
    private final List<Run> runs;

    TimelineSection(Html html, List<Run> runs) {
        this.html = html;
        this.runs = runs;
    }

    void write() {
        html.open("section", "id", "runs", "aria-labelledby", "runs-title").line();
        html.element("h2", "Runs", "id", "runs-title").line();
        if (runs.isEmpty()) {
            html.element("p", "There was none.").close("section").line();
            return;
        }
        picture();
        table();
        html.close("section").line();
    }

    private void picture() {
        Periods periods = Periods.of(runs);
        List<Period> columns = periods.periods();
        int most = 1;
        for (Period column : columns) {
            most = Math.max(most, Math.max(column.up(), column.down()));
        }
        html.open("figure").line();
        html.open(
                        "svg",
                        "viewBox",
                        "0 0 " + columns.size() * 10 + " 100",
                        "preserveAspectRatio",
                        "none",
                        "role",
                        "img",
                        "aria-labelledby",
                        "picture-title picture-text")
                .line();
        html.open("title", "id", "picture-title").plain("Runs along time").close();
        html.open("desc", "id", "picture-text")
                .plain(described(periods))
                .close()
                .line();
        for (int i = 0; i < columns.size(); i++) {
            column(columns.get(i), i * 10, most, columns.size());
        }
        html.empty("path", "class", "axis", "d", "M0 50H" + columns.size() * 10).constant("</path>");
        html.close("svg").line();
        html.open("div", "class", "ends");
        Parts.time(html, runs.get(0).began());
        Parts.time(html, runs.get(runs.size() - 1).ended());
        html.close().line();
        html.open("figcaption");
        html.element("span", "put into effect", "class", "key applied");
        html.element("span", "declared, with nothing run", "class", "key declared");
        html.element("span", "failed (down)", "class", "key failed");
        html.element("span", "undone (down)", "class", "key back");
        html.open("p")
                .text("Each column is " + periods.unit() + "; the highest stands for " + Words.count(most, "migration")
                        + ".");
        html.close("figure").line();
    }

    private static String described(Periods periods) {
        int applied = 0;
        int failed = 0;
        int back = 0;
        for (Period period : periods.periods()) {
            applied += period.applied();
            failed += period.failed();
            back += period.rolledBack();
        }
        return Words.count(applied, "migration") + " put into effect, " + Words.count(failed, "failure") + ", "
                + Words.number(back) + " undone. The table below has the same run by run.";
    }

    private void column(Period period, int x, int most, int columns) {
        if (period.up() + period.down() == 0) {
            return;
        }
        html.open("g")
                .open("title")
                .plain(period.name() + ": " + period.words())
                .close();
        double width = columns > 24 ? 8 : columns > 6 ? 5 : 1.5;
        double left = x + (10 - width) / 2;
        double top = HALF;
        for (Object[] bar : new Object[][] {{"applied-bar", period.applied()}, {"declared-bar", period.declared()}}) {
            double height = height((int) bar[1], most);
            top -= height;
            rectangle((String) bar[0], left, top, width, height);
        }
        double bottom = HALF;
        for (Object[] bar : new Object[][] {{"failed-bar", period.failed()}, {"back-bar", period.rolledBack()}}) {
            double height = height((int) bar[1], most);
            rectangle((String) bar[0], left, bottom, width, height);
            bottom += height;
        }
        html.close().line();
    }

    private static double height(int number, int most) {
        return number == 0 ? 0 : Math.max(LEAST, number * (HALF - LEAST) / most);
    }

    private void rectangle(String kind, double x, double y, double width, double height) {
        if (height > 0) {
            html.empty("rect", "class", kind, "x", at(x), "y", at(y), "width", at(width), "height", at(height))
                    .constant("</rect>");
        }
    }

    private static String at(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    private void table() {
        html.open("details").element("summary", "All runs as a table").line();
        int from = Math.max(0, runs.size() - TABLE);
        Table table = new Table(html, "Run", "When (UTC)", "Who", "#Applied", "#Failed", "#Undone", "#Declared")
                .begin("Runs, the newest first");
        for (int i = runs.size() - 1; i >= from; i--) {
            Run run = runs.get(i);
            table.row();
            html.text(Integer.toString(run.batch()));
            table.end()
                    .time(run.began())
                    .foreign(run.who())
                    .numbers(run.applied(), run.failed(), run.rolledBack(), run.declared())
                    .endRow();
        }
        table.close();
        Parts.more(html, from, "older runs, which the ledger's history shows");
        html.close("details").line();
    }
}
