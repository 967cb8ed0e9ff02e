package io.migrationledger.conformance;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rules of the kit. */
public final class Rules {
    private static final SortedMap<String, Rule> ALL = read();

    private Rules() {}

    /** Returns every rule by its number, in the order of their numbers. Unmodifiable. */
    public static SortedMap<String, Rule> all() {
        return ALL;
    }

    private static SortedMap<String, Rule> read() {
        SortedMap<String, Rule> rules = new TreeMap<>(Rules::byNumber);
        for (Method method : DialectConformance.class.getMethods()) {
            Rule rule = method.getAnnotation(Rule.class);
            if (rule != null) {
                rules.put(rule.id(), rule);
            }
        }
        return Collections.unmodifiableSortedMap(rules);
    }

    static int byNumber(String a, String b) {
        String[] left = a.substring(3).split("\\.", -1);
        String[] right = b.substring(3).split("\\.", -1);
        int chapter = Integer.compare(Integer.parseInt(left[0]), Integer.parseInt(right[0]));
        return chapter != 0 ? chapter : Integer.compare(Integer.parseInt(left[1]), Integer.parseInt(right[1]));
    }
}
