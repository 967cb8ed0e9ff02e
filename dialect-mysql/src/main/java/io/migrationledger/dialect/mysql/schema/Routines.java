package io.migrationledger.dialect.mysql.schema;

import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.spi.schema.Routine;
import io.migrationledger.spi.support.CatalogRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Routines as statements, out of a row for each parameter. */
final class Routines {
    private Routines() {}

    static List<Routine> of(List<CatalogRow> rows) {
        Map<List<String>, List<CatalogRow>> routines = new LinkedHashMap<>();
        for (CatalogRow row : rows) {
            routines.computeIfAbsent(List.of(row.text("kind"), row.text("name")), name -> new ArrayList<>())
                    .add(row);
        }
        return routines.values().stream().map(Routines::routine).toList();
    }

    private static Routine routine(List<CatalogRow> rows) {
        CatalogRow first = rows.get(0);
        String kind = first.text("kind");
        String definition = "CREATE " + kind + " " + Name.quote(first.text("name"));
        if (kind.startsWith("PACKAGE")) {
            definition += " " + first.text("body");
        } else {
            definition += "("
                    + rows.stream()
                            .filter(row -> !row.text("parameter").isEmpty())
                            .map(row -> parameter(row, kind))
                            .collect(Collectors.joining(", "))
                    + ")" + returns(rows) + traits(first) + "\n" + first.text("body");
        }
        return new Routine(
                kind.toLowerCase(Locale.ROOT),
                first.text("name"),
                "",
                definition,
                first.options(),
                first.text("comment"));
    }

    /** MySQL's functions take no mode. */
    private static String parameter(CatalogRow row, String kind) {
        String mode = row.text("mode");
        boolean usual = kind.equals("FUNCTION") && mode.equals("IN");
        return (usual ? "" : mode + " ")
                + Name.quote(row.text("parameter"))
                + " "
                + type(row)
                + row.value("fallback").map(value -> " DEFAULT " + value).orElse("");
    }

    /** MySQL takes no collation here without its character set. */
    private static String type(CatalogRow row) {
        return row.text("type")
                + row.optional("collation")
                        .map(name -> " CHARACTER SET " + name.split("_", 2)[0] + " COLLATE " + name)
                        .orElse("");
    }

    private static String returns(List<CatalogRow> rows) {
        return rows.stream()
                .filter(row -> row.text("place").equals("0"))
                .findFirst()
                .map(row -> " RETURNS " + type(row))
                .orElse("");
    }

    private static String traits(CatalogRow row) {
        return (row.is("fixed") ? " DETERMINISTIC" : "")
                + (row.text("access").equals("CONTAINS SQL") ? "" : " " + row.text("access"))
                + (row.text("security").equals("INVOKER") ? " SQL SECURITY INVOKER" : "");
    }
}
