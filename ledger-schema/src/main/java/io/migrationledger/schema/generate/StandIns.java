package io.migrationledger.schema.generate;

import io.migrationledger.spi.schema.SchemaWriter;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Views that read what is not there: MySQL and MariaDB keep a view whose table or column is gone, and let nobody make one. A
 * push that stopped part-way may leave some. In a scratch database others stand for them, of the same names.
 */
final class StandIns {
    /** What stands for such a view says so where differences are told. */
    private static final String QUERY = "SELECT 'it reads what is not there' AS note";

    private StandIns() {}

    /** Returns whether the schema is there now, with others in place of such views. */
    static boolean make(Connection connection, Supplier<Snapshot> present, SchemaWriter writer, Snapshot wanted) {
        Set<String> missing = wanted.views().stream().map(View::name).collect(Collectors.toSet());
        boolean mayBeNeeded = wanted.dialect().equals("mysql") && !missing.isEmpty();
        if (!mayBeNeeded || !leads(connection, present, writer, wanted, missing)) {
            return false;
        }
        boolean more = true;
        while (more) {
            more = false;
            for (View view : wanted.views()) {
                if (missing.remove(view.name())) {
                    if (leads(connection, present, writer, wanted, missing)) {
                        more = true;
                    } else {
                        missing.add(view.name());
                    }
                }
            }
        }
        try (Statement statement = connection.createStatement()) {
            String quote = connection.getMetaData().getIdentifierQuoteString();
            statement.setEscapeProcessing(false);
            for (String name : missing) {
                statement.execute("CREATE VIEW " + quote + name.replace(quote, quote + quote) + quote + " AS " + QUERY);
            }
        } catch (SQLException e) {
            return false;
        }
        return true;
    }

    private static boolean leads(
            Connection connection,
            Supplier<Snapshot> present,
            SchemaWriter writer,
            Snapshot wanted,
            Set<String> missing) {
        Way way = new Way(connection, present, writer);
        way.leadTo(wanted.without(item -> item instanceof View && missing.contains(item.name())));
        return way.script().unwritten().isEmpty();
    }
}
