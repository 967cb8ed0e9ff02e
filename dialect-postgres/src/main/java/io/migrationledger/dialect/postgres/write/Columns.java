package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.support.Unwritten;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Columns of one table, as CREATE TABLE and ADD COLUMN write them. */
final class Columns {
    /** Of a NOT NULL that holds for new rows only (PostgreSQL 18). */
    static final String UNCHECKED = "not null not valid";

    private static final Set<String> KNOWN = Set.of(
            "storage",
            "compression",
            "statistics",
            "with",
            "inherited",
            "sequence name",
            "sequence",
            "not null constraint",
            "not null no inherit",
            UNCHECKED);

    private static final Map<String, String> LARGEST =
            Map.of("smallint", "32767", "integer", "2147483647", "bigint", "9223372036854775807");

    private Columns() {}

    /** Returns one column's definition. */
    static String definition(String table, Column column) {
        StringBuilder text = new StringBuilder(Sql.name(column.name()))
                .append(' ')
                .append(column.type())
                .append(column.collation().map(name -> " COLLATE " + name).orElse(""))
                .append(column.defaultValue().map(value -> " DEFAULT " + value).orElse(""));
        column.generated()
                .ifPresent(generated -> text.append(" GENERATED ALWAYS AS (")
                        .append(generated.expression())
                        .append(generated.stored() ? ") STORED" : ")"));
        column.identity().ifPresent(kind -> text.append(" GENERATED ").append(identity(table, column, kind)));
        if (!column.nullable() && !isUnchecked(column)) {
            String name = column.options().get("not null constraint");
            text.append(name == null ? "" : " CONSTRAINT " + Sql.name(name))
                    .append(" NOT NULL")
                    .append(column.options().containsKey("not null no inherit") ? " NO INHERIT" : "");
        }
        return text.toString();
    }

    static boolean isUnchecked(Column column) {
        return column.options().containsKey(UNCHECKED);
    }

    /** Returns what ALTER TABLE adds for a NOT NULL that holds for new rows only: no column's definition can say it. */
    static String unchecked(String table, Column column) {
        return "ADD CONSTRAINT " + Sql.name(notNullName(table, column)) + " NOT NULL " + Sql.name(column.name())
                + (column.options().containsKey("not null no inherit") ? " NO INHERIT" : "") + " NOT VALID";
    }

    /** Returns the name of a column's NOT NULL: the server's own, where it was given none. */
    static String notNullName(String table, Column column) {
        return column.options().getOrDefault("not null constraint", table + "_" + column.name() + "_not_null");
    }

    /** Returns how the rows are numbered; what is as usual is left out. */
    static String identity(String table, Column column, String kind) {
        String usual = "START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE " + LARGEST.getOrDefault(column.type(), "")
                + " CACHE 1";
        String counting = column.options().getOrDefault("sequence", usual);
        String sequence = column.options().getOrDefault("sequence name", "");
        String named = sequence.isEmpty() || sequence.equals(table + "_" + column.name() + "_seq")
                ? ""
                : "SEQUENCE NAME " + Sql.name(sequence);
        String said = (named + " " + (counting.equals(usual) ? "" : counting)).strip();
        return kind.equals("always") ? with("ALWAYS AS IDENTITY", said) : with("BY DEFAULT AS IDENTITY", said);
    }

    private static String with(String words, String said) {
        return said.isEmpty() ? words : words + " (" + said + ")";
    }

    /** Returns what ALTER COLUMN has to say of a new column beyond its definition. */
    static List<String> settings(Column column) {
        return column.options().entrySet().stream()
                .flatMap(option -> switch (option.getKey()) {
                    case "storage" ->
                        List.of("SET STORAGE " + option.getValue().toUpperCase(java.util.Locale.ROOT)).stream();
                    case "compression" -> List.of("SET COMPRESSION " + option.getValue()).stream();
                    case "statistics" -> List.of("SET STATISTICS " + option.getValue()).stream();
                    case "with" -> List.of("SET (" + option.getValue() + ")").stream();
                    default -> java.util.stream.Stream.<String>empty();
                })
                .toList();
    }

    static void tell(String table, Column column, Unwritten gaps) {
        gaps.options("column " + table + "." + column.name(), column.options(), KNOWN);
    }
}
