package io.migrationledger.jooq;

import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record4;
import org.jooq.ResultQuery;
import org.jooq.meta.SchemaDefinition;
import org.jooq.meta.mysql.MySQLDatabase;

/**
 * The schema that migrations build on MySQL, for jOOQ's code generator: named in its configuration in place of {@link
 * MySQLDatabase}. docs/jooq.md has the properties.
 */
public final class MigratedMysqlDatabase extends MySQLDatabase {
    private final MigratedSchema schema = new MigratedSchema("");

    /** For jOOQ's code generator. */
    public MigratedMysqlDatabase() {
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

    /** A server shows all its databases. */
    @Override
    protected List<SchemaDefinition> getSchemata0() throws SQLException {
        List<SchemaDefinition> all = super.getSchemata0();
        all.removeIf(found -> !found.getName().equals(name()));
        MigratedSchema.checkInput(getInputSchemata(), name());
        return all;
    }

    /** The name of the scratch database does not stand in the code. */
    @Override
    public String getOutputSchema(String inputCatalog, String inputSchema) {
        return inputSchema.equals(name()) ? "" : super.getOutputSchema(inputCatalog, inputSchema);
    }

    /** The server writes the name of the database into each view, and the next build has another. */
    @Override
    public ResultQuery<Record4<String, String, String, String>> sources(List<String> schemas) {
        return MigratedSchema.views(create(), name());
    }

    private String name() {
        return MigratedSchema.nameOf(getConnection());
    }

    @Override
    public void close() {
        super.close();
        schema.close();
    }
}
