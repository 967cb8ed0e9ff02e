package io.migrationledger.dialect.mysql;

import io.migrationledger.dialect.mysql.statement.Name;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What two runs are compared by. */
final class SessionPairs {

    private SessionPairs() {}

    /** Definitions and rows of everything in the database, without its name and without the ledger. */
    static List<String> dump(Bench bench) throws SQLException {
        List<String> facts = new ArrayList<>();
        for (List<String> table : bench.sql.rows("SELECT table_name, table_type FROM information_schema.tables"
                + " WHERE table_schema = DATABASE() AND table_name NOT LIKE 'migration\\_ledger%' ORDER BY 1")) {
            String name = Name.quote(table.get(0));
            facts.add(bench.sql.row("SHOW CREATE TABLE " + name).orElseThrow().get(1));
            bench.sql.rows("SELECT * FROM " + name).stream()
                    .map(row -> table.get(0) + " " + row)
                    .sorted()
                    .forEach(facts::add);
        }
        for (List<String> row :
                bench.sql.rows("SELECT routine_name, routine_definition, sql_mode, character_set_client,"
                        + " collation_connection, security_type FROM information_schema.routines"
                        + " WHERE routine_schema = DATABASE() ORDER BY 1")) {
            facts.add("routine " + row);
        }
        for (List<String> row : bench.sql.rows("SELECT trigger_name, action_statement, sql_mode, character_set_client,"
                + " collation_connection FROM information_schema.triggers WHERE trigger_schema = DATABASE()"
                + " AND trigger_name NOT LIKE 'migration\\_ledger%' ORDER BY 1")) {
            facts.add("trigger " + row);
        }
        return facts.stream()
                .map(fact -> fact.replace(bench.database.name(), "db"))
                .toList();
    }
}
