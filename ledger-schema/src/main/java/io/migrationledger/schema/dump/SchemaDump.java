package io.migrationledger.schema.dump;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.schema.SchemaScript;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;
import java.util.List;

/**
 * A schema as SQL that builds it, in a stable order: equal schemas have equal texts, so that a pull request shows what a
 * migration did to the whole.
 *
 * @param text a comment, and the statements
 * @param unwritten what has no statement, one line each; it stands in the text as comments
 * @param otherSchemas which other schemas of the database hold something, which is not part of the text
 */
public record SchemaDump(String text, List<String> unwritten, List<String> otherSchemas) {

    /** Makes it immutable. */
    public SchemaDump {
        unwritten = List.copyOf(unwritten);
        otherSchemas = List.copyOf(otherSchemas);
    }

    /**
     * Returns the schema that a ledger stands in, without the ledger's own tables. Changes nothing.
     *
     * @throws LedgerException with code {@link ErrorCode#NO_SCHEMA_WRITER} where the driver writes no statements, with {@link
     *     ErrorCode#NO_SCHEMA_READER} where it reads no schemas
     */
    public static SchemaDump of(Ledger ledger) {
        Snapshot snapshot = ledger.snapshot();
        SchemaWriter writer = ledger.schemaWriter()
                .orElseThrow(() -> LedgerException.input(
                        ErrorCode.NO_SCHEMA_WRITER,
                        "the driver for " + snapshot.dialect() + " writes no statements out of schemas",
                        "Use the database's own dump."));
        SchemaScript script = writer.script(Snapshot.empty(snapshot.dialect(), snapshot.server()), snapshot);
        StringBuilder text =
                new StringBuilder("-- The schema, for " + snapshot.dialect() + ". Written by 'ledger dump'.\n");
        for (String missing : script.unwritten()) {
            text.append("-- Not written: ").append(oneLine(missing)).append('\n');
        }
        for (SchemaStatement statement : script.statements()) {
            text.append('\n').append(writer.inFile(statement)).append('\n');
        }
        return new SchemaDump(text.toString(), script.unwritten(), ledger.otherSchemas());
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
