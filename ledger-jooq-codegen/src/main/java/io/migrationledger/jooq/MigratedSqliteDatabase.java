package io.migrationledger.jooq;

import org.jooq.DSLContext;
import org.jooq.meta.sqlite.SQLiteDatabase;

/**
 * The schema that migrations build on SQLite, for jOOQ's code generator: named in its configuration in place of {@link
 * SQLiteDatabase}. docs/jooq.md has the properties.
 */
public final class MigratedSqliteDatabase extends SQLiteDatabase {
    private final MigratedSchema schema = new MigratedSchema("jdbc:sqlite:");

    /** For jOOQ's code generator. */
    public MigratedSqliteDatabase() {
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
