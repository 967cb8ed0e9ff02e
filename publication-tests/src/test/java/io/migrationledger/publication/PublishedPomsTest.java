package io.migrationledger.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Maven Central demands of a POM, and what a user of the BOM gets. */
class PublishedPomsTest {

    static List<Module> published() {
        return Module.published();
    }

    @ParameterizedTest
    @MethodSource("published")
    void saysWhatMavenCentralDemands(Module module) {
        Model pom = module.model();
        assertThat(pom.getName()).isNotBlank();
        assertThat(pom.getDescription()).isNotBlank();
        assertThat(pom.getUrl()).as("inherited as it is").isEqualTo(parent().getUrl());
        assertThat(pom.getLicenses()).singleElement().satisfies(licence -> {
            assertThat(licence.getName()).isEqualTo("Apache-2.0");
            assertThat(licence.getUrl()).startsWith("https://www.apache.org/");
        });
        assertThat(pom.getDevelopers())
                .isNotEmpty()
                .allSatisfy(developer -> assertThat(developer.getName()).isNotBlank());
        assertThat(pom.getScm().getConnection())
                .startsWith("scm:git:")
                .isEqualTo(parent().getScm().getConnection());
        assertThat(pom.getScm().getDeveloperConnection())
                .isEqualTo(parent().getScm().getDeveloperConnection());
        assertThat(pom.getScm().getUrl()).isEqualTo(parent().getScm().getUrl());
        assertThat(pom.getVersion()).isEqualTo(Module.VERSION);
        assertThat(pom.getGroupId()).isEqualTo("io.migrationledger");
    }

    /** Central has all that a POM names; one that names a repository makes its users' builds ask there. */
    @ParameterizedTest
    @MethodSource("published")
    void namesNoRepository(Module module) throws Exception {
        Model pom = read(module.directory().resolve("pom.xml"));
        assertThat(pom.getRepositories()).isEmpty();
        assertThat(pom.getPluginRepositories()).isEmpty();
        assertThat(pom.getDistributionManagement()).isNull();
    }

    /** The publishing plugin has no switch in a module: what it leaves out stands in a list. */
    @Test
    void whatIsNotPublishedIsLeftOut() {
        Plugin plugin = parent().getProfiles().stream()
                .filter(profile -> profile.getId().equals("release"))
                .map(profile -> profile.getBuild().getPluginsAsMap())
                .map(plugins -> plugins.get("org.sonatype.central:central-publishing-maven-plugin"))
                .findFirst()
                .orElseThrow();
        List<String> excluded = new ArrayList<>();
        for (Xpp3Dom artifact : ((Xpp3Dom) plugin.getConfiguration())
                .getChild("excludeArtifacts")
                .getChildren()) {
            excluded.add(artifact.getValue());
        }
        assertThat(excluded)
                .containsExactlyInAnyOrderElementsOf(Module.all().stream()
                        .filter(module -> !module.isPublished())
                        .map(Module::name)
                        .toList());
    }

    @Test
    void theBomNamesAllJarsAndNothingElse() throws Exception {
        Model bom = read(Module.ROOT.resolve("ledger-bom/target/ledger-bom.xml"));
        List<String> jars = Module.publishedJars().stream()
                .filter(module -> module.model().getPackaging().equals("jar"))
                .map(Module::name)
                .toList();
        assertThat(bom.getParent()).isNull();
        assertThat(bom.getProperties()).isEmpty();
        assertThat(bom.getDependencies()).isEmpty();
        assertThat(bom.getDependencyManagement().getDependencies())
                .allMatch(dependency -> dependency.getGroupId().equals("io.migrationledger"))
                .extracting(Dependency::getArtifactId)
                .containsExactlyInAnyOrderElementsOf(jars);
        assertThat(bom.getLicenses()).isNotEmpty();
        assertThat(bom.getDevelopers()).isNotEmpty();
        assertThat(bom.getScm().getUrl()).isNotBlank();
    }

    private static Model parent() {
        return Module.all().get(0).model();
    }

    private static Model read(Path pom) throws Exception {
        try (InputStream in = Files.newInputStream(pom)) {
            return new MavenXpp3Reader().read(in);
        }
    }
}
