package io.migrationledger.dialect.mysql.write;

import io.migrationledger.spi.schema.Check;
import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.spi.support.Unwritten;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The columns of one table as they stand in CREATE TABLE and ALTER TABLE. */
final class Columns {
    private static final Pattern CHARACTERS =
            Pattern.compile("(?i)(char|varchar|tinytext|text|mediumtext|longtext|enum|set)\\b.*", Pattern.DOTALL);
    private static final Pattern BYTES = Pattern.compile("(?i)(var)?binary\\b.*");
    private static final Pattern HEXADECIMAL = Pattern.compile("'(0x[0-9A-Fa-f]+)'");
    private static final String WITHOUT_HISTORY = "without system versioning";

    private final Table table;
    private final boolean mariadb;

    Columns(Table table, boolean mariadb) {
        this.table = table;
        this.mariadb = mariadb;
    }

    /** Returns the collation of the column's texts, its own or the table's; empty where it holds none. */
    Optional<String> collation(Column column) {
        if (!CHARACTERS.matcher(column.type()).matches()) {
            return column.collation();
        }
        return column.collation().or(() -> Optional.ofNullable(table.options().get("collation")));
    }

    /** Returns the definition without the collation that the table gives. */
    String definition(Column column) {
        return definition(column, column.collation());
    }

    /** Returns the definition with the collation, so that what the table gives is no part of it. */
    String whole(Column column) {
        return definition(column, collation(column));
    }

    private String definition(Column column, Optional<String> collation) {
        StringBuilder out = new StringBuilder(Sql.name(column.name()) + " " + column.type());
        Optional<String> period = period(column);
        if (period.isPresent()) {
            return out + " GENERATED ALWAYS AS " + period.get() + rest(column);
        }
        collation.ifPresent(name -> out.append(" COLLATE ").append(name));
        column.generated()
                .ifPresent(generated -> out.append(" GENERATED ALWAYS AS ")
                        .append(Sql.inParentheses(generated.expression()))
                        .append(generated.stored() ? " STORED" : " VIRTUAL"));
        if (!column.nullable()) {
            out.append(" NOT NULL");
        } else if (column.type().toLowerCase(Locale.ROOT).startsWith("timestamp")
                && column.generated().isEmpty()) {
            out.append(" NULL");
        }
        column.defaultValue().ifPresent(value -> out.append(" DEFAULT ").append(defaultValue(column, value)));
        return out + rest(column);
    }

    private String rest(Column column) {
        StringBuilder out = new StringBuilder();
        option(column, "on update").ifPresent(value -> out.append(" ON UPDATE ").append(value));
        column.identity().ifPresent(how -> out.append(" AUTO_INCREMENT"));
        option(column, "invisible").ifPresent(yes -> out.append(" INVISIBLE"));
        option(column, "srid").ifPresent(number -> out.append(" SRID ").append(number));
        option(column, "extra")
                .filter(WITHOUT_HISTORY::equals)
                .ifPresent(yes -> out.append(" WITHOUT SYSTEM VERSIONING"));
        if (!column.comment().isEmpty()) {
            out.append(" COMMENT ").append(Sql.text(column.comment()));
        }
        check(column).ifPresent(check -> out.append(" CHECK ").append(Sql.inParentheses(check.expression())));
        return out.toString();
    }

    private static Optional<String> option(Column column, String name) {
        return Optional.ofNullable(column.options().get(name));
    }

    /** MySQL shows bytes as a text that is a hexadecimal number. */
    private String defaultValue(Column column, String value) {
        if (!mariadb && BYTES.matcher(column.type()).matches()) {
            return HEXADECIMAL.matcher(value).replaceFirst("$1");
        }
        return value.startsWith("'") ? value : Sql.expression(value);
    }

    /** MariaDB: {@code ROW START} or {@code ROW END}, the edges of the time of a row's version. */
    static Optional<String> period(Column column) {
        return column.generated()
                .map(generated -> generated.expression().toUpperCase(Locale.ROOT))
                .filter(text -> text.equals("ROW START") || text.equals("ROW END"));
    }

    /** MariaDB keeps a check at its column apart from those of the table. */
    private Optional<Check> check(Column column) {
        return table.checks().stream()
                .filter(check -> isOfColumn(check) && check.name().equals(column.name()))
                .findFirst();
    }

    static boolean isOfColumn(Check check) {
        return "column".equals(check.options().get("level"));
    }

    void tell(Column column, Unwritten gaps) {
        String where = "table " + table.name() + ", column " + column.name();
        gaps.options(where, column.options(), Set.of("on update", "invisible", "srid", "extra"));
        option(column, "extra")
                .filter(extra -> !extra.equals(WITHOUT_HISTORY))
                .ifPresent(extra -> gaps.add(where + ": " + extra));
        column.identity()
                .filter(how -> !how.equals("auto_increment"))
                .ifPresent(how -> gaps.add(where + ": identity " + how));
    }
}
