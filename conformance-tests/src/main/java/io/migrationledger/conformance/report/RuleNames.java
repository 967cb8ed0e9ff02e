package io.migrationledger.conformance.report;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGenerator;

/** Names a test after its rule: {@code ML-1.1 sequence has no gaps}. */
public final class RuleNames extends DisplayNameGenerator.Standard {

    /** For JUnit. */
    public RuleNames() {}

    @Override
    public String generateDisplayNameForMethod(List<Class<?>> enclosing, Class<?> testClass, Method method) {
        Rule rule = method.getAnnotation(Rule.class);
        return rule == null
                ? super.generateDisplayNameForMethod(enclosing, testClass, method)
                : rule.id() + " " + words(method.getName());
    }

    static String words(String camelCase) {
        StringBuilder words = new StringBuilder();
        for (char c : camelCase.toCharArray()) {
            if (Character.isUpperCase(c)) {
                words.append(' ');
            }
            words.append(Character.toLowerCase(c));
        }
        return words.toString();
    }
}
