package io.migrationledger.distribution;

import static io.migrationledger.distribution.Processes.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.migrationledger.distribution.Processes.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What shellcheck says of the scripts that users run: nothing. Debian has it as a package. */
class ScriptsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ledger",
                "ledger-cli/src/main/launcher/launcher.sh",
                "distribution/src/main/bin/ledger",
                "distribution/src/main/deb/control/postinst",
                "distribution/src/main/deb/control/prerm"
            })
    void areClean(String script) throws Exception {
        isClean(Path.of("..", script).toAbsolutePath().normalize());
    }

    @Test
    void stepsOfTheDockerfileAreClean() throws Exception {
        String steps = Files.readString(Path.of("src/main/docker/Dockerfile"))
                .replaceAll("(?m)^\\s*#.*\\R", "")
                .replaceAll("\\\\\\R\\s*", "")
                .replaceAll("(?m)^(?!RUN ).*\\R", "")
                .replaceAll("(?m)^RUN ", "");
        assertThat(steps).contains("tar -xzf");
        isClean(Files.writeString(directory.resolve("steps"), "#!/bin/sh\n" + steps));
    }

    private void isClean(Path script) throws Exception {
        assumeTrue(Processes.has(directory, "shellcheck"), "shellcheck is not here");
        Path root = Path.of("..").toAbsolutePath().normalize();
        Result result = run(directory, root, Map.of(), "shellcheck", "-x", script.toString());
        assertThat(result.out()).isEmpty();
        assertThat(result.code()).isZero();
    }
}
