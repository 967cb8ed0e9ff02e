package io.migrationledger.conformance.selftest;

import io.migrationledger.spi.LedgerColumn;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * No fault: SQLite made to look like an engine with other SQL. It reads neither a bare {@code LIMIT} nor several rows behind
 * VALUES, and keeps an empty text as NULL, as Oracle does. Public with a public constructor, as child processes make it, too.
 */
public final class OtherSql extends BrokenFixture {
    /** Changes nothing behind a LIMIT, and is told from the default's. */
    private static final String NONE_LEFT_OUT = " OFFSET 0";

    private static final Pattern LIMIT = Pattern.compile(" LIMIT [0-9]+$");

    @Override
    Optional<LedgerTap> tap() {
        return Optional.of(new LedgerTap() {
            @Override
            void preparing(String sql) throws SQLException {
                boolean several = sql.startsWith("INSERT") && sql.contains("), (");
                if (several || LIMIT.matcher(sql).find()) {
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
            case "firstRows" -> call.argument() + " LIMIT " + call.argument(1) + NONE_LEFT_OUT;
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
