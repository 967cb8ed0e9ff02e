package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.migrationledger.Migrator;
import io.migrationledger.StatusReport;
import io.migrationledger.event.LedgerEvent;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that fails, and its callbacks on errors, are cut off before every call that reaches the database (LY-11). */
class FlywayErrorCrashTest {
    private static final String ERROR = "afterMigrateError";

    @TempDir
    Path directory;

    @Test
    void theLedgerTellsHowOftenACallbackRanWhereverItIsCutOff() throws SQLException {
        int cut = 0;
        int without = 0;
        boolean again = true;
        while (again) {
            SourceFiles files = new SourceFiles(directory.resolve("files" + cut))
                    .file("V1__log.sql", "CREATE TABLE log (what TEXT);\nCREATE TABLE t (x INT);\n")
                    .file("V2__bad.sql", "INSERT INTO t VALUES (1);\nINSERT INTO nowhere VALUES (1);\n")
                    .file("afterEachMigrateError.sql", "INSERT INTO log VALUES ('each')")
                    .file(
                            ERROR + ".sql",
                            "-- ledger: transaction=none\nINSERT INTO log VALUES ('run');\n"
                                    + "INSERT INTO log VALUES ('run');\n");
            Sqlite database = new Sqlite(directory.resolve("cut" + cut + ".db"));
            Cut breaking = new Cut(cut + 1);
            try (Connection real = DriverManager.getConnection(database.url())) {
                Migrator broken = Migrator.of(breaking.around(real))
                        .source(files.source())
                        .build();
                assertThat(catchThrowable(broken::migrate)).isNotNull();
            }
            again = breaking.reached;
            files.file("V2__bad.sql", "INSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);\n");
            Migrator migrator = database.migrator(files.source());
            migrator.migrate();

            List<LedgerEvent> events = migrator.ledger().events();
            long applied = events.stream()
                    .filter(event -> event instanceof LedgerEvent.Applied)
                    .filter(event -> event.id().value().equals(ERROR))
                    .count();
            String where = "cut off before call " + (cut + 1);
            assertThat(database.contents()).as(where).contains("t 1", "t 2");
            assertThat(database.contents().stream().filter("t 1"::equals))
                    .as(where)
                    .hasSize(1);
            assertThat(database.contents().stream().filter("log run"::equals))
                    .as(where)
                    .hasSize(Math.toIntExact(2 * applied));
            assertThat(migrator.ledger().verify().isIntact()).as(where).isTrue();
            assertThat(migrator.status().lines()).as(where).noneMatch(StatusReport.Line::needsAttention);
            without += applied == 0 ? 1 : 0;
            cut++;
        }
        assertThat(without).as("cut off before the callback").isPositive().isLessThan(cut);
        assertThat(cut).isGreaterThan(20);
    }

    /** Closes a connection instead of the call of a number, as a process that dies does. */
    private static final class Cut {
        private final int last;
        private int calls;
        private boolean reached;

        Cut(int last) {
            this.last = last;
        }

        Connection around(Connection real) {
            return (Connection) Proxy.newProxyInstance(
                    Cut.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        boolean counts = List.of("commit", "rollback").contains(method.getName());
                        Object result = call(real, real, method, arguments, counts);
                        return result instanceof Statement statement
                                ? around(real, statement, method.getReturnType())
                                : result;
                    });
        }

        private Object around(Connection real, Statement statement, Class<?> kind) {
            return Proxy.newProxyInstance(
                    Cut.class.getClassLoader(),
                    new Class<?>[] {kind},
                    (proxy, method, arguments) -> call(
                            real, statement, method, arguments, method.getName().startsWith("execute")));
        }

        private @Nullable Object call(
                Connection real, Object target, Method method, Object @Nullable [] arguments, boolean counts)
                throws Throwable {
            if (counts && ++calls >= last) {
                reached = true;
                real.close();
                throw new SQLException("the connection is gone", "08006");
            }
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
