package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers and poolers that cannot be relied on are refused, with what to do. */
class EnvironmentTest extends PostgresTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "PostgreSQL 12.20 on x86_64; 120020; false; UNSUITABLE_DATABASE; older than PostgreSQL 13",
                "PostgreSQL 18.6 on x86_64; 180006; true; READ_ONLY; standby",
            })
    void refuses(String product, int version, boolean recovering, ErrorCode code, String words) {
        assertThatThrownBy(() -> Environment.check(product, version, recovering))
                .isInstanceOfSatisfying(LedgerException.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.what()).contains(words);
                    assertThat(e.next()).isNotBlank();
                });
    }

    @ParameterizedTest
    @CsvSource({"13", "14", "18"})
    void acceptsPostgres(int major) {
        Environment.check("PostgreSQL " + major + ".1 on x86_64-pc-linux-gnu", major * 10_000 + 1, false);
    }

    @Test
    void aPoolerThatHidesItselfIsRefusedWhenTheLockIsTaken() throws Exception {
        try (Connection one = database.connect();
                Connection two = database.connect()) {
            Connection pooled = poolThatShowsItsSessions(one, two);
            assertThatThrownBy(() ->
                            migrator(pooled, "CREATE TABLE one ();").build().migrate())
                    .isInstanceOfSatisfying(LedgerException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.UNSUITABLE_DATABASE);
                        assertThat(e.what()).contains("pooler in transaction mode");
                        assertThat(e.next()).contains("pool_mode = session");
                    });
        }
        assertThat(query("SELECT to_regclass('one')")).containsExactly((String) null);
        assertThat(query("SELECT to_regclass('migration_ledger')")).containsExactly((String) null);
    }

    @Test
    void errorsOfTheServerAreExplained() {
        assertThatThrownBy(() -> io.migrationledger.Migrator.of(database.url() + "_nowhere", new java.util.Properties())
                        .source(scripts("SELECT 1;"))
                        .build()
                        .migrate())
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_CONNECTION));
        assertThatThrownBy(() -> {
                    try (Connection reading = DriverManager.getConnection(
                            database.url() + "?options=-c%20default_transaction_read_only=on", database.user(), "")) {
                        migrator(reading, "CREATE TABLE one ();").build().migrate();
                    }
                })
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.READ_ONLY));
    }

    /**
     * A connection through a pooler that tells the number of the server's session, as PgBouncer does not, and takes another
     * session for the lock.
     */
    private static Connection poolThatShowsItsSessions(Connection one, Connection other) {
        return proxy(Connection.class, (method, arguments) -> {
            Object result = method.invoke(one, arguments);
            return method.getName().equals("createStatement") ? statement((Statement) result, other) : result;
        });
    }

    private static Statement statement(Statement own, Connection other) {
        Statement[] real = {own};
        return proxy(Statement.class, (method, arguments) -> {
            if (arguments != null && String.valueOf(arguments[0]).contains("pg_try_advisory_lock")) {
                real[0] = other.createStatement();
            }
            return method.invoke(real[0], arguments);
        });
    }

    private interface Calls {
        @Nullable
        Object call(Method method, @Nullable Object @Nullable [] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                EnvironmentTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return calls.call(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
