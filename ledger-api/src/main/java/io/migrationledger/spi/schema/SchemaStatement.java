package io.migrationledger.spi.schema;

import java.util.Optional;

/**
 * One statement that changes a schema.
 *
 * @param sql the statement, without the mark that ends it in a script
 * @param loss what rows, values or rights can be lost by it, or why it can fail where there are rows, in words for people: {@code
 *     drops column people.email}; empty where nothing can
 * @param alone whether it has to run outside a transaction
 */
public record SchemaStatement(String sql, Optional<String> loss, boolean alone) {

    /** Returns a statement that loses nothing and may run in a transaction. */
    public static SchemaStatement of(String sql) {
        return new SchemaStatement(sql, Optional.empty(), false);
    }

    /** Returns a statement that can lose something. */
    public static SchemaStatement losing(String sql, String loss) {
        return new SchemaStatement(sql, Optional.of(loss), false);
    }
}
