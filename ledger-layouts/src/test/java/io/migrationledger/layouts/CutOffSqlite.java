package io.migrationledger.layouts;

import io.migrationledger.conformance.run.WrappedDialect;
import io.migrationledger.dialect.sqlite.SqliteDialect;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.Verdict;
import io.migrationledger.sql.SqlStatement;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * SQLite with a driver whose CREATE commits by itself, whose process ends just after the first one, and which finds of
 * every statement that it did not happen.
 */
final class CutOffSqlite extends WrappedDialect {
    private boolean cut;

    CutOffSqlite() {
        super(new SqliteDialect());
    }

    /** The process has ended. */
    static final class Ended extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Override
    protected @Nullable Object call(DialectSession session, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        switch (method.getName()) {
            case "declined" -> {
                return EnumSet.of(Capability.SCHEMAS, Capability.TRANSACTIONAL_DDL);
            }
            case "reading" -> {
                return reading();
            }
            case "probe" -> {
                return new Verdict.DidNotHappen();
            }
            default -> {}
        }
        Object answer = super.call(session, method, arguments);
        if (method.getName().equals("execute") && !cut && isCreate(Objects.requireNonNull(arguments)[0])) {
            cut = true;
            throw new Ended();
        }
        return answer;
    }

    private static boolean isCreate(@Nullable Object statement) {
        return statement instanceof SqlStatement sql && sql.text().startsWith("CREATE");
    }

    private static ScriptReading reading() {
        return new ScriptReading() {
            @Override
            public StatementClass classify(SqlStatement statement) {
                return isCreate(statement)
                        ? StatementClass.selfCommitting("CREATE commits by itself")
                        : StatementClass.TRANSACTIONAL;
            }

            @Override
            public List<SqlStatement> hoisted() {
                return List.of();
            }
        };
    }
}
