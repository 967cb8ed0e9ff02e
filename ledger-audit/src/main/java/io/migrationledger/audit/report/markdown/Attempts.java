package io.migrationledger.audit.report.markdown;

import io.migrationledger.audit.report.content.Content;
import io.migrationledger.audit.report.content.Entry;
import io.migrationledger.audit.report.content.Item;
import io.migrationledger.audit.report.content.Words;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.page.Markdown;
import io.migrationledger.page.Visible;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happened, one attempt or declaration in each line, with errors and reasons: the newest of them. */
final class Attempts {
    private static final int ROWS = 50;
    /** What is shown of one error, in UTF-16 code units. */
    private static final int SAID = 300;

    private final Markdown markdown;
    private final Content content;

    Attempts(Markdown markdown, Content content) {
        this.markdown = markdown;
        this.content = content;
    }

    private record Row(MigrationId id, Entry entry) {}

    void write() {
        List<Row> rows = new ArrayList<>();
        long older = 0;
        for (Item item : content.items()) {
            item.entries().forEach(entry -> rows.add(new Row(item.id(), entry)));
            older += item.older();
        }
        if (rows.isEmpty()) {
            return;
        }
        rows.sort(Comparator.comparingLong(row -> row.entry().first()));
        int from = Math.max(0, rows.size() - ROWS);
        markdown.line("## Attempts").line();
        markdown.line("| Events | Migration | When (UTC) | What happened | Who | Took | Error or reason |")
                .line("|---:|---|---|---|---|---:|---|");
        for (Row row : rows.subList(from, rows.size())) {
            Entry entry = row.entry();
            markdown.line("| " + events(entry) + " | " + markdown.cell(row.id().toString()) + " | "
                    + Words.time(entry.began()) + " | " + what(entry) + " | "
                    + markdown.cell(entry.actor().describe()) + " | "
                    + entry.took().map(Words::duration).orElse("") + " | " + why(entry) + " |");
        }
        markdown.line();
        if (from + older > 0) {
            markdown.line("And " + Words.number(from + older) + " before them.").line();
        }
    }

    private static String events(Entry entry) {
        return entry.first() == entry.last()
                ? Words.number(entry.first())
                : Words.number(entry.first()) + "–" + Words.number(entry.last()); // an en dash
    }

    private String what(Entry entry) {
        String extent = Words.extent(entry);
        return "**" + Words.outcome(entry) + "**" + (extent.isEmpty() ? "" : " " + markdown.cell(extent));
    }

    private String why(Entry entry) {
        List<String> parts = new ArrayList<>();
        entry.error().ifPresent(error -> {
            String place = Words.place(error);
            parts.add((place.isEmpty() ? "" : markdown.cell(place) + " ") + said(Words.said(error)));
        });
        entry.doubt().ifPresent(doubt -> parts.add("in doubt: " + markdown.cell(doubt.reason())));
        entry.reason().ifPresent(reason -> parts.add(markdown.cell(reason)));
        return String.join("; ", parts);
    }

    private String said(String text) {
        String hidden = markdown.hide(text);
        String shown = Visible.beginning(hidden, SAID);
        return markdown.cell(shown) + (shown.length() < hidden.length() ? " …" : "");
    }
}
