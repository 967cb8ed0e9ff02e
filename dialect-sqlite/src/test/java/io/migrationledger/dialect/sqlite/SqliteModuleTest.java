package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.spi.Dialect;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What the module shows to the outside. */
class SqliteModuleTest {

    /** The room {@code schema} beside it is for the session alone. */
    @Test
    void exposesOnePublicType() throws Exception {
        String name = SqliteDialect.class.getPackageName();
        List<String> all = new ArrayList<>();
        List<String> open = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java", name.replace('.', '/')))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String simple = file.getFileName().toString().replace(".java", "");
                if (!simple.equals("package-info")) {
                    Class<?> type = Class.forName(name + "." + simple);
                    all.add(simple);
                    if (Modifier.isPublic(type.getModifiers())) {
                        open.add(simple);
                    }
                }
            }
        }
        assertThat(all).hasSizeGreaterThan(4);
        assertThat(open).containsExactly("SqliteDialect");
        assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
                .isTrue();
    }

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(Dialect.class))
                .hasOnlyElementsOfType(SqliteDialect.class)
                .hasSize(1);
    }
}
