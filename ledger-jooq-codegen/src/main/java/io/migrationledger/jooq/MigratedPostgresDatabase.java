package io.migrationledger.jooq;

import org.jooq.DSLContext;
import org.jooq.meta.postgres.PostgresDatabase;

/**
 * The schema that migrations build on PostgreSQL, for jOOQ's code generator: named in its configuration in place of {@link
 * PostgresDatabase}. docs/jooq.md has the properties.
 */
public final class MigratedPostgresDatabase extends PostgresDatabase {
    private final MigratedSchema schema = new MigratedSchema("");

    /** For jOOQ's code generator. */
    public MigratedPostgresDatabase() {
        addFilter(MigratedSchema::isOfTheLedger);
    }

    /** What the generator was told to connect to is not looked at. */
    @Override
    protected DSLContext create0() {
        if (getConnection() != schema.connection(this)) {
            setConnection(schema.connection(this));
        }
        return super.create0();
    }

    @Override
    public void close() {
        super.close();
        schema.close();
    }
}
