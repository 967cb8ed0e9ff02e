package io.migrationledger.spi.support;

import io.migrationledger.spi.SessionOptions;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The name of an object of the database, without quotes.
 *
 * @param schema its schema, or the empty string where none is written
 * @param name its own name
 */
public record ObjectName(String schema, String name) {

    /**
     * Returns the ledger table's name.
     *
     * @param folding makes of a name as people write it the name as the database keeps it: {@link #upper}, or
     *     {@link UnaryOperator#identity()}
     */
    public static ObjectName ofLedger(SessionOptions options, UnaryOperator<String> folding) {
        return new ObjectName(options.schema().map(folding).orElse(""), folding.apply(options.table()));
    }

    /**
     * Returns a name as a database keeps it that folds unquoted names to upper case: one of ASCII letters, digits and
     * underscores in upper case, every other as it is, since it has to be quoted anyway.
     */
    public static String upper(String name) {
        boolean plain = name.chars().allMatch(c -> c == '_' || (c < 128 && Character.isLetterOrDigit(c)));
        return plain ? name.toUpperCase(Locale.ROOT) : name;
    }

    /** Returns a name in double quotes, those inside doubled, so that no name breaks out of them. */
    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Returns the name of something that stands beside this object: in the same schema, with a suffix. */
    public ObjectName beside(String suffix) {
        return new ObjectName(schema, name + suffix);
    }

    /** Returns the statement that makes the schema where it is missing; none where no schema is written. */
    public List<String> createSchema() {
        return schema.isEmpty() ? List.of() : List.of("CREATE SCHEMA IF NOT EXISTS " + quote(schema));
    }

    /** Returns the name as it stands in a statement: in double quotes, after its schema where it has one. */
    public String quoted() {
        return schema.isEmpty() ? quote(name) : quote(schema) + "." + quote(name);
    }
}
