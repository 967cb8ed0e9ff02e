package io.migrationledger.distribution;

import static io.migrationledger.distribution.Processes.must;
import static io.migrationledger.distribution.Processes.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.migrationledger.distribution.Processes.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the steps of the Dockerfile in plain directories, one for each stage, in place of images: a path such as /opt is the
 * stage's own. Then runs the command as the image would: its user, its directory, its entry point.
 */
@DisabledOnOs(OS.WINDOWS)
class DockerfileTest {
    private static final Path DOCKERFILE = Path.of("src/main/docker/Dockerfile");

    /** Paths at the root of an image that the steps name. */
    private static final Pattern ROOTED = Pattern.compile("(?<![\\w./])/(?=(opt|tmp|etc|work|usr/local)\\b)");

    @TempDir
    Path directory;

    /** What the steps so far have made. */
    private final Map<String, Path> stages = new HashMap<>();

    private final Map<String, String> arguments = new HashMap<>();
    private Path stage = Path.of("");
    private Path at = Path.of("");
    private String user = "";
    private String entry = "";
    private String standard = "";

    @Test
    void itsStepsMakeACommandThatRunsAsAUserOfItsOwn() throws Exception {
        assumeTrue(Processes.isRoot(directory), "only root becomes another user");
        for (String step : steps()) {
            follow(step);
        }
        assertThat(user).as("not root").matches("[1-9]\\d+:[1-9]\\d+");
        assertThat(Files.readString(stage.resolve("etc/passwd"))).contains("\nledger:x:" + user + ":");
        for (Path path :
                List.of(directory, stage, stage.resolve("opt"), stage.resolve("usr"), stage.resolve("usr/local"))) {
            must(directory, directory, "chmod", "go+rx", path.toString());
        }

        assertThat(image(standard).out()).startsWith("Usage: ledger ");
        Files.createDirectories(at.resolve("migrations"));
        Files.writeString(at.resolve("migrations/0001_create_users.sql"), "CREATE TABLE users (id INTEGER);\n");
        Result first = image("migrate");
        assertThat(first.err()).isEmpty();
        assertThat(first.out()).startsWith("applied  0001  create users");
        assertThat(image("migrate").out()).startsWith("Nothing is pending");
        assertThat(at.resolve("ledger.db")).exists();
        assertThat(stage.resolve("opt/ledger/start"))
                .as("the fast start")
                .isDirectoryRecursivelyContaining("glob:**.jsa");
        assertThat(directory.resolve("cache")).as("the user needs no cache").doesNotExist();
        assertThat(stage.resolve("tmp/ledger.tar.gz"))
                .as("the archive stays behind")
                .doesNotExist();
    }

    private void follow(String step) throws Exception {
        String[] words = step.split("\\s+", 2);
        String rest = words[1];
        switch (words[0]) {
            case "FROM" -> begin(rest);
            case "ARG" ->
                arguments.put(
                        rest.replaceAll("=.*", ""),
                        rest.startsWith("VERSION=")
                                ? System.getProperty("distribution.version")
                                : rest.replaceAll("^[^=]*=", ""));
            case "COPY" -> copy(rest.split("\\s+"));
            case "RUN" -> must(directory, stage, "sh", "-ec", rooted(rest));
            case "WORKDIR" -> at = Files.createDirectories(stage.resolve(rest.substring(1)));
            case "USER" -> user = rest;
            case "ENTRYPOINT" -> entry = only(rest);
            case "CMD" -> standard = only(rest);
            default -> throw new AssertionError("This test does not know the step " + step);
        }
    }

    /** A base image has directories, users, and a Java: here that of this test. */
    private void begin(String words) throws IOException {
        Matcher from = Pattern.compile("eclipse-temurin:17-jre(?: AS (\\w+))?").matcher(words);
        assertThat(from.matches()).as(words).isTrue();
        String name = from.group(1) == null ? "last" : from.group(1);
        stage = Files.createDirectories(directory.resolve("stage-" + name));
        stages.put(name, stage);
        for (String path : List.of("etc", "opt", "tmp", "usr/local/bin")) {
            Files.createDirectories(stage.resolve(path));
        }
        Files.writeString(stage.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/bash\n");
        Files.writeString(stage.resolve("etc/group"), "root:x:0:\n");
    }

    /** As Docker does: what is in a directory, with its times and modes. */
    private void copy(String[] words) throws Exception {
        Path source = Path.of("target").toAbsolutePath();
        int first = 0;
        if (words[0].startsWith("--from=")) {
            source = Objects.requireNonNull(stages.get(words[0].substring("--from=".length())), words[0]);
            first = 1;
        }
        assertThat(words).hasSize(first + 2);
        String name = words[first];
        for (Map.Entry<String, String> argument : arguments.entrySet()) {
            name = name.replace("${" + argument.getKey() + "}", argument.getValue());
        }
        Path file = source.resolve(name.startsWith("/") ? name.substring(1) : name);
        must(directory, directory, "cp", "-a", file.toString(), rooted(words[first + 1]));
    }

    private Result image(String... more) throws Exception {
        String[] ids = user.split(":");
        List<String> command = new ArrayList<>(
                List.of("setpriv", "--reuid=" + ids[0], "--regid=" + ids[1], "--clear-groups", rooted(entry)));
        command.addAll(Arrays.asList(more));
        return run(directory, at, Map.of("HOME", at.toString()), command.toArray(new String[0]));
    }

    private String rooted(String text) {
        return ROOTED.matcher(text).replaceAll(Matcher.quoteReplacement(stage + "/"));
    }

    /** A list of one word, in JSON: the form of a step that no shell reads. */
    private static String only(String list) {
        Matcher one = Pattern.compile("\\[\"([^\"]+)\"]").matcher(list);
        assertThat(one.matches()).as(list).isTrue();
        return one.group(1);
    }

    /** The steps without comments, each on one line. */
    private static List<String> steps() throws IOException {
        String text =
                Files.readString(DOCKERFILE).replaceAll("(?m)^\\s*#.*\\R", "").replaceAll("\\\\\\R\\s*", "");
        return text.lines().filter(line -> !line.isBlank()).toList();
    }
}
