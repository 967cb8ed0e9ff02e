package io.migrationledger.dialect.sqlite.schema;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Table;
import java.util.ArrayList;
import java.util.List;

/** The statement that makes an index. */
final class IndexCreation {
    private IndexCreation() {}

    static String of(Index index, Table table) {
        String unknown = index.options().get("definition");
        if (unknown != null) {
            return unknown;
        }
        List<String> parts = new ArrayList<>();
        for (Index.Part part : index.parts()) {
            parts.add((part.column().isEmpty() ? part.expression() : Names.quoted(part.column()))
                    + collation(part, table)
                    + (part.descending() ? " DESC" : ""));
        }
        return "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX " + Names.quoted(index.name()) + " ON "
                + Names.quoted(table.name()) + " (" + String.join(", ", parts) + ")"
                + index.predicate().map(condition -> " WHERE " + condition).orElse("");
    }

    /** Without a word of it a part has the collation of its column. */
    private static String collation(Index.Part part, Table table) {
        String wanted = part.options().getOrDefault("collation", "BINARY");
        String given = table.columns().stream()
                .filter(column -> Names.same(column.name(), part.column()))
                .findFirst()
                .flatMap(Column::collation)
                .orElse("BINARY");
        return Names.same(wanted, given) ? "" : " COLLATE " + Names.quoted(wanted);
    }
}
