package io.migrationledger.publication;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.model.Model;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;

/**
 * One module of this build.
 *
 * @param directory where it is
 * @param model its effective POM: with what its parent says, and with the values of properties
 */
record Module(Path directory, Model model) {

    static final Path ROOT = Path.of(System.getProperty("publication.root")).normalize();
    static final String VERSION = System.getProperty("publication.version");

    private static final List<Module> ALL = readAll();

    /** The parent, and all modules that it names. */
    static List<Module> all() {
        return ALL;
    }

    private static List<Module> readAll() {
        Module parent = read(ROOT);
        List<Module> all = new ArrayList<>(List.of(parent));
        for (String name : parent.model.getModules()) {
            all.add(read(ROOT.resolve(name)));
        }
        return all;
    }

    static List<Module> published() {
        return all().stream().filter(Module::isPublished).toList();
    }

    static List<Module> publishedJars() {
        return published().stream()
                .filter(module -> !module.model.getPackaging().equals("pom"))
                .toList();
    }

    private static Module read(Path directory) {
        File pom = directory.resolve("pom.xml").toFile();
        ModelBuildingRequest request = new DefaultModelBuildingRequest()
                .setPomFile(pom)
                .setSystemProperties(System.getProperties())
                // One phase: what is imported from other projects' BOMs is not asked for.
                .setTwoPhaseBuilding(true)
                .setProcessPlugins(false);
        try {
            Model model = new DefaultModelBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveModel();
            return new Module(directory, model);
        } catch (ModelBuildingException e) {
            throw new IllegalStateException("The POM cannot be read: " + pom, e);
        }
    }

    boolean isPublished() {
        return !"true".equals(model.getProperties().getProperty("maven.deploy.skip"));
    }

    String name() {
        return model.getArtifactId();
    }

    /** The jar that this build has made. */
    Path jar() {
        return file("");
    }

    Path sources() {
        return file("-sources");
    }

    private Path file(String classifier) {
        Map<String, String> ownNames = Map.of("ledger-cli", "ledger-cli");
        String name = ownNames.getOrDefault(name(), name() + "-" + VERSION);
        Path file = directory.resolve("target").resolve(name + classifier + ".jar");
        if (!Files.exists(file)) {
            throw new UncheckedIOException(new IOException("There is no " + file + ": this runs after mvn package."));
        }
        return file;
    }

    @Override
    public String toString() {
        return name();
    }
}
