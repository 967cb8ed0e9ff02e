package io.migrationledger.spring;

import io.migrationledger.Ledger;
import io.migrationledger.event.LedgerEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** What a start left behind, seen from outside of the application. */
final class Databases {
    private Databases() {}

    static List<String> tables(Path sqlite) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(Boot.sqlite(sqlite));
                ResultSet tables = connection
                        .createStatement()
                        .executeQuery("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")) {
            while (tables.next()) {
                names.add(tables.getString(1));
            }
        }
        return names;
    }

    static List<LedgerEvent> events(Path sqlite) {
        return Ledger.of(Boot.sqlite(sqlite), new Properties()).events();
    }

    /** Returns what was applied, in order. */
    static List<String> applied(Path sqlite) {
        return events(sqlite).stream()
                .filter(event -> event instanceof LedgerEvent.Applied)
                .map(event -> event.id().toString())
                .toList();
    }

    static void execute(Path sqlite, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(Boot.sqlite(sqlite))) {
            for (String statement : statements) {
                connection.createStatement().execute(statement);
            }
        }
    }
}
