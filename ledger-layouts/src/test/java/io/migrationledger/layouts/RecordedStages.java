package io.migrationledger.layouts;

import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a tool has built, step by step, and what its own rollbacks left: recorded where the tool could be run, in
 * {@code servers/TOOL-SERVER.txt}. The first line says which version it was. With {@code -Dledger.tools=DIRECTORY}, a
 * directory that {@code npm install} has written, the tools are run and the files written anew: {@code servers/README.md}.
 *
 * @param up after each step, from nothing on
 * @param down what is left after the rollback of each step, likewise
 */
record RecordedStages(List<String> up, List<String> down) {
    private static final Path RECORDS = Path.of("src/test/resources/servers");
    private static final String TOOLS = System.getProperty("ledger.tools", "");
    private static final Pattern SERVER = Pattern.compile("jdbc:[a-z]+://([^:/]+):(\\d+)/(.*)");

    static RecordedStages of(StepFiles layout, ServerSteps server) throws Exception {
        Path file = RECORDS.resolve(layout.tool() + "-" + server.name().toLowerCase(Locale.ROOT) + ".txt");
        if (!TOOLS.isEmpty()) {
            write(file, layout, server);
        }
        List<String> up = new ArrayList<>();
        List<String> down = new ArrayList<>();
        for (String part : Files.readString(file).split("\n== ", -1)) {
            String text = part.substring(part.indexOf('\n') + 1).strip();
            if (part.startsWith("up ")) {
                up.add(text);
            } else if (part.startsWith("down ")) {
                down.add(0, text);
            }
        }
        return new RecordedStages(up, down);
    }

    private static void write(Path file, StepFiles layout, ServerSteps server) throws Exception {
        Path work = Files.createTempDirectory("tool");
        int count = server.steps().size();
        StringBuilder text = new StringBuilder();
        try (TestDatabase database = server.server().get().newDatabase()) {
            text.append(run(layout, server, database, work, "version").strip());
            text.append("\n== up 0\n").append(ServerContents.of(database)).append('\n');
            for (int step = 1; step <= count; step++) {
                layout.write(work.resolve("migrations"), server, step);
                run(layout, server, database, work, "up");
                text.append("\n== up ")
                        .append(step)
                        .append('\n')
                        .append(ServerContents.of(database))
                        .append('\n');
            }
            for (int step = count; step > 0 && layout.goesBack(); step--) {
                run(layout, server, database, work, "down");
                text.append("\n== down ")
                        .append(step)
                        .append('\n')
                        .append(ServerContents.of(database))
                        .append('\n');
            }
        }
        Files.writeString(file, text);
    }

    private static String run(StepFiles layout, ServerSteps server, TestDatabase database, Path work, String what)
            throws IOException, InterruptedException {
        JdbcClient client = server == ServerSteps.POSTGRES ? JdbcClient.POSTGRESQL : JdbcClient.MARIADB;
        Matcher url = SERVER.matcher(server.server().get().url(client, database.name()));
        if (!url.matches()) {
            throw new IllegalStateException(database.url());
        }
        Path script = RECORDS.resolve(layout.tool() + ".sh").toAbsolutePath();
        Path output = work.resolve("output.log");
        ProcessBuilder builder = new ProcessBuilder("sh", "-e", script.toString(), what)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .putAll(Map.of(
                        "NODE_MODULES", TOOLS,
                        "SERVER", server.name().toLowerCase(Locale.ROOT),
                        "HOST", url.group(1),
                        "PORT", url.group(2),
                        "DATABASE", url.group(3),
                        "ACCOUNT", database.user(),
                        "PASSWORD", database.password()));
        int code = builder.start().waitFor();
        String said = Files.readString(output);
        if (code != 0) {
            throw new IllegalStateException(script + " " + what + ": " + said);
        }
        return said;
    }
}
