package io.migrationledger.dialect.sqlite;

import io.migrationledger.conformance.run.WrappedDialect;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.sql.SqlStatement;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** SQLite, with errors that it has seldom: one statement fails as told, and the driver judges errors as told. */
final class FaultySqlite extends WrappedDialect {
    private final Map<String, Function<Object[], @Nullable Object>> answers = new HashMap<>();
    private final Map<String, Work> works = new HashMap<>();
    private final Map<String, List<String>> warnings = new HashMap<>();
    private final Map<String, SQLException> refusals = new HashMap<>();
    private final List<String> executed = new ArrayList<>();
    private String statement = "";
    private @Nullable SQLException error;
    private int times;

    FaultySqlite() {
        super(new SqliteDialect());
    }

    /** The statement that begins so fails a number of times: it is not sent. */
    FaultySqlite failing(String beginning, int howOften, SQLException with) {
        statement = beginning;
        times = howOften;
        error = with;
        return this;
    }

    /** The driver's method gives this answer. */
    FaultySqlite answering(String method, Function<Object[], @Nullable Object> answer) {
        answers.put(method, answer);
        return this;
    }

    /** The driver's method fails once. */
    FaultySqlite refusing(String method, SQLException with) {
        refusals.put(method, with);
        return this;
    }

    /** The driver's method does what it does, and has these warnings. */
    FaultySqlite warning(String method, String... texts) {
        warnings.put(method, List.of(texts));
        return this;
    }

    /** The driver's method, which judges an error, says yes of the one that {@link #failing} throws. */
    FaultySqlite judging(String method) {
        return answering(method, arguments -> arguments[0] == error);
    }

    /** The statement that begins so does something else on the connection: what a procedure would do, say. */
    FaultySqlite running(String beginning, Work instead) {
        works.put(beginning, instead);
        return this;
    }

    /** What a statement does. */
    @FunctionalInterface
    interface Work {
        void on(Connection connection) throws SQLException;
    }

    /** Reads scripts as a driver would whose DDL commits by itself, and which does not know what a CALL does. */
    FaultySqlite committing() {
        answers.put("declined", any -> EnumSet.of(Capability.SCHEMAS, Capability.TRANSACTIONAL_DDL));
        answers.put("reading", any -> judging());
        return this;
    }

    private static ScriptReading judging() {
        return new ScriptReading() {
            @Override
            public StatementClass classify(SqlStatement statement) {
                String text = statement.text();
                return text.startsWith("CREATE")
                        ? StatementClass.selfCommitting("CREATE commits by itself")
                        : text.startsWith("CALL")
                                ? StatementClass.opaque("CALL")
                                : text.startsWith("SET")
                                        ? StatementClass.sessionAlone("SET")
                                        : StatementClass.TRANSACTIONAL;
            }

            @Override
            public List<SqlStatement> hoisted() {
                return List.of();
            }
        };
    }

    /** Returns what was sent of scripts, or would have been, in order. */
    List<String> executed() {
        return executed;
    }

    @Override
    protected @Nullable Object call(DialectSession session, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("execute")) {
            String text = ((SqlStatement) Objects.requireNonNull(Objects.requireNonNull(arguments)[0])).text();
            executed.add(text);
            if (times > 0 && text.startsWith(statement)) {
                times--;
                throw Objects.requireNonNull(error);
            }
            for (Map.Entry<String, Work> work : works.entrySet()) {
                if (text.startsWith(work.getKey())) {
                    work.getValue().on(session.connection());
                    return 0L;
                }
            }
        }
        SQLException refusal = refusals.remove(method.getName());
        if (refusal != null) {
            throw refusal;
        }
        Function<Object[], @Nullable Object> answer = answers.get(method.getName());
        Object told = answer == null
                ? super.call(session, method, arguments)
                : answer.apply(arguments == null ? new Object[0] : arguments);
        return warnings.containsKey(method.getName()) ? warnings.get(method.getName()) : told;
    }
}
