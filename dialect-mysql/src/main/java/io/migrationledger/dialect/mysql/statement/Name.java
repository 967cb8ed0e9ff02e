package io.migrationledger.dialect.mysql.statement;

/**
 * A name as it stands in a statement.
 *
 * @param schema the database, or the empty string for the session's own
 * @param name the object
 */
public record Name(String schema, String name) {

    public static String quote(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    /** Returns the name as a statement needs it, whatever the sql_mode. */
    public String sql() {
        return schema.isEmpty() ? quote(name) : quote(schema) + "." + quote(name);
    }
}
