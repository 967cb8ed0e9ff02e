package io.migrationledger.dialect.mysql.write;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.schema.SchemaStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a statement can lose, or why it can fail where there are rows. */
final class Losses {
    private static final List<String> INTEGERS = List.of("tinyint", "smallint", "mediumint", "int", "bigint");
    private static final List<String> TEXTS = List.of("tinytext", "text", "mediumtext", "longtext");
    private static final List<String> BLOBS = List.of("tinyblob", "blob", "mediumblob", "longblob");
    private static final Pattern TYPE = Pattern.compile("(\\w+)(?:\\((\\d+)(?:,(\\d+))?\\))?(.*)", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("'((?:[^']|'')*)'");

    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        if (!lines.contains(line)) {
            lines.add(line);
        }
    }

    SchemaStatement statement(String sql) {
        return lines.isEmpty() ? SchemaStatement.of(sql) : SchemaStatement.losing(sql, String.join("; ", lines));
    }

    void added(String table, Column column) {
        if (!column.nullable()
                && column.defaultValue().isEmpty()
                && column.generated().isEmpty()
                && column.identity().isEmpty()) {
            add("rows of " + table + " get the empty value of its type in the new column " + column.name()
                    + ", or the statement fails");
        }
        if (!column.nullable() && column.generated().isPresent()) {
            add("can fail where " + table + "." + column.name() + " is computed to be NULL");
        }
    }

    void changed(String table, Column from, Column to, Optional<String> collation, Optional<String> newCollation) {
        String name = table + "." + to.name();
        if (from.generated().isEmpty() && to.generated().isPresent()) {
            add("values of " + name + " are replaced by computed ones");
            return;
        }
        if (!from.type().equals(to.type())) {
            type(name, from.type(), to.type());
        }
        if (from.nullable() && !to.nullable()) {
            add("can fail where " + name + " is NULL");
        }
        if (!collation.map(Losses::characters).equals(newCollation.map(Losses::characters))
                && !newCollation.map(Losses::characters).equals(Optional.of("utf8mb4"))) {
            add("can fail where " + name + " holds characters that its new character set lacks");
        }
    }

    private static String characters(String collation) {
        return collation.split("_", 2)[0];
    }

    private void type(String name, String from, String to) {
        if (from.startsWith("enum(") && to.startsWith("enum(") || from.startsWith("set(") && to.startsWith("set(")) {
            List<String> kept = values(to);
            values(from).stream()
                    .filter(value -> !kept.contains(value))
                    .forEach(value -> add("drops the value " + value + " of " + name));
        } else if (!isWider(from, to)) {
            add("can fail where a value of " + name + " does not fit " + to + ", or changes it");
        }
    }

    private static List<String> values(String type) {
        return VALUE.matcher(type).results().map(found -> found.group()).toList();
    }

    private static boolean isWider(String from, String to) {
        Matcher before = TYPE.matcher(from.toLowerCase(Locale.ROOT));
        Matcher after = TYPE.matcher(to.toLowerCase(Locale.ROOT));
        if (!before.matches() || !after.matches()) {
            return false;
        }
        for (List<String> family : List.of(INTEGERS, TEXTS, BLOBS)) {
            if (family.contains(before.group(1)) && family.contains(after.group(1))) {
                return family.indexOf(before.group(1)) <= family.indexOf(after.group(1))
                        && before.group(4).equals(after.group(4));
            }
        }
        if (before.group(1).equals("binary") && !from.equalsIgnoreCase(to)) {
            return false; // a value is filled up with zeros
        }
        boolean texts =
                before.group(1).matches("char|varchar") && after.group(1).equals("varchar");
        return (before.group(1).equals(after.group(1)) || texts)
                && before.group(4).equals(after.group(4))
                && number(before, 2) - number(before, 3) <= number(after, 2) - number(after, 3)
                && number(before, 3) <= number(after, 3);
    }

    private static int number(Matcher type, int group) {
        return type.group(group) == null ? 0 : Integer.parseInt(type.group(group));
    }
}
