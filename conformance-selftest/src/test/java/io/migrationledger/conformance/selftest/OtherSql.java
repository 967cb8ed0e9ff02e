package io.migrationledger.conformance.selftest;

import io.migrationledger.spi.LedgerColumn;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * No fault: SQLite made to look like an engine with other SQL. It reads neither {@code LIMIT 1} nor several rows behind
 * VALUES, and keeps an empty text as NULL, as Oracle does. Public with a public constructor, as child processes make it, too.
 */
public final class OtherSql extends BrokenFixture {
    /** Means what LIMIT 1 does, and is told from it. */
    private static final String FIRST_ROW = " LIMIT 1 OFFSET 0";

    @Override
    Optional<LedgerTap> tap() {
        return Optional.of(new LedgerTap() {
            @Override
            void preparing(String sql) throws SQLException {
                boolean several = sql.startsWith("INSERT") && sql.contains("), (");
                if (several || sql.endsWith(" LIMIT 1")) {
                    throw new SQLException("this engine does not read: " + sql, "42000");
                }
            }

            @Override
            @Nullable
            Object written(LedgerColumn column, Object value) {
                return value.equals("") ? null : value;
            }
        });
    }

    @Override
    protected @Nullable Object answer(Call call) throws Throwable {
        return switch (call.method().getName()) {
            case "firstRow" -> call.argument() + FIRST_ROW;
            case "rowsPerInsert" -> 1;
            case "emptyTextIsNull" -> true;
            case "createLedgerTable" -> {
                BrokenTables.create(
                        call.session(),
                        LedgerColumn.nullableDefinitions(column ->
                                column.type() == LedgerColumn.Type.LONG || column.type() == LedgerColumn.Type.INTEGER
                                        ? "INTEGER"
                                        : "TEXT"));
                yield List.of();
            }
            default -> call.proceed();
        };
    }
}
