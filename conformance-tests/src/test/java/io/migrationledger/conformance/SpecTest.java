package io.migrationledger.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.conformance.report.Rule;
import io.migrationledger.conformance.rules.Rules;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/SPEC.md and the kit hold the same rules. Run with {@code -Dledger.spec.write=true} to write the kit's into it. */
class SpecTest {
    private static final Path SPEC = Path.of("..", "docs", "SPEC.md");
    private static final String BEGIN = "<!-- rules: written by SpecTest from the kit -->\n";
    private static final List<String> CHAPTERS = List.of(
            "Append and order",
            "Chain and digest",
            "Transactions and strategies",
            "Failure",
            "Crash and resume",
            "Doubt",
            "Locks and concurrency",
            "Splitting",
            "Identifiers and text",
            "Time",
            "Capabilities",
            "Errors",
            "Sessions",
            "Snapshots",
            "Written schemas");

    @Test
    void specHoldsTheRulesOfTheKit() throws IOException {
        String spec = Files.readString(SPEC);
        int begin = spec.indexOf(BEGIN);
        assertThat(begin).as("the place of the rules in %s", SPEC).isPositive();
        String head = spec.substring(0, begin + BEGIN.length());
        if (Boolean.getBoolean("ledger.spec.write")) {
            Files.writeString(SPEC, head + rules());
        }
        assertThat(Files.readString(SPEC)).isEqualTo(head + rules());
    }

    @Test
    void everyTestOfTheKitHasARule() {
        List<Method> tests = Arrays.stream(DialectConformance.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .toList();
        assertThat(tests).hasSizeGreaterThan(50).allMatch(method -> method.isAnnotationPresent(Rule.class));
        List<String> ids = tests.stream()
                .map(method -> method.getAnnotation(Rule.class).id())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    private static String rules() {
        StringBuilder text = new StringBuilder();
        int chapter = 0;
        for (Rule rule : Rules.all().values()) {
            int own = Integer.parseInt(rule.id().substring(3, rule.id().indexOf('.')));
            if (own != chapter) {
                chapter = own;
                text.append("\n### ")
                        .append(chapter)
                        .append(". ")
                        .append(CHAPTERS.get(chapter - 1))
                        .append("\n");
            }
            text.append("\n<a id=\"")
                    .append(RuleExtension.anchor(rule.id()))
                    .append("\"></a>**")
                    .append(rule.id())
                    .append("** ")
                    .append(rule.says())
                    .append("\\\n*Intent:* ")
                    .append(rule.intent());
            if (rule.needs().length > 0) {
                text.append("\\\n*Needs:* ")
                        .append(Arrays.stream(rule.needs())
                                .map(capability -> "`" + capability + "`")
                                .collect(Collectors.joining(", ")));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
