package io.migrationledger.audit.report.markdown;

import io.migrationledger.audit.report.content.Content;
import io.migrationledger.audit.report.content.Entry;
import io.migrationledger.audit.report.content.Item;
import io.migrationledger.audit.report.content.Words;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.page.Markdown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What happened, one attempt or declaration in each line, with errors and reasons: the newest of them. */
final class Attempts {
    private static final int ROWS = 50;

    private final Markdown markdown;
    private final Content content;

    Attempts(Markdown markdown, Content content) {
        this.markdown = markdown;
        this.content = content;
    }

    private record Row(MigrationId id, Entry entry) {}

    /**
     * Writes them.
     *
     * @param behind how many characters are left for what follows
     */
    void write(Room room, int behind) {
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
        List<String> lines = room.last(rows, ROWS, behind, this::line);
        markdown.line("## Attempts").line();
        markdown.line("| Events | Migration | When (UTC) | What happened | Who | Took | Error or reason |")
                .line("|---:|---|---|---|---|---:|---|");
        lines.forEach(markdown::line);
        markdown.line();
        long before = rows.size() - lines.size() + older;
        if (before > 0) {
            markdown.line("And " + Words.number(before) + " before them.").line();
        }
    }

    private String line(Row row) {
        Entry entry = row.entry();
        return "| " + events(entry) + " | " + markdown.cell(row.id().toString()) + " | "
                + Words.time(entry.began()) + " | " + what(entry) + " | "
                + markdown.cell(entry.actor().describe()) + " | "
                + entry.took().map(Words::duration).orElse("") + " | " + why(entry) + " |";
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
            parts.add((place.isEmpty() ? "" : markdown.cell(place) + " ") + Brief.cell(markdown, Words.said(error)));
        });
        entry.doubt().ifPresent(doubt -> parts.add("in doubt: " + Brief.cell(markdown, doubt.reason())));
        entry.reason().ifPresent(reason -> parts.add(Brief.cell(markdown, reason)));
        return String.join("; ", parts);
    }
}
