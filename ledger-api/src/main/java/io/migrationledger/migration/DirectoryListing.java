package io.migrationledger.migration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All files that a source holds, in its directory and below it, but for what is hidden. Sorted by path. Confined to the
 * thread that reads the source.
 */
public final class DirectoryListing {
    /** Languages in which other tools, and this one, have migrations; a compiled class stands for its source. */
    private static final Set<String> CODE =
            Set.of("java", "class", "kt", "groovy", "scala", "go", "fizz", "py", "rb", "php", "js", "ts", "exs", "cs");

    private final String name;
    private final List<LayoutFile> files = new ArrayList<>();
    private final List<LayoutFile> scripts = new ArrayList<>();
    private final List<LayoutFile> code = new ArrayList<>();
    private final FileScript.Room room = new FileScript.Room();
    private @Nullable Map<String, LayoutFile> byPath;

    /**
     * Begins an empty list.
     *
     * @param name what a person calls the source: its directory
     */
    DirectoryListing(String name) {
        this.name = name;
    }

    /** Returns a list of files, for tests of a layout. */
    public static DirectoryListing of(String name, List<LayoutFile> files) {
        DirectoryListing listing = new DirectoryListing(name);
        files.forEach(listing::add);
        return listing;
    }

    void add(LayoutFile file) {
        files.add(file);
        if (file.isScript()) {
            scripts.add(file);
        } else if (isCode(file.path())) {
            code.add(file);
        }
    }

    /** Returns what its files may keep together. */
    FileScript.Room room() {
        return room;
    }

    /** Returns the same without some files. */
    DirectoryListing without(java.util.function.Predicate<LayoutFile> excluded) {
        DirectoryListing rest = new DirectoryListing(name);
        files.stream().filter(excluded.negate()).forEach(rest::add);
        return rest;
    }

    /** Returns what a person calls the source: its directory. */
    public String name() {
        return name;
    }

    /** Returns all files. */
    public List<LayoutFile> files() {
        return Collections.unmodifiableList(files);
    }

    /** Returns the files that are named {@code .sql}. */
    public List<LayoutFile> scripts() {
        return Collections.unmodifiableList(scripts);
    }

    /** Returns what may be migrations in code. */
    public List<LayoutFile> code() {
        return Collections.unmodifiableList(code);
    }

    /** Returns the file at a path below the source, with slashes, or empty where there is none. */
    public Optional<LayoutFile> file(String path) {
        Map<String, LayoutFile> known = byPath;
        if (known == null) {
            known = new HashMap<>();
            for (LayoutFile file : files) {
                known.putIfAbsent(file.path(), file);
            }
            byPath = known;
        }
        return Optional.ofNullable(known.get(path));
    }

    private static boolean isCode(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0 && CODE.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
