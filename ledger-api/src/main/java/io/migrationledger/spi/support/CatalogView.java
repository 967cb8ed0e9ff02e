package io.migrationledger.spi.support;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a database shows objects to everybody: a view of its catalog.
 *
 * @param view the view as it stands after FROM, such as {@code INFORMATION_SCHEMA.COLUMNS}
 * @param nameColumn its column for the name of the object
 * @param schemaColumn its column for the object's schema, or the empty string where such objects stand in none
 */
public record CatalogView(String view, String nameColumn, String schemaColumn) {
    private static final List<String> OF_A_TABLE = List.of("TABLES", "COLUMNS", "VIEWS", "TABLE_CONSTRAINTS");
    private static final CatalogView TRIGGERS_OF_A_TABLE =
            new CatalogView("INFORMATION_SCHEMA.TRIGGERS", "EVENT_OBJECT_TABLE", "EVENT_OBJECT_SCHEMA");

    /**
     * Returns the views of the standard's INFORMATION_SCHEMA (ISO/IEC 9075-11) that show objects of a kind.
     *
     * @param kind {@code TABLE} or {@code VIEW}, which are shown with columns, constraints and triggers; {@code SCHEMA},
     *     {@code PROCEDURE}, {@code FUNCTION}; every other as {@link #ofKind} says
     * @param more the database's own views of parts of tables, for tables and views: {@code INDEXES}
     */
    public static List<CatalogView> standard(String kind, String... more) {
        return switch (kind) {
            case "TABLE", "VIEW" ->
                Stream.concat(
                                Stream.concat(OF_A_TABLE.stream(), Arrays.stream(more))
                                        .map(CatalogView::ofTables),
                                Stream.of(TRIGGERS_OF_A_TABLE))
                        .toList();
            case "SCHEMA" -> List.of(new CatalogView("INFORMATION_SCHEMA.SCHEMATA", "SCHEMA_NAME", ""));
            case "PROCEDURE", "FUNCTION" -> List.of(ofKind("ROUTINE"));
            default -> List.of(ofKind(kind));
        };
    }

    private static CatalogView ofTables(String view) {
        return new CatalogView("INFORMATION_SCHEMA." + view, "TABLE_NAME", "TABLE_SCHEMA");
    }

    /**
     * Returns the view of INFORMATION_SCHEMA that shows objects of a kind, by the standard's rule for names:
     * {@code SEQUENCES} with {@code SEQUENCE_NAME} and {@code SEQUENCE_SCHEMA}.
     */
    public static CatalogView ofKind(String kind) {
        return new CatalogView("INFORMATION_SCHEMA." + kind + "S", kind + "_NAME", kind + "_SCHEMA");
    }

    /** Returns the same view for objects that stand in no schema. */
    public CatalogView withoutSchema() {
        return new CatalogView(view, nameColumn, "");
    }
}
