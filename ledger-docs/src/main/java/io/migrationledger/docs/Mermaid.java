package io.migrationledger.docs;

import io.migrationledger.page.Markdown;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The diagram as Mermaid writes it, for those who show Markdown (https://mermaid.js.org/syntax/entityRelationshipDiagram).
 * Names are cut down to letters, digits and low lines there: nothing else has a meaning that everybody agrees on.
 */
final class Mermaid {
    /** With more tables it shows keys alone. */
    private static final int MANY = 30;

    /** Mermaid draws no more than 500 lines and reads no more than 50,000 characters, unless it is told to. */
    private static final int TOO_MANY = 200;

    private Mermaid() {}

    static void write(Markdown markdown, Snapshot snapshot, References references) {
        List<Table> tables = snapshot.tables().stream()
                .filter(table -> table.partitionOf().isEmpty())
                .toList();
        if (tables.isEmpty()) {
            return;
        }
        if (tables.size() > TOO_MANY) {
            markdown.line("There are too many tables for a diagram here; the page of HTML has one.")
                    .line();
            return;
        }
        Map<String, String> ids = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>(List.of("erDiagram"));
        for (Table table : tables) {
            String id = "t" + (ids.size() + 1);
            ids.put(table.name(), id);
            lines.add("  " + id + "[\"" + word(markdown.hide(table.name())) + "\"] {");
            for (TableBox.Row row :
                    TableBox.of(table, tables.size() > MANY, text -> text).rows()) {
                lines.add("    " + word(markdown.hide(row.type())) + " " + word(markdown.hide(row.column()))
                        + (row.mark().isEmpty() ? "" : " " + row.mark()));
            }
            lines.add("  }");
        }
        for (References.Reference one : references.all()) {
            String from = ids.get(one.from().name());
            String to = ids.get(one.to().name());
            if (from != null && to != null) {
                lines.add("  " + from + " }o--|| " + to + " : \""
                        + word(markdown.hide(String.join("_", one.key().columns()))) + "\"");
            }
        }
        markdown.fence("mermaid", String.join("\n", lines));
    }

    private static String word(String text) {
        StringBuilder word = new StringBuilder();
        text.codePoints().limit(60).forEach(c -> {
            boolean plain = Character.isLetterOrDigit(c) && c < 0x80;
            word.appendCodePoint(plain ? c : '_');
        });
        return word.isEmpty() || !Character.isLetter(word.charAt(0)) ? "x" + word : word.toString();
    }
}
