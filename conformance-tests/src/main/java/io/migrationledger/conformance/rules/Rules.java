package io.migrationledger.conformance.rules;

import io.migrationledger.conformance.report.Rule;
import io.migrationledger.conformance.report.RuleNumber;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rules of the kit. */
public final class Rules {
    private static final List<Class<? extends Chapter>> CHAPTERS = List.of(
            AppendRules.class,
            ChainRules.class,
            TransactionRules.class,
            FailureRules.class,
            CrashRules.class,
            DoubtRules.class,
            LockRules.class,
            LeaseRules.class,
            SplittingRules.class,
            TextRules.class,
            TimeRules.class,
            CapabilityRules.class,
            ErrorRules.class,
            SessionRules.class,
            SnapshotRules.class,
            WriterRules.class);

    private static final SortedMap<String, Rule> ALL = read();

    private Rules() {}

    /** Returns every rule by its number, in the order of their numbers. Unmodifiable. */
    public static SortedMap<String, Rule> all() {
        return ALL;
    }

    private static SortedMap<String, Rule> read() {
        SortedMap<String, Rule> rules = new TreeMap<>(RuleNumber::compare);
        for (Class<?> chapter : CHAPTERS) {
            for (Method method : chapter.getDeclaredMethods()) {
                Rule rule = method.getAnnotation(Rule.class);
                if (rule != null) {
                    rules.put(rule.id(), rule);
                }
            }
        }
        return Collections.unmodifiableSortedMap(rules);
    }
}
