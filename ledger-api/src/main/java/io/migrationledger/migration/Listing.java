package io.migrationledger.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a source holds: its scripts, and of what lies beside them the files that may mean something. */
final class Listing {
    /** Languages in which other tools, and this one, have migrations; a compiled class stands for its source. */
    private static final Set<String> CODE =
            Set.of("java", "class", "kt", "groovy", "scala", "go", "fizz", "py", "rb", "php", "js", "ts", "exs", "cs");

    private final String name;
    private final List<SqlFile> scripts = new ArrayList<>();
    private final List<SqlFile> code = new ArrayList<>();
    private final List<SqlFile> configurations = new ArrayList<>();

    /**
     * Begins an empty list.
     *
     * @param name what a person calls the source: its directory
     */
    Listing(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Returns whether a file of this name is worth adding. */
    static boolean concerns(String name) {
        return SqlFile.isNamed(name) || isConfiguration(name) || isCode(name);
    }

    void add(SqlFile file) {
        if (SqlFile.isNamed(file.path())) {
            scripts.add(file);
        } else if (isConfiguration(file.path())) {
            configurations.add(file);
        } else if (isCode(file.path())) {
            code.add(file);
        }
    }

    List<SqlFile> scripts() {
        return scripts;
    }

    /** Returns what may be migrations in code. */
    List<SqlFile> code() {
        return code;
    }

    /** Returns what is named as a script and {@code .conf}: how Flyway is to run that script. */
    List<SqlFile> configurations() {
        return configurations;
    }

    /** Returns the name as a script of the same stem has it. */
    static String asScript(String codeName) {
        return codeName.substring(0, codeName.lastIndexOf('.')) + ".sql";
    }

    private static boolean isConfiguration(String name) {
        return name.endsWith(".conf") && SqlFile.isNamed(name.substring(0, name.length() - ".conf".length()));
    }

    private static boolean isCode(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0 && CODE.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
