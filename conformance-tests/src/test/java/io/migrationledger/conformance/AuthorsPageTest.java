package io.migrationledger.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.ScriptReading;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for authors of drivers names everything that an author can write. */
class AuthorsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "writing-a-driver.md");

    private static Stream<String> names() {
        Stream<String> methods = Stream.of(
                        ConformanceFixture.class, Dialect.class, DialectSession.class, ScriptReading.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .map(Method::getName);
        Stream<String> capabilities = Arrays.stream(Capability.values()).map(Capability::name);
        return Stream.concat(methods, capabilities).distinct().sorted();
    }

    @Test
    void namesEveryMethodAndCapability() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(names()).hasSizeGreaterThan(80);
        assertThat(names().filter(name -> !Pattern.compile("`(\\w+\\.)?" + name + "\\b")
                        .matcher(page)
                        .find()))
                .as("not named by %s", PAGE)
                .isEmpty();
    }
}
