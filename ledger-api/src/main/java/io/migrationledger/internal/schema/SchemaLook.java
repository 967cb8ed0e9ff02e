package io.migrationledger.internal.schema;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.schema.SchemaReader;
import io.migrationledger.spi.schema.Snapshot;
import java.sql.SQLException;
import java.util.List;

/** What the schema holds, where the driver can tell. */
public final class SchemaLook {
    private SchemaLook() {}

    /**
     * Returns what it holds.
     *
     * @throws LedgerException where the driver cannot read schemas
     */
    public static Snapshot snapshot(DialectSession session) throws SQLException {
        return reader(session).read();
    }

    /**
     * Returns which other schemas of the database hold something.
     *
     * @throws LedgerException where the driver cannot read schemas
     */
    public static List<String> otherSchemas(DialectSession session) throws SQLException {
        return reader(session).otherSchemas();
    }

    private static SchemaReader reader(DialectSession session) throws SQLException {
        SchemaReader reader = session.schemaReader()
                .orElseThrow(() -> LedgerException.input(
                        ErrorCode.NO_SCHEMA_READER,
                        "the driver of this database cannot read what a schema holds",
                        "Compare it by the database's own means; the driver may learn it (docs/writing-a-driver.md)."));
        session.beforeLedgerAccess();
        return reader;
    }
}
