package io.migrationledger.adopt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A database as one tool leaves it, and the tool's directory: statements that make its table as the tool itself does, and the
 * files that it ran.
 */
final class History {
    final String tool;
    final String table;
    private final List<Map<Place.Kind, String>> statements = new ArrayList<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, String> later = new LinkedHashMap<>();
    final List<String> adopted = new ArrayList<>();
    String next = "";
    boolean goesBack = true;

    private History(String tool, String table) {
        this.tool = tool;
        this.table = table;
    }

    static History of(String tool, String table) {
        return new History(tool, table);
    }

    /** Adds the statement that makes the table, as each database needs it. */
    History table(String sqlite, String postgres, String mariadb) {
        statements.add(Map.of(Place.Kind.SQLITE, sqlite, Place.Kind.POSTGRES, postgres, Place.Kind.MARIADB, mariadb));
        return this;
    }

    /** Adds statements that are the same everywhere. */
    History rows(String... sql) {
        for (String one : sql) {
            table(one, one, one);
        }
        return this;
    }

    /** Adds a file that the tool has run. */
    History file(String name, String text) {
        files.put(name, text);
        return this;
    }

    /** Adds a file that is written after the adoption, and the id of its migration. */
    History later(String id, String name, String text) {
        next = id;
        later.put(name, text);
        return this;
    }

    /** Names what has to be adopted, as namespace and id. */
    History adopts(String... ids) {
        adopted.addAll(List.of(ids));
        return this;
    }

    /** The tool has no down scripts. */
    History withoutDown() {
        goesBack = false;
        return this;
    }

    void make(Place place, Place.Kind kind) throws Exception {
        place.execute(statements.stream().map(one -> one.getOrDefault(kind, "")).toArray(String[]::new));
    }

    void writeFiles(Path directory) throws IOException {
        write(directory, files);
    }

    void writeLater(Path directory) throws IOException {
        write(directory, later);
    }

    private static void write(Path directory, Map<String, String> texts) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path file = directory.resolve(text.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, text.getValue());
        }
    }

    /** Returns a digest as the tools write it. */
    static String hex(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return tool;
    }
}
