package io.migrationledger.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jars as this build has made them. */
class PublishedJarsTest {

    static List<Module> jars() {
        return Module.publishedJars();
    }

    @ParameterizedTest
    @MethodSource("jars")
    void saysItsModulesName(Module module) {
        String name = module.model().getProperties().getProperty("module.name");
        StringWriter out = new StringWriter();
        int code = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(out),
                        "--describe-module",
                        "--file",
                        module.jar().toString());
        assertThat(code).isZero();
        assertThat(out.toString())
                .containsPattern("(?m)^" + Pattern.quote(name) + "(@\\S+)? automatic$")
                .contains("requires java.base");
    }

    /** A package in two jars would be an error on a module path. */
    @Test
    void allOfThemGoOnOneModulePath() {
        Path[] paths = jars().stream().map(Module::jar).toArray(Path[]::new);
        ModuleFinder finder = ModuleFinder.of(paths);
        Set<String> names = finder.findAll().stream()
                .map(reference -> reference.descriptor().name())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(names).hasSameSizeAs(jars());
        Configuration configuration = ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), names);
        Set<String> packages = new TreeSet<>();
        for (String name : names) {
            ModuleDescriptor descriptor =
                    configuration.findModule(name).orElseThrow().reference().descriptor();
            for (String own : descriptor.packages()) {
                assertThat(packages.add(own)).as(own + " is in two jars").isTrue();
                assertThat(own).as("a package of " + name).startsWith(name);
            }
        }
        assertThat(packages).contains("io.migrationledger.event", "io.migrationledger.dialect.postgres");
    }

    @ParameterizedTest
    @MethodSource("jars")
    void holdsItsLicenceAndNoFileTwice(Module module) throws IOException {
        try (JarFile jar = new JarFile(module.jar().toFile())) {
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
            assertThat(jar.stream().map(ZipEntry::getName)).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void theSourcesAreThoseOfItsClasses(Module module) throws IOException {
        try (JarFile jar = new JarFile(module.jar().toFile());
                JarFile sources = new JarFile(module.sources().toFile())) {
            Set<String> classes = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.contains("$"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> files = sources.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
            // A class file of a package is only written where the package has an annotation to keep.
            files.removeIf(name -> name.endsWith("package-info") && !classes.contains(name));
            assertThat(files).isEqualTo(classes);
        }
    }
}
