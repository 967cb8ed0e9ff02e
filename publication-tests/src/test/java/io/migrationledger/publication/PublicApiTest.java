package io.migrationledger.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The public API is listed in docs/api, so that a change of it is seen where it is made.
 *
 * <p>{@code docs/api/update} writes the lists.
 */
class PublicApiTest {
    private static final Path DOCS = Module.ROOT.resolve("docs/api");

    /** What the command and the plugin take is their interface, not their classes. A starter has none. */
    private static final Set<String> WITHOUT =
            Set.of("ledger-cli", "ledger-maven-plugin", "ledger-spring-boot-starter");

    static List<Module> libraries() {
        return Module.publishedJars().stream()
                .filter(module -> !WITHOUT.contains(module.name()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void isListed(Module module) throws IOException {
        String listed = ApiListing.of(module);
        assertThat(listed).contains("\npublic ").doesNotContain(".internal.");
        Path file = DOCS.resolve(module.name() + ".txt");
        if (Boolean.getBoolean("api.write")) {
            Files.createDirectories(DOCS);
            Files.writeString(file, listed);
        }
        assertThat(file)
                .as("The public API has changed: docs/api/update writes the list; the difference is for CHANGELOG.md")
                .content()
                .isEqualTo(listed);
    }

    @Test
    void nothingElseIsListed() throws IOException {
        try (var files = Files.list(DOCS)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())).filter(name -> name.endsWith(".txt")))
                    .containsExactlyInAnyOrderElementsOf(libraries().stream()
                            .map(module -> module.name() + ".txt")
                            .toList());
        }
    }
}
