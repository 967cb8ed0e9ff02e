package io.migrationledger.cli.command;

import io.migrationledger.LedgerException;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.migration.NewMigration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes a migration's class, and enters it in the registry, the class that lists them. */
final class NewJava {
    private static final Pattern CLASS_NAME = Pattern.compile("(?U)\\bM(\\d+)\\w*");

    private final SourceLanguage language;
    private final Path file;
    private final String packageName;
    private final String registry;
    private final String namespace;

    private NewJava(SourceLanguage language, Path file, String packageName, String registry, String namespace) {
        this.language = language;
        this.file = file;
        this.packageName = packageName;
        this.registry = registry;
        this.namespace = namespace;
    }

    /**
     * Finds the registry.
     *
     * @throws io.migrationledger.LedgerException where none is named, or more than one
     */
    static NewJava in(Invocation invocation, @Nullable String sources) {
        List<String> registries = invocation.configuration().registries();
        if (registries.size() != 1 || !registries.get(0).matches("(?U)[\\w.]+")) {
            throw UsageError.of(
                    registries.isEmpty()
                            ? "a migration in Java is entered in a registry, and none is named"
                            : "a migration in Java is entered in one registry, and there is '"
                                    + String.join(",", registries) + "'",
                    "Name the class: --registry com.example.ShopMigrations, or registry=… in ledger.properties. It is"
                            + " written where it does not exist.");
        }
        String name = registries.get(0);
        int dot = name.lastIndexOf('.');
        String packageName = dot < 0 ? "" : name.substring(0, dot);
        Path here = invocation.surroundings().workingDirectory();
        String namespace = invocation.configuration().namespace();
        List<Path> roots = sources == null
                ? List.of(here.resolve("src/main/java"), here.resolve("src/main/kotlin"))
                : List.of(here.resolve(sources));
        for (Path root : roots) {
            for (SourceLanguage language : SourceLanguage.values()) {
                Path file = root.resolve(name.replace('.', '/') + language.suffix());
                if (Files.exists(file)) {
                    return new NewJava(language, file, packageName, name.substring(dot + 1), namespace);
                }
            }
        }
        Path root = roots.stream().filter(Files::isDirectory).findFirst().orElse(roots.get(0));
        SourceLanguage language = root.endsWith("kotlin") ? SourceLanguage.KOTLIN : SourceLanguage.JAVA;
        Path file = root.resolve(name.replace('.', '/') + language.suffix());
        return new NewJava(language, file, packageName, name.substring(dot + 1), namespace);
    }

    /**
     * Writes the class, and then enters it. Stopped between the two, the class stands in no registry: the next call says so.
     *
     * @param scripts the files of the scripts, whose versions count, too
     * @return the class, and the registry where there was none
     */
    List<Path> create(NewMigration wanted, List<String> scripts) throws IOException {
        boolean begins = !Files.exists(file);
        String text = begins ? language.registry(packageName, registry) : Files.readString(file);
        int end = text.indexOf(SourceLanguage.END);
        if (end < 0) {
            throw UsageError.of(
                    file + " has no line '" + SourceLanguage.END + "', before which a migration is entered",
                    "Write it as the last line of the array that javaMigrations() returns.");
        }
        String version = version(wanted, scripts, text);
        String className = "M" + version + camelCase(wanted.words());
        Path created = file.resolveSibling(className + language.suffix());
        String migration = language.migration(packageName, className, namespace, version, wanted);
        int line = text.lastIndexOf('\n', end) + 1;
        String indent = text.substring(line, end);
        String entered = text.substring(0, line) + indent + language.created(className) + ",\n" + text.substring(line);
        Map<Path, String> texts = new LinkedHashMap<>();
        texts.put(created, migration);
        if (begins) {
            texts.put(file, entered);
            WholeFiles.create(texts);
        } else {
            WholeFiles.create(texts);
            replace(entered, created);
        }
        return List.copyOf(texts.keySet());
    }

    private String version(NewMigration wanted, List<String> scripts, String registryText) throws IOException {
        List<String> versions = new ArrayList<>(NewName.versions(scripts));
        Matcher entered = CLASS_NAME.matcher(registryText);
        while (entered.find()) {
            versions.add(entered.group(1));
        }
        for (String className : classes()) {
            checkEntered(file.resolveSibling(className + language.suffix()), className, registryText);
            versions.add(version(className));
        }
        return wanted.versionAfter(versions).orElse(NewName.FIRST);
    }

    /** Returns the versions of the classes beside the registry. */
    List<String> versions() throws IOException {
        return classes().stream().map(NewJava::version).toList();
    }

    private static String version(String className) {
        return CLASS_NAME.matcher(className).replaceFirst("$1");
    }

    private List<String> classes() throws IOException {
        Path directory = file.resolveSibling(".");
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.endsWith(language.suffix()))
                    .map(name ->
                            name.substring(0, name.length() - language.suffix().length()))
                    .filter(name -> CLASS_NAME.matcher(name).matches())
                    .sorted()
                    .toList();
        }
    }

    private void checkEntered(Path other, String className, String registryText) {
        if (!Pattern.compile("(?U)\\b" + Pattern.quote(className) + "\\b")
                .matcher(registryText)
                .find()) {
            throw UsageError.of(
                    "the migration " + other.normalize() + " stands in no registry, and never runs",
                    "Enter '" + language.created(className) + ",' in " + file + ", or delete the file.");
        }
    }

    private static String camelCase(String words) {
        // A version ends where the digits end.
        StringBuilder name = new StringBuilder(Character.isDigit(words.charAt(0)) ? "_" : "");
        for (String word : words.split("_", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }

    /** Puts the new text there in one step, so that nobody finds half of it; where the file is a link, in its place. */
    private void replace(String text, Path created) throws IOException {
        Path real = file.toRealPath();
        try {
            WholeFile.write(real, file.toString(), to -> {
                to.write(text.getBytes(StandardCharsets.UTF_8));
                return real;
            });
        } catch (LedgerException e) {
            throw WholeFile.without(created, e); // it stands in no registry
        }
    }
}
