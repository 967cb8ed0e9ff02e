package io.migrationledger.audit.report.content;

import java.util.ArrayList;
import java.util.List;

/**
 * One column of the timeline: a run, or all runs of a day, a week and so on.
 *
 * @param name what it stands for
 * @param applied how many times a migration was put into effect
 * @param declared how many times something was declared
 * @param failed how many attempts failed
 * @param rolledBack how many times a migration was undone
 */
public record Period(String name, int applied, int declared, int failed, int rolledBack) {

    Period and(Run run) {
        return new Period(
                name,
                applied + run.applied(),
                declared + run.declared(),
                failed + run.failed(),
                rolledBack + run.rolledBack());
    }

    /** Returns what is drawn upwards. */
    public int up() {
        return applied + declared;
    }

    /** Returns what is drawn downwards. */
    public int down() {
        return failed + rolledBack;
    }

    /** Returns the numbers in words. */
    public String words() {
        List<String> words = new ArrayList<>();
        add(words, applied, "applied");
        add(words, declared, "declared");
        add(words, failed, "failed");
        add(words, rolledBack, "undone");
        return words.isEmpty() ? "nothing" : String.join(", ", words);
    }

    private static void add(List<String> words, int number, String what) {
        if (number > 0) {
            words.add(Words.number(number) + " " + what);
        }
    }
}
