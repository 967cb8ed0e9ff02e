package io.migrationledger.dialect.sqlite.schema;

import io.migrationledger.spi.schema.Index;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An index out of its text and of what {@code pragma_index_xinfo} says of its parts. */
final class IndexText {
    private IndexText() {}

    /**
     * One part of an index, as the pragma tells it.
     *
     * @param column its name, or the empty string for an expression
     */
    record Part(String column, boolean descending, String collation) {}

    static Index of(String name, String definition, List<Part> known) {
        try {
            Tokens tokens = Tokens.of(definition);
            tokens.expect("CREATE");
            boolean unique = tokens.take("UNIQUE");
            while (!tokens.at("(")) {
                tokens.skip(); // INDEX, its name, ON, and the table
            }
            List<Tokens> items = tokens.inner().items();
            Optional<String> predicate = tokens.take("WHERE") ? Optional.of(tokens.rest()) : Optional.empty();
            List<Index.Part> parts = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                parts.add(part(known.get(i), items.get(i)));
            }
            return new Index(name, unique, "", parts, List.of(), predicate, true, Map.of(), "");
        } catch (Tokens.UnknownText e) {
            return new Index(
                    name,
                    false,
                    "",
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    true,
                    Map.of("definition", definition),
                    "");
        }
    }

    private static Index.Part part(Part known, Tokens item) {
        Map<String, String> options = new LinkedHashMap<>();
        if (!known.collation().equalsIgnoreCase("BINARY")) {
            options.put("collation", Names.collation(known.collation()));
        }
        Tokens expression =
                item.before("DESC").or(() -> item.before("ASC")).orElse(item).withoutCollation();
        return new Index.Part(
                known.column(), known.column().isEmpty() ? expression.rest() : "", known.descending(), options);
    }
}
