package io.migrationledger.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules of docs/SPEC.md that are not about drivers: each is named by a test of the modules that keep it, in the javadoc
 * of a test method or of a test class; and no test names a rule that is not there.
 */
class SpecRulesTest {
    private static final String TEST = "@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\\b";

    /** A javadoc comment, and what stands behind it up to the brace that opens the method or the class. */
    private static final Pattern DOCUMENTED = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*+)\\*/" + "((?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^{;\"/]|\\{(?=\\s*+\"))*+)",
            Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource({
        "AD, 12, ledger-adopt",
        "AU, 30, ledger-audit ledger-cli",
        "C, 12, clusters-tests dialect-mysql dialect-postgres",
        "CV, 3, ledger-layouts",
        "DR, 6, ledger-schema ledger-cli ledger-api dialect-sqlite",
        "KS, 11, dialect-sqlite dialect-postgres dialect-mysql ledger-cli",
        "LY, 12, ledger-layouts ledger-api",
        "SB, 6, ledger-spring-boot ledger-spring-boot-4-tests",
        "SD, 6, ledger-docs ledger-cli"
    })
    void eachRuleIsNamedByATest(String prefix, int count, String modules) throws IOException {
        Pattern rule = Pattern.compile("\\b" + prefix + "-[0-9]+\\b");
        Set<String> rules = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "SPEC.md"))) {
            if (line.startsWith("| " + prefix + "-")) {
                add(rule, line.substring(0, line.indexOf('|', 1)), rules);
            } else if (line.startsWith("- **" + prefix + "-")) {
                add(rule, line.substring(0, line.lastIndexOf("**")), rules);
            }
        }
        Set<String> named = new TreeSet<>();
        for (String module : modules.split(" ", -1)) {
            for (String text : tests(Path.of("..", module, "src", "test"))) {
                Matcher documented = DOCUMENTED.matcher(text);
                while (documented.find()) {
                    if (isTest(documented.group(2))) {
                        add(rule, documented.group(1), named);
                    }
                }
            }
        }
        assertThat(named).isEqualTo(rules).hasSize(count);
    }

    /** Returns the texts of the files that have a test. */
    private static List<String> tests(Path directory) throws IOException {
        Pattern test = Pattern.compile(TEST);
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> all = files.filter(path -> path.toString().endsWith("Test.java"))
                    .sorted()
                    .toList();
            List<String> texts = new ArrayList<>();
            for (Path file : all) {
                String text = Files.readString(file);
                if (test.matcher(text).find()) {
                    texts.add(text);
                }
            }
            return texts;
        }
    }

    private static boolean isTest(String behind) {
        return Pattern.compile("(?s)" + TEST + ".*\\bvoid \\w+\\(.*")
                        .matcher(behind)
                        .find()
                || Pattern.compile("\\bclass \\w+Test\\b").matcher(behind).find();
    }

    private static void add(Pattern rule, String text, Set<String> rules) {
        Matcher found = rule.matcher(text);
        while (found.find()) {
            rules.add(found.group());
        }
    }
}
