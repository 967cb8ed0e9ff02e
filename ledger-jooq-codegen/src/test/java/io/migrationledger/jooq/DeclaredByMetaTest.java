package io.migrationledger.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Migrator;
import io.migrationledger.migration.Migrations;
import io.migrationledger.schema.declared.DeclaredSchema;
import io.migrationledger.schema.generate.GeneratedScripts;
import io.migrationledger.schema.generate.SchemaGeneration;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jooq.DSLContext;
import org.jooq.Meta;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The next migration out of a schema that jOOQ's model declares, as docs/generate.md has it. */
class DeclaredByMetaTest {
    private static final String MIGRATION =
            "CREATE TABLE people (id int NOT NULL, mail varchar(80), PRIMARY KEY (id));\n";

    private static final String MODEL =
            "create table people (id int not null, mail varchar(80), city varchar(40), primary key (id));"
                    + " create index by_city on people (city);";

    private static final Locale LOCALE = Locale.getDefault();

    /** jOOQ itself reads no SQL in Turkish. */
    @BeforeEach
    void english() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void asItWas() {
        Locale.setDefault(LOCALE);
    }

    private static List<String> statements(SQLDialect dialect, String url, Properties properties) {
        DSLContext dsl = DSL.using(dialect);
        Meta meta = dsl.meta(MODEL);
        List<String> statements =
                Arrays.stream(meta.ddl().queries()).map(dsl::renderInlined).toList();
        GeneratedScripts scripts = SchemaGeneration.on(
                        url,
                        properties,
                        connection -> Migrator.of(connection)
                                .source(Migrations.scripts("main", Map.of("0001_people.sql", MIGRATION)))
                                .build())
                .to(DeclaredSchema.statements("the model", statements));
        assertThat(scripts.isWhole()).isTrue();
        return scripts.up().statements().stream().map(SchemaStatement::sql).toList();
    }

    @Test
    void sqlite() {
        assertThat(statements(SQLDialect.SQLITE, "jdbc:sqlite:", new Properties()))
                .containsExactly(
                        "ALTER TABLE people ADD COLUMN city varchar(40)", "CREATE INDEX by_city ON people (city)");
    }

    @Test
    void postgres() throws Exception {
        try (TestDatabase database = TestServers.postgres().newDatabase()) {
            Properties properties = new Properties();
            properties.setProperty("user", database.user());
            properties.setProperty("password", database.password());
            assertThat(statements(SQLDialect.POSTGRES, database.url(JdbcClient.POSTGRESQL), properties))
                    .containsExactly(
                            "ALTER TABLE people ADD COLUMN city character varying(40)",
                            "CREATE INDEX by_city ON people (city)");
        }
    }
}
