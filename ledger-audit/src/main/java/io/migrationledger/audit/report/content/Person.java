package io.migrationledger.audit.report.content;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who recorded events, as the ledger has it: a user of an operating system at a machine.
 *
 * @param name the user, the machine, and the database's user where that is another
 * @param applications the programs, in alphabetical order
 * @param runs how many runs
 * @param applied how many times a migration was put into effect
 * @param failed how many attempts failed
 * @param rolledBack how many times a migration was undone
 * @param declared how many times something was declared
 * @param last when an event was last recorded
 */
public record Person(
        String name,
        Set<String> applications,
        int runs,
        int applied,
        int failed,
        int rolledBack,
        int declared,
        Instant last) {

    static Person of(Run run, String name, String application) {
        Set<String> applications = new TreeSet<>();
        if (!application.isEmpty()) {
            applications.add(application);
        }
        return new Person(
                name, applications, 1, run.applied(), run.failed(), run.rolledBack(), run.declared(), run.ended());
    }

    Person and(Person other) {
        Set<String> all = new TreeSet<>(applications);
        all.addAll(other.applications);
        return new Person(
                name,
                all,
                runs + other.runs,
                applied + other.applied,
                failed + other.failed,
                rolledBack + other.rolledBack,
                declared + other.declared,
                last.isAfter(other.last) ? last : other.last);
    }
}
