package io.migrationledger.conformance.run;

import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.Verdict;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A driver that cannot decide about any statement, for databases all of whose statements can be decided. */
public final class UndecidedDialect extends WrappedDialect {

    public UndecidedDialect(Dialect dialect) {
        super(dialect);
    }

    @Override
    protected @Nullable Object call(DialectSession session, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return method.getName().equals("probe")
                ? new Verdict.Undecided("the conformance kit asks for a doubt", "")
                : super.call(session, method, arguments);
    }
}
