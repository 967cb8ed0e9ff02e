package io.migrationledger.dialect.mysql.schema;

import io.migrationledger.spi.schema.Column;
import io.migrationledger.spi.support.CatalogRow;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A column out of its row in INFORMATION_SCHEMA.COLUMNS. */
final class Columns {
    private static final Pattern ON_UPDATE = Pattern.compile("on update (\\S+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOW = Pattern.compile("(?i)current_timestamp(\\(\\d*\\))?");
    /** What other columns of the view tell, too. */
    private static final List<String> TOLD = List.of("default_generated", "stored generated", "virtual generated");

    private final boolean mariadb;
    private final String database;

    Columns(boolean mariadb, String database) {
        this.mariadb = mariadb;
        this.database = database;
    }

    Column column(CatalogRow row, String collationOfTheTable) {
        Map<String, String> options = row.options();
        String extra = row.text("extra");
        Matcher update = ON_UPDATE.matcher(extra);
        if (update.find()) {
            options.put("on update", update.group(1));
            extra = update.replaceAll("");
        }
        extra = extra.toLowerCase(Locale.ROOT);
        boolean numbered = extra.contains("auto_increment");
        if (extra.contains("invisible")) {
            options.put("invisible", "true");
        }
        Optional<Column.Generated> generated = row.optional("generation")
                .map(expression -> new Column.Generated(
                        expression, row.text("extra").toLowerCase(Locale.ROOT).contains("stored")));
        for (String told : TOLD) {
            extra = extra.replace(told, "");
        }
        extra = extra.replace("auto_increment", "")
                .replace("invisible", "")
                .replace(",", "")
                .strip();
        if (!extra.isEmpty()) {
            options.put("extra", extra);
        }
        return new Column(
                row.text("name"),
                row.text("type"),
                row.is("nullable"),
                generated.isPresent() ? Optional.empty() : defaultValue(row),
                generated,
                numbered ? Optional.of("auto_increment") : Optional.empty(),
                row.optional("collation").filter(name -> !name.equals(collationOfTheTable)),
                options,
                row.text("comment"));
    }

    /**
     * MariaDB shows an expression, with the name of the database before a sequence; MySQL a literal without its quotes, or an
     * expression that EXTRA tells apart.
     */
    private Optional<String> defaultValue(CatalogRow row) {
        Optional<String> value = row.value("expression");
        if (mariadb) {
            return value.filter(text -> !text.equals("NULL")).map(text -> Unqualified.of(text, database));
        }
        boolean expression = row.text("extra").toUpperCase(Locale.ROOT).contains("DEFAULT_GENERATED");
        boolean asItIs = row.text("data").equals("bit");
        return value.map(text -> NOW.matcher(text).matches() && row.text("data").matches("timestamp|datetime")
                ? text
                : expression ? '(' + text + ')' : asItIs ? text : quoted(text));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
