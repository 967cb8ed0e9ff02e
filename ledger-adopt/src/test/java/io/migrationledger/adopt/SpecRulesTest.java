package io.migrationledger.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each rule of adoption in docs/SPEC.md is named by a test here, and no other rule is. */
class SpecRulesTest {
    private static final Pattern RULE = Pattern.compile("\\bAD-[0-9]+\\b");

    @Test
    void eachRuleHasATest() throws IOException {
        Set<String> rules = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("../docs/SPEC.md"))) {
            if (line.startsWith("| AD-")) {
                add(line.substring(0, line.indexOf('|', 1)), rules);
            }
        }
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                add(Files.readString(file), named);
            }
        }
        assertThat(named).isEqualTo(rules).hasSize(12);
    }

    private static void add(String text, Set<String> rules) {
        Matcher rule = RULE.matcher(text);
        while (rule.find()) {
            rules.add(rule.group());
        }
    }
}
