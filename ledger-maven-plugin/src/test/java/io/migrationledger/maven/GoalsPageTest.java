package io.migrationledger.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * docs/maven-goals.md says what the plugin's own description says. Run with {@code -Dledger.goals.write=true} to write it.
 */
class GoalsPageTest {
    private static final Path PAGE = Path.of("../docs/maven-goals.md");

    /** What can be set, as the plugin's description has it. */
    private record Setting(String name, String property, String initial, String meaning) {
        String row() {
            String end = initial.isEmpty() || meaning.contains("Default:") ? "" : " Default: `" + initial + "`";
            return "| `" + name + "` | " + (property.isEmpty() ? "" : "`-D" + property + "`") + " | " + meaning + end
                    + " |\n";
        }
    }

    private record Goal(String name, String phase, String description, List<Setting> settings) {}

    @Test
    void thePageHasEveryGoalAndWhatItCanBeTold() throws Exception {
        String page = page(goals());
        if (Boolean.getBoolean("ledger.goals.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page(List<Goal> goals) {
        Set<Setting> shared = new LinkedHashSet<>(goals.get(0).settings());
        goals.forEach(goal -> shared.retainAll(goal.settings()));
        assertThat(shared).as("what all goals have").hasSizeGreaterThan(5);
        StringBuilder text = new StringBuilder("# Goals of the Maven plugin\n\n")
                .append(
                        "Written by `GoalsPageTest` out of the plugin's own description; `mvn ledger:help -Ddetail` prints the"
                                + " same. How to begin: [in a Maven build](maven.md).\n\n")
                .append("| goal | what it does | runs by default in |\n|---|---|---|\n");
        for (Goal goal : goals) {
            text.append("| [`ledger:" + goal.name() + "`](#ledger" + goal.name() + ") | " + goal.description() + " | "
                    + (goal.phase().isEmpty() ? "" : "`" + goal.phase() + "`") + " |\n");
        }
        text.append("\n## All goals\n\n").append(table(List.copyOf(shared)));
        for (Goal goal : goals) {
            List<Setting> own = new ArrayList<>(goal.settings());
            own.removeAll(shared);
            text.append("\n## ledger:" + goal.name() + "\n\n" + goal.description() + "\n");
            if (!own.isEmpty()) {
                text.append("\n").append(table(own));
            }
        }
        return text.toString();
    }

    private static String table(List<Setting> settings) {
        StringBuilder text = new StringBuilder("| in the `pom.xml` | on the command line | |\n|---|---|---|\n");
        settings.forEach(setting -> text.append(setting.row()));
        return text.toString();
    }

    private static List<Goal> goals() throws Exception {
        List<Goal> goals = new ArrayList<>();
        try (InputStream description = LedgerMojo.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
            Element root = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(description)
                    .getDocumentElement();
            for (Element mojo : children(child(root, "mojos").orElseThrow())) {
                if (!text(mojo, "goal").equals("help")) {
                    goals.add(new Goal(
                            text(mojo, "goal"), text(mojo, "phase"), text(mojo, "description"), settings(mojo)));
                }
            }
        }
        assertThat(goals).hasSizeGreaterThan(5);
        return goals;
    }

    private static List<Setting> settings(Element mojo) {
        Map<String, Element> values = new LinkedHashMap<>();
        child(mojo, "configuration")
                .ifPresent(all -> children(all).forEach(value -> values.put(value.getTagName(), value)));
        List<Setting> settings = new ArrayList<>();
        for (Element parameter : children(child(mojo, "parameters").orElseThrow())) {
            if (text(parameter, "editable").equals("false")) {
                continue;
            }
            String name = text(parameter, "name");
            Element value = values.get(name);
            String property = value == null ? "" : value.getTextContent().replaceAll("[${}]", "");
            String initial = value == null ? "" : value.getAttribute("default-value");
            settings.add(new Setting(
                    name,
                    property,
                    initial.equals("false") ? "" : initial,
                    text(parameter, "description").replaceAll("\\s+", " ")));
        }
        return settings;
    }

    private static String text(Element parent, String name) {
        return child(parent, name).map(Element::getTextContent).orElse("").trim();
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getTagName().equals(name))
                .findFirst();
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
