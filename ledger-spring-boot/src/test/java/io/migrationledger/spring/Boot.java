package io.migrationledger.spring;

import io.migrationledger.spring.actuate.LedgerActuatorAutoConfiguration;
import io.migrationledger.spring.autoconfigure.MigrationLedgerAutoConfiguration;
import java.nio.file.Path;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

/** What has another name in each version of Spring Boot. */
final class Boot {
    static final boolean FOUR = String.valueOf(SpringBootVersion.getVersion()).startsWith("4.");

    private Boot() {}

    /** Returns the class that has the one name in 3.5 and the other in 4.0. */
    static Class<?> type(String three, String four) {
        return ClassUtils.resolveClassName("org.springframework.boot." + (FOUR ? four : three), null);
    }

    static Class<?> connectionDetails() {
        return type("autoconfigure.jdbc.JdbcConnectionDetails", "jdbc.autoconfigure.JdbcConnectionDetails");
    }

    static Class<?> dataSource() {
        return type("autoconfigure.jdbc.DataSourceAutoConfiguration", "jdbc.autoconfigure.DataSourceAutoConfiguration");
    }

    static Class<?> jdbcTemplate() {
        return type(
                "autoconfigure.jdbc.JdbcTemplateAutoConfiguration", "jdbc.autoconfigure.JdbcTemplateAutoConfiguration");
    }

    /** An application with this starter, and no DataSource. */
    static ApplicationContextRunner bare() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        MigrationLedgerAutoConfiguration.class, LedgerActuatorAutoConfiguration.class))
                .withPropertyValues("spring.application.name=shop");
    }

    /** An application with a pool, a JdbcTemplate and this starter. */
    static ApplicationContextRunner withPool(String url) {
        return bare().withConfiguration(AutoConfigurations.of(dataSource(), jdbcTemplate()))
                .withPropertyValues("spring.datasource.url=" + url);
    }

    static ApplicationContextRunner withSqlite(Path file) {
        return withPool(sqlite(file));
    }

    static String sqlite(Path file) {
        return "jdbc:sqlite:" + file;
    }
}
