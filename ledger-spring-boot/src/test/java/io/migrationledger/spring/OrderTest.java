package io.migrationledger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import jakarta.persistence.EntityManagerFactory;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Everything that needs a schema starts behind the migrations, by Spring Boot's own contracts (SB-1). */
class OrderTest {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        JdbcIndexedSessionRepository sessions(JdbcOperations jdbc, PlatformTransactionManager transactions) {
            return new JdbcIndexedSessionRepository(jdbc, new TransactionTemplate(transactions));
        }

        @Bean
        @DependsOnDatabaseInitialization
        String owner(JdbcTemplate jdbc) {
            return String.valueOf(jdbc.queryForObject("SELECT name FROM users", String.class));
        }
    }

    private static ApplicationContextRunner application() {
        TestDatabase database = TestServers.postgres().newDatabase();
        return new ApplicationContextRunner()
                .withUserConfiguration(Application.class)
                .withPropertyValues(
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.user(),
                        "spring.datasource.password=" + database.password(),
                        "spring.jpa.hibernate.ddl-auto=validate");
    }

    @Test
    void whateverNeedsASchemaDependsOnTheMigrations() {
        application().run(context -> {
            assertThat(context)
                    .as("Hibernate found the table: ddl-auto=validate")
                    .hasNotFailed();
            assertThat(context.getBean(EntityManagerFactory.class)
                            .createEntityManager()
                            .find(User.class, 1)
                            .name())
                    .isEqualTo("Mira");
            ConfigurableListableBeanFactory beans = context.getBeanFactory();
            for (Class<?> type : new Class<?>[] {
                EntityManagerFactory.class,
                JdbcOperations.class,
                NamedParameterJdbcOperations.class,
                JdbcClient.class,
                DSLContext.class,
                Scheduler.class,
                JdbcIndexedSessionRepository.class,
                String.class
            }) {
                for (String name : beans.getBeanNamesForType(type, true, false)) {
                    String definition = name.startsWith("&") ? name.substring(1) : name;
                    if (!beans.containsBeanDefinition(definition)) {
                        continue; // a singleton that the context registers itself
                    }
                    assertThat(beans.getBeanDefinition(definition).getDependsOn())
                            .as("%s, %s", type.getSimpleName(), definition)
                            .contains("migrationLedgerInitializer");
                }
                assertThat(beans.getBeanNamesForType(type, true, false))
                        .as(type.getName())
                        .isNotEmpty();
            }
        });
    }

    @Test
    void withoutMigrationsTheSameApplicationDoesNotStart() {
        application()
                .withPropertyValues("migration-ledger.enabled=false")
                .run(context -> assertThat(context.getStartupFailure()).hasMessageContaining("users"));
    }
}
