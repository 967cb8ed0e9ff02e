package io.migrationledger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.nio.file.Path;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.jdbc.test.autoconfigure.DataJdbcTest;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.boot.jooq.test.autoconfigure.JooqTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The slices of Spring Boot 4.0 find a migrated database; ledger-spring-boot has the same for 3.5 (SB-1). */
class SlicesTest {
    private static final String FIRST = "SELECT name FROM users";

    @TempDir
    static Path directory;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    private static void database(DynamicPropertyRegistry registry, String name) {
        registry.add("spring.datasource.url", () -> Boot.sqlite(directory.resolve(name + ".db")));
        registry.add("spring.jpa.database-platform", () -> "org.hibernate.community.dialect.SQLiteDialect");
        registry.add("spring.jpa.hibernate.ddl-auto", () -> "validate");
    }

    @Nested
    @JdbcTest
    class OfJdbc {
        @DynamicPropertySource
        static void properties(DynamicPropertyRegistry registry) {
            database(registry, "jdbc");
        }

        @Test
        void isMigrated(@Autowired JdbcTemplate jdbc) {
            assertThat(jdbc.queryForObject(FIRST, String.class)).isEqualTo("Mira");
        }
    }

    @Nested
    @DataJpaTest
    class OfJpa {
        @DynamicPropertySource
        static void properties(DynamicPropertyRegistry registry) {
            database(registry, "jpa");
        }

        @Test
        void isMigrated(@Autowired EntityManager entities) {
            assertThat(entities.find(User.class, 1).name()).isEqualTo("Mira");
        }
    }

    @Nested
    @JooqTest
    class OfJooq {
        @DynamicPropertySource
        static void properties(DynamicPropertyRegistry registry) {
            database(registry, "jooq");
        }

        @Test
        void isMigrated(@Autowired DSLContext jooq) {
            assertThat(jooq.fetchCount(DSL.table("users"))).isEqualTo(1);
        }
    }

    @Nested
    @DataJdbcTest(properties = "spring.data.jdbc.repositories.enabled=false")
    class OfDataJdbc {
        @DynamicPropertySource
        static void properties(DynamicPropertyRegistry registry) {
            database(registry, "data-jdbc");
        }

        @Test
        void isMigrated(@Autowired JdbcTemplate jdbc) {
            assertThat(jdbc.queryForObject(FIRST, String.class)).isEqualTo("Mira");
        }
    }
}
