package io.migrationledger.spi.schema;

import java.util.List;

/**
 * Statements that lead from one schema to another.
 *
 * @param statements in the order in which they can run
 * @param unwritten what differs and has no statement here, one line each, in words for people; empty where the script is whole
 */
public record SchemaScript(List<SchemaStatement> statements, List<String> unwritten) {

    /** Makes it immutable. */
    public SchemaScript {
        statements = List.copyOf(statements);
        unwritten = List.copyOf(unwritten);
    }
}
