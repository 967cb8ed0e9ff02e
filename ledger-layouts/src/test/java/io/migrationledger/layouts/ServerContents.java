package io.migrationledger.layouts;

import io.migrationledger.Ledger;
import io.migrationledger.spi.schema.Snapshot;
import io.migrationledger.spi.schema.Table;
import io.migrationledger.testdb.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** What a database on a server holds, as text: its schema as the ledger's snapshots have it, and all rows. */
final class ServerContents {
    /** The tools' own tables. */
    private static final Pattern HISTORY = Pattern.compile(
            "flyway_schema_history.*|databasechangelog(?:lock)?.*|schema_migrations|__drizzle_migrations.*");

    private ServerContents() {}

    /** Returns it without the histories of the ledger and of other tools, and without the server's version. */
    static String of(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            Snapshot snapshot = Ledger.of(connection)
                    .snapshot()
                    .without(item -> HISTORY.matcher(item.name().toLowerCase(Locale.ROOT))
                            .matches());
            StringJoiner text = new StringJoiner("\n");
            text.add(snapshot.text()
                    .replaceFirst(",\"server\":\"[^\"]*\"", "")
                    .replace(database.name(), "DATABASE")
                    // MariaDB's client puts it into each session; the ledger's scripts begin with the server's own
                    .replace("\"sql mode\":\"IGNORE_SPACE,", "\"sql mode\":\""));
            for (Table table : snapshot.tables()) {
                try (ResultSet row = statement.executeQuery("SELECT * FROM " + table.name() + " ORDER BY 1")) {
                    while (row.next()) {
                        StringJoiner values = new StringJoiner("|");
                        values.add(table.name());
                        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                            values.add(String.valueOf(row.getString(i)));
                        }
                        text.add(values.toString());
                    }
                }
            }
            return text.toString();
        }
    }
}
