package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/errors.md tells of every code there is, in their order, and of no other. */
class ErrorsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/errors.md");

    @Test
    void tellsOfEveryCode() throws IOException {
        List<String> documented = new ArrayList<>();
        List<String> exits = new ArrayList<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("### ")) {
                documented.add(line.substring(4));
            }
            int exit = line.indexOf(" Exit code ");
            if (exit >= 0) {
                exits.add(line.substring(exit + 11));
            }
        }
        assertThat(documented)
                .containsExactlyElementsOf(Stream.of(ErrorCode.values())
                        .map(code -> code.code() + " " + code.name())
                        .toList());
        assertThat(exits)
                .containsExactlyElementsOf(Stream.of(ErrorCode.values())
                        .map(code -> code.exit().code() + ".")
                        .toList());
    }

    @Test
    void saysWhatToDoAboutEach() throws IOException {
        String text = Files.readString(DOCUMENT);
        int codes = ErrorCode.values().length;
        assertThat(text.split("\n- Typical: [^\n]", -1)).hasSize(codes + 1);
        assertThat(text.split("\n- What to do: [^\n]", -1)).hasSize(codes + 1);
    }
}
