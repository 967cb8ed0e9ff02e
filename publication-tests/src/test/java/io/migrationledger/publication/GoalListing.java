package io.migrationledger.publication;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.codehaus.plexus.util.ReaderFactory;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/** What a build can name of a Maven plugin: its goals, and their parameters with their properties and defaults. */
final class GoalListing {

    private GoalListing() {}

    static String of(Module module) throws IOException {
        Xpp3Dom plugin;
        try (JarFile jar = new JarFile(module.jar().toFile());
                InputStream in = jar.getInputStream(jar.getJarEntry("META-INF/maven/plugin.xml"))) {
            plugin = Xpp3DomBuilder.build(ReaderFactory.newXmlReader(in));
        } catch (XmlPullParserException e) {
            throw new IOException(e);
        }
        String prefix = plugin.getChild("goalPrefix").getValue();
        StringBuilder text = new StringBuilder("# The goals of " + module.name() + ", and their parameters.\n");
        for (Xpp3Dom goal : plugin.getChild("mojos").getChildren()) {
            text.append('\n')
                    .append(prefix)
                    .append(':')
                    .append(goal.getChild("goal").getValue())
                    .append('\n');
            parameters(goal).stream()
                    .sorted()
                    .forEach(line -> text.append("    ").append(line).append('\n'));
        }
        return text.toString();
    }

    private static List<String> parameters(Xpp3Dom goal) {
        List<String> lines = new ArrayList<>();
        for (Xpp3Dom parameter : goal.getChild("parameters").getChildren()) {
            if (parameter.getChild("editable").getValue().equals("false")) {
                continue; // Maven's own objects
            }
            String name = parameter.getChild("name").getValue();
            String line = name + ": " + parameter.getChild("type").getValue();
            if (parameter.getChild("required").getValue().equals("true")) {
                line += ", required";
            }
            Xpp3Dom value = goal.getChild("configuration").getChild(name);
            if (value != null) {
                if (value.getValue() != null) {
                    line += ", " + value.getValue();
                }
                if (value.getAttribute("default-value") != null) {
                    line += ", by default " + value.getAttribute("default-value");
                }
            }
            lines.add(line);
        }
        return lines;
    }
}
