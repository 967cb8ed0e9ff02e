package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/gradle.md shows the build that examples/gradle/try runs, and that names what is there. */
class GradlePageTest {
    private static final String BEGIN = "```groovy\n";

    @TempDir
    Path directory;

    @Test
    void thePageShowsTheExample() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "gradle.md"));
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        assertThat(page.substring(begin, page.indexOf("```", begin))).isEqualTo(build());
    }

    @Test
    void itsTasksAreCommands() throws IOException {
        String build = build();
        assertThat(build).contains("'" + Main.class.getName() + "'");
        String verbs = build.substring(build.indexOf("\n['") + 2, build.indexOf("].each"));
        List<String> commands = Arrays.stream(verbs.split(", "))
                .map(verb -> verb.replace("'", ""))
                .toList();
        assertThat(commands).contains("migrate").allSatisfy(command -> {
            Workplace.Result help = new Workplace(directory).run(command, "--help");
            assertThat(help.code()).as(command).isZero();
            assertThat(help.out()).as(command).contains("ledger " + command);
        });
    }

    private static String build() throws IOException {
        return Files.readString(Path.of("..", "examples", "gradle", "build.gradle"));
    }
}
