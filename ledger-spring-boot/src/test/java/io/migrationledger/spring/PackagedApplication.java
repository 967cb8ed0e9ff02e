package io.migrationledger.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** What {@link FatJarTest} packs: starts, says what it finds, and ends. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class PackagedApplication {

    /** Starts it. */
    public static void main(String[] arguments) {
        try (ConfigurableApplicationContext context = SpringApplication.run(PackagedApplication.class, arguments)) {
            JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
            System.out.println("first user: " + jdbc.queryForObject("SELECT name FROM users", String.class));
        }
    }
}
