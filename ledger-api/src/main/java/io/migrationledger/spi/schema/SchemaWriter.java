package io.migrationledger.spi.schema;

/**
 * Writes statements that change a schema, for one database server and its version. It works on snapshots alone: it sends
 * nothing, and what it writes is to be tried on a scratch database before anybody relies on it. For one thread.
 */
public interface SchemaWriter {

    /**
     * Returns the statements that lead from one schema to another, in the order in which they can run. Names are not
     * qualified, as in the snapshots. What it has no statement for is told in {@link SchemaScript#unwritten()}, and never
     * left out without a word. Equal snapshots give a script without statements; the same two give the same script.
     *
     * <p>It never takes a removed and an added object for one that was renamed: renames have run before.
     *
     * @param from the schema that the script begins with; {@link Snapshot#empty} for a script that builds the whole
     * @param to the schema that it leads to
     */
    SchemaScript script(Snapshot from, Snapshot to);

    /**
     * Returns a statement of such a script as it stands in a file for people: with the mark that ends it, and whatever else
     * the database's own client needs to read it as one statement. The ledger reads it as this one, too. By default a semicolon
     * stands behind it.
     */
    default String inFile(SchemaStatement statement) {
        return statement.sql().strip() + ';';
    }

    /** Returns the statement that gives a table another name. */
    SchemaStatement renameTable(String table, String name);

    /** Returns the statement that gives a column another name. */
    SchemaStatement renameColumn(String table, String column, String name);
}
