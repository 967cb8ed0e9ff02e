package io.migrationledger.clusters;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the clusters of MySQL and MariaDB have in common. */
final class Mysqls {

    private Mysqls() {}

    /** Returns the schema and the rows of the connection's database, without the ledger. */
    static List<String> dump(Connection connection) throws SQLException {
        String database = connection.getCatalog();
        List<String> facts = new ArrayList<>();
        for (String table : Rows.of(
                connection,
                "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                        + " AND table_name NOT LIKE 'migration\\_ledger%' ORDER BY 1")) {
            facts.add(Rows.first(connection, "SHOW CREATE TABLE `" + table + "`")
                    .replaceAll(" AUTO_INCREMENT=\\d+", "")
                    .replace(database, "db"));
            Rows.of(connection, "SELECT * FROM `" + table + "`").stream()
                    .map(row -> table + "|" + row)
                    .sorted()
                    .forEach(facts::add);
        }
        return facts;
    }

    /** Returns the value of a status or variable that SHOW shows, or the empty string. */
    static String shown(Connection connection, String what, String name) throws SQLException {
        String row = Rows.first(connection, "SHOW " + what + " LIKE '" + name + "'");
        return row.substring(row.indexOf('|') + 1);
    }
}
