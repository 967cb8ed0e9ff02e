package io.migrationledger.dialect.mysql.server;

import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What tells a table from itself after TRUNCATE: InnoDB's number for it. */
public final class Storage {
    private final JdbcSql sql;
    private final Settings settings;
    private final boolean mariadb;
    private final String dictionary;

    public Storage(JdbcSql sql, Settings settings, boolean mariadb) {
        this.sql = sql;
        this.settings = settings;
        this.mariadb = mariadb;
        this.dictionary = "information_schema." + (mariadb ? "INNODB_SYS_TABLES" : "INNODB_TABLES");
    }

    /**
     * Returns the numbers of a table and its partitions: this server's own, for on another member of its group, or another
     * replica, the same table has others. The empty string where it is not InnoDB's or where the account lacks the PROCESS
     * privilege that the dictionary asks for.
     */
    public String of(Name table) throws SQLException {
        String schema = table.schema().isEmpty() ? settings.database() : table.schema();
        try {
            if (isAscii(schema + table.name())) {
                return byFile(encode(schema) + "/" + encode(table.name()));
            }
            return mariadb ? byFile(encodedByServer(schema, table.name())) : bySpace(schema + "/" + table.name());
        } catch (SQLException e) {
            if (MysqlErrors.isAccessDenied(e)) {
                return "";
            }
            throw e;
        }
    }

    private String byFile(String file) throws SQLException {
        List<List<String>> rows = sql.rows(
                "SELECT name, table_id FROM " + dictionary + " WHERE name = ? OR LEFT(name, CHAR_LENGTH(?)) = ?",
                file,
                file + "#",
                file + "#");
        return numbers(rows, file);
    }

    /** MySQL has a tablespace for each table, whose name is not encoded. Of some letters it takes one for another: ö for o. */
    private String bySpace(String space) throws SQLException {
        List<List<String>> rows = new ArrayList<>(sql.rows(
                "SELECT s.name, t.table_id FROM " + dictionary
                        + " t JOIN information_schema.INNODB_TABLESPACES s ON s.space = t.space"
                        + " WHERE s.name = ? OR LEFT(s.name, CHAR_LENGTH(?)) = ?",
                space,
                space + "#p#",
                space + "#p#"));
        rows.removeIf(row -> !row.get(0).regionMatches(true, 0, space, 0, space.length()));
        return numbers(rows, space);
    }

    private static String numbers(List<List<String>> rows, String name) {
        return rows.stream()
                .map(row -> row.get(0).substring(name.length()) + "=" + row.get(1))
                .sorted()
                .collect(Collectors.joining(","));
    }

    /** Letters with case have an encoding of their own, of which the server has the list. */
    private String encodedByServer(String schema, String table) throws SQLException {
        return String.join(
                "/",
                sql.row(
                                "SELECT CONVERT(CAST(CONVERT(? USING filename) AS BINARY) USING utf8mb4),"
                                        + " CONVERT(CAST(CONVERT(? USING filename) AS BINARY) USING utf8mb4)",
                                schema,
                                table)
                        .orElseThrow());
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 128);
    }

    public String checksum(Name table) throws SQLException {
        return sql.row("CHECKSUM TABLE " + table.sql()).map(row -> row.get(1)).orElse("");
    }

    public boolean isEmpty(Name table) throws SQLException {
        return sql.row("SELECT 1 FROM " + table.sql() + " LIMIT 1").isEmpty();
    }

    /** Returns whether the engine of a table takes a statement back that is cut off. */
    public boolean isTransactional(Name table) throws SQLException {
        return engine(table).filter(engine -> engine.equalsIgnoreCase("InnoDB")).isPresent();
    }

    private Optional<String> engine(Name table) throws SQLException {
        return sql.row(
                        "SELECT engine FROM information_schema.tables WHERE table_schema = COALESCE(NULLIF(?, ''), DATABASE())"
                                + " AND table_name = ?",
                        table.schema(),
                        table.name())
                .map(row -> row.get(0));
    }

    /**
     * Drops a table if it has no row. It is given another name first, under which nobody writes to it. (DROP TABLE under
     * LOCK TABLES would do, but for MySQL 8.0.12, which then waits for itself.)
     */
    public boolean dropIfEmpty(Name table) throws SQLException {
        if (!isEmpty(table)) {
            return false;
        }
        Name aside = aside(table);
        sql.execute("RENAME TABLE " + table.sql() + " TO " + aside.sql());
        return !putBack(table, aside);
    }

    /** Ends what {@link #dropIfEmpty} left behind when it was itself cut off. */
    public void tidy(Name table) throws SQLException {
        Name aside = aside(table);
        if (engine(aside).isPresent()) {
            putBack(table, aside);
        }
    }

    /** Returns whether the table has rows, and so has its name again; otherwise it is dropped. */
    private boolean putBack(Name table, Name aside) throws SQLException {
        boolean rows = !isEmpty(aside);
        sql.execute(rows ? "RENAME TABLE " + aside.sql() + " TO " + table.sql() : "DROP TABLE " + aside.sql());
        return rows;
    }

    private static Name aside(Name table) {
        return new Name(
                table.schema(),
                "ledger_empty_" + Integer.toHexString(table.name().hashCode()));
    }

    /** Of a name in ASCII (https://dev.mysql.com/doc/refman/8.0/en/identifier-mapping.html). */
    private static String encode(String identifier) {
        StringBuilder encoded = new StringBuilder();
        for (char c : identifier.toCharArray()) {
            boolean plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            encoded.append(plain ? String.valueOf(c) : String.format("@%04x", (int) c));
        }
        return encoded.toString();
    }
}
