package io.migrationledger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What SQLite cannot show: accounts, connection details, many applications at once. */
class ServersTest {

    private static ApplicationContextRunner application(TestDatabase database) {
        return Boot.withPool(database.url())
                .withPropertyValues(
                        "spring.datasource.username=" + database.user(),
                        "spring.datasource.password=" + database.password());
    }

    private static List<LedgerEvent> events(TestDatabase database) {
        Properties login = new Properties();
        login.setProperty("user", database.user());
        login.setProperty("password", database.password());
        return Ledger.of(database.url(), login).events();
    }

    private static long applied(TestDatabase database) {
        return events(database).stream()
                .filter(LedgerEvent.Applied.class::isInstance)
                .count();
    }

    @Test
    void anAccountOfItsOwnMigratesAtTheDataSourcesAddress() throws Exception {
        TestDatabase database = TestServers.postgres().newDatabase();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE boot_migrator LOGIN PASSWORD 'b00t'");
            statement.execute("GRANT ALL ON SCHEMA public TO boot_migrator");
        }
        application(database)
                .withPropertyValues("migration-ledger.user=boot_migrator", "migration-ledger.password=b00t")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(events(database))
                .isNotEmpty()
                .allSatisfy(event ->
                        assertThat(event.header().actor().databaseUser()).isEqualTo("boot_migrator"));
    }

    /** As Testcontainers and Docker Compose hand them over. */
    @Test
    void connectionDetailsOfAServiceAreFollowed() {
        TestDatabase database = TestServers.mariadb().newDatabase();
        Map<String, String> values = Map.of(
                "getJdbcUrl", database.url(), "getUsername", database.user(), "getPassword", database.password());
        InvocationHandler answers = (proxy, method, arguments) -> {
            if (values.containsKey(method.getName())) {
                return values.get(method.getName());
            }
            return switch (method.getName()) {
                case "hashCode" -> System.identityHashCode(proxy);
                case "equals" -> proxy == arguments[0];
                case "toString" -> "details";
                default -> InvocationHandler.invokeDefault(proxy, method, arguments);
            };
        };
        details(Boot.connectionDetails(), answers)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(applied(database)).isEqualTo(2);
    }

    private static <T> ApplicationContextRunner details(Class<T> type, InvocationHandler answers) {
        T bean = type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
        return Boot.bare()
                .withConfiguration(AutoConfigurations.of(Boot.dataSource()))
                .withPropertyValues("spring.datasource.url=jdbc:mariadb://nowhere.invalid/x")
                .withBean(type, () -> bean);
    }

    @Test
    void eightApplicationsAtOnceMigrateOnce() {
        TestDatabase database = TestServers.mariadb().newDatabase();
        CompletableFuture<?>[] starts = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> application(database)
                        .withPropertyValues("spring.datasource.hikari.maximum-pool-size=2")
                        .run(context -> assertThat(context).hasNotFailed())))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(starts).join();
        assertThat(applied(database)).isEqualTo(2);
    }
}
