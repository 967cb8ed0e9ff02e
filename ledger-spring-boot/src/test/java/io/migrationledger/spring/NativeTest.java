package io.migrationledger.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.reflection;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.resource;

import io.migrationledger.spi.Dialect;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

/** What a native image is told, as far as that goes without building one. */
class NativeTest {
    @TempDir
    Path directory;

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        io.migrationledger.spring.autoconfigure.MigrationLedgerAutoConfiguration.class,
        io.migrationledger.spring.actuate.LedgerActuatorAutoConfiguration.class
    })
    static class Application {}

    @Test
    void anApplicationIsProcessedAheadOfTimeAndItsScriptsAndDriversAreKept() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        TestPropertyValues.of(
                        "migration-ledger.url=" + Boot.sqlite(directory.resolve("x.db")),
                        "migration-ledger.locations=classpath:sql/{vendor}/up,file:/srv/x",
                        "migration-ledger.namespaces.billing=billing/sql")
                .applyTo(context);
        context.register(Application.class);
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get("com.example", "Shop")), new InMemoryGeneratedFiles());
        new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        generation.writeGeneratedContent();

        RuntimeHints hints = generation.getRuntimeHints();
        assertThat(hints)
                .matches(resource().forResource("db/migrations/0001_create_users.sql"))
                .matches(resource().forResource("db/migration/V1__a.sql"))
                .matches(resource().forResource("db/migrations/a/b/0001_deep.sql"))
                .matches(resource().forResource("sql/sqlite/up/0001_a.sql"))
                .matches(resource().forResource("billing/sql/0001_a.sql"))
                .matches(resource().forResource("META-INF/services/io.migrationledger.spi.Dialect"))
                .matches(resource().forResource("META-INF/services/io.migrationledger.adopt.HistoryReader"));
        assertThat(hints.resources().resourcePatternHints())
                .isNotEmpty()
                .noneMatch(hint -> hint.toString().contains("srv"));
        assertThat(ServiceLoader.load(Dialect.class).stream())
                .isNotEmpty()
                .allSatisfy(provider -> assertThat(hints)
                        .matches(reflection()
                                .onType(provider.type())
                                .withMemberCategory(
                                        org.springframework.aot.hint.MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)));
        assertThat(directory)
                .as("nothing was migrated while the application was processed")
                .isEmptyDirectory();
    }
}
