package io.migrationledger.adopt.tools;

import io.migrationledger.adopt.ForeignRow;
import io.migrationledger.adopt.ForeignRow.State;
import io.migrationledger.adopt.HistoryReader;
import io.migrationledger.adopt.HistoryTable;
import io.migrationledger.adopt.Ids;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A history with one row for each migration that is in effect: what many tools have in common. */
abstract class NamedRows implements HistoryReader {
    /** How many digits a time stamp has at least: {@code 202401010000}. */
    private static final int TIME_STAMP = 12;

    private final String tool;
    private final String product;
    private final Set<String> tables;
    private final boolean code;
    private final List<String> order;

    /**
     * Describes the tool.
     *
     * @param tables its table's names, in lower case
     * @param code whether what has no file here is code, and not SQL
     * @param order the columns that tell the order of the rows
     */
    NamedRows(String tool, String product, Set<String> tables, boolean code, String... order) {
        this.tool = tool;
        this.product = product;
        this.tables = tables;
        this.code = code;
        this.order = List.of(order);
    }

    /** Returns what one row says. */
    abstract ForeignRow row(HistoryTable.Row row);

    /** Returns a row of a migration that is in effect. */
    static ForeignRow applied(HistoryTable.Row row, String keyColumn) {
        return ForeignRow.of(State.APPLIED, row.words(keyColumn), row);
    }

    @Override
    public final String tool() {
        return tool;
    }

    @Override
    public final String product() {
        return product;
    }

    @Override
    public final Set<String> tables() {
        return tables;
    }

    @Override
    public boolean isCode(ForeignRow row) {
        return code;
    }

    /**
     * Of code, what is named here by a number must be a time stamp: our 0001 has nothing to do with a row's 1 or with {@code
     * 0001_01_01_000000_create_users_table}.
     */
    @Override
    public List<String> ids(ForeignRow row) {
        List<String> ids = Ids.of(row.key());
        return code ? ids.stream().filter(NamedRows::isOwn).toList() : ids;
    }

    /** Returns whether it is a time stamp or a name: what is the same nowhere but where it is meant. */
    static boolean isOwn(String id) {
        return id.length() >= TIME_STAMP || !id.matches("[0-9._]+");
    }

    @Override
    public List<ForeignRow> rows(HistoryTable table) throws SQLException {
        List<ForeignRow> rows = new ArrayList<>();
        for (HistoryTable.Row row : table.rows(order.toArray(String[]::new))) {
            rows.add(row(row));
        }
        return rows;
    }
}
