package io.migrationledger.layouts;

import static io.migrationledger.ErrorCode.BAD_SYNTAX;

import io.migrationledger.LedgerException;
import io.migrationledger.migration.LayoutFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * sqitch's plan: its changes in order, with what they require
 * (<a href="https://sqitch.org/docs/manual/sqitchchanges/">its manual</a>).
 */
final class SqitchPlan {
    private static final Pattern CHANGE =
            Pattern.compile("\\s*\\+?\\s*([^\\s\\[#@%+-][^\\s\\[#]*)\\s*(?:\\[([^\\]]*)\\])?"
                    + "\\s*(\\S+T\\S+Z)?\\s*([^<#]*?)\\s*(?:<([^>]*)>)?\\s*(?:#\\s?(.*))?");
    private static final Pattern PRAGMA = Pattern.compile("\\s*%\\s*([\\w-]+)\\s*=\\s*(.*?)\\s*");
    private static final Pattern TAG = Pattern.compile("\\s*@\\s*(\\S+).*");

    private final Map<String, String> pragmas = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, Integer> tags = new HashMap<>();

    /**
     * A change.
     *
     * @param name its name
     * @param instance 1 for the first change of this name, more for each time that it was reworked
     * @param requires names of other changes as they are written
     * @param conflicts names of changes that must not be in effect
     * @param script the name of its scripts, without ending: that of a reworked one is followed by a tag
     */
    record Change(
            int line,
            String name,
            int instance,
            List<String> requires,
            List<String> conflicts,
            String plannedAt,
            String planner,
            String email,
            String note,
            String script) {}

    /**
     * Reads a plan.
     *
     * @throws LedgerException where a line cannot be read
     */
    static SqitchPlan of(LayoutFile file) {
        SqitchPlan plan = new SqitchPlan();
        Map<String, Integer> instances = new HashMap<>();
        Map<String, Integer> newest = new HashMap<>();
        int[] number = {0};
        @Nullable String[] tag = new String[1];
        List<Integer> sinceTag = new ArrayList<>();
        Map<Integer, String> firstTag = new HashMap<>();
        file.text().lines().forEach(line -> {
            number[0]++;
            Matcher matcher;
            if (line.isBlank() || line.strip().startsWith("#")) {
                return;
            }
            if ((matcher = PRAGMA.matcher(line)).matches()) {
                plan.pragmas.put(matcher.group(1), matcher.group(2));
            } else if ((matcher = TAG.matcher(line)).matches()) {
                tag[0] = matcher.group(1);
                plan.tags.put(matcher.group(1), plan.changes.size() - 1);
                sinceTag.forEach(index -> firstTag.put(index, String.valueOf(tag[0])));
                sinceTag.clear();
            } else if ((matcher = CHANGE.matcher(line)).matches()) {
                String name = matcher.group(1);
                int instance = instances.merge(name, 1, Integer::sum);
                Integer before = newest.put(name, plan.changes.size());
                if (before != null) {
                    plan.reworked(before, firstTag.get(before), file, number[0]);
                }
                sinceTag.add(plan.changes.size());
                plan.changes.add(change(matcher, number[0], instance));
            } else {
                throw bad(file, number[0], "the line cannot be read");
            }
        });
        return plan;
    }

    private void reworked(int index, @Nullable String tag, LayoutFile file, int line) {
        if (tag == null) {
            throw bad(file, line, "the change is there twice without a tag between");
        }
        Change old = changes.get(index);
        changes.set(
                index,
                new Change(
                        old.line,
                        old.name,
                        old.instance,
                        old.requires,
                        old.conflicts,
                        old.plannedAt,
                        old.planner,
                        old.email,
                        old.note,
                        old.name + "@" + tag));
    }

    private static Change change(Matcher matcher, int line, int instance) {
        List<String> requires = new ArrayList<>();
        List<String> conflicts = new ArrayList<>();
        for (String word : text(matcher, 2).split("\\s+")) {
            if (word.startsWith("!")) {
                conflicts.add(word.substring(1));
            } else if (!word.isEmpty()) {
                requires.add(word.startsWith(":") ? word.substring(1) : word);
            }
        }
        return new Change(
                line,
                matcher.group(1),
                instance,
                requires,
                conflicts,
                text(matcher, 3),
                text(matcher, 4),
                text(matcher, 5),
                text(matcher, 6),
                matcher.group(1));
    }

    private static String text(Matcher matcher, int group) {
        return Optional.ofNullable(matcher.group(group)).orElse("");
    }

    private static LedgerException bad(LayoutFile file, int line, String what) {
        return LedgerException.input(
                BAD_SYNTAX, file.location() + ":" + line + ": " + what, "'sqitch plan' says more about it.");
    }

    /** Returns the changes in their order. */
    List<Change> changes() {
        return changes;
    }

    /** Returns for each tag which change it stands behind, counted from 0; -1 where it stands before all. */
    Map<String, Integer> tags() {
        return tags;
    }

    /** Returns what the plan says of its project; the empty string where it does not. */
    String pragma(String name) {
        return pragmas.getOrDefault(name, "");
    }
}
