package io.migrationledger.testdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * TEMPORARY, and only for the files of {@code examples/shop}: finds the scripts of a dialect and splits them, just well
 * enough for those files. The product's own layout and splitter are in ledger-api; once they are merged, this goes.
 */
record ShopScripts(Path directory, List<String> dialects) {

    static ShopScripts of(String dialect) {
        Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        return new ShopScripts(
                module.resolveSibling("examples").resolve("shop").resolve("migrations"),
                dialect.equals("mariadb") ? List.of("mariadb", "mysql") : List.of(dialect));
    }

    /** {@code 0001_create_users} and so on, the repeatable one last. */
    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("[.].*", ""))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    Optional<Path> up(String name) {
        return find(name, ".sql");
    }

    Optional<Path> down(String name) {
        return find(name, ".down.sql");
    }

    private Optional<Path> find(String name, String end) {
        return Stream.concat(dialects.stream().map(dialect -> name + "." + dialect + end), Stream.of(name + end))
                .map(directory::resolve)
                .filter(Files::exists)
                .findFirst();
    }

    static List<String> split(String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        boolean string = false;
        boolean dollars = false;
        for (int at = 0; at < script.length(); at++) {
            char c = script.charAt(at);
            if (!string && script.startsWith("--", at)) {
                at = script.indexOf('\n', at);
                continue;
            }
            string ^= c == '\'';
            dollars ^= script.startsWith("$$", at);
            statement.append(c);
            if (c == ';' && !string && !dollars && isWhole(statement)) {
                statements.add(statement.substring(0, statement.length() - 1).strip());
                statement.setLength(0);
            }
        }
        if (!statement.toString().isBlank()) {
            throw new IllegalArgumentException("no ; at the end of: " + statement);
        }
        return statements;
    }

    /** A trigger with a body ends at the END that stands alone on its line. */
    private static boolean isWhole(StringBuilder statement) {
        String text = statement.toString().strip();
        return !text.startsWith("CREATE TRIGGER") || !text.contains("\nBEGIN\n") || text.endsWith("\nEND;");
    }
}
