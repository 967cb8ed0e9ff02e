package io.migrationledger.spring.actuate;

import io.migrationledger.StatusReport;
import io.migrationledger.spring.MigratedDatabase;
import io.migrationledger.spring.MigratedDatabases;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the databases are as this application needs them. What a newer version of the application has applied, or is
 * about to apply, does not make an older one ill.
 *
 * @param up whether all of the application's own migrations are in effect
 * @param details by the name of the database, how many are in effect and what is wrong
 */
record Standing(boolean up, Map<String, Object> details) {
    private static final int SHOWN = 10;

    /** Reads all databases; what goes wrong with that is thrown. */
    static Standing of(MigratedDatabases databases) {
        boolean up = true;
        Map<String, Object> details = new LinkedHashMap<>();
        for (MigratedDatabase database : databases) {
            StatusReport report = database.migrator().status();
            List<String> wrong = wrong(report);
            up &= wrong.isEmpty();
            Map<String, Object> detail = new LinkedHashMap<>();
            detail.put("database", report.database());
            detail.put("inEffect", inEffect(report));
            if (!wrong.isEmpty()) {
                detail.put("needAttention", wrong.stream().limit(SHOWN).toList());
            }
            details.put(database.name(), detail);
        }
        return new Standing(up, details);
    }

    static long inEffect(StatusReport report) {
        return report.lines().stream()
                .filter(line -> line.state().filter(state -> state.isInEffect()).isPresent())
                .count();
    }

    private static List<String> wrong(StatusReport report) {
        Set<Object> own = report.lines().stream()
                .filter(line -> line.migration().isPresent())
                .map(StatusReport.Line::id)
                .collect(Collectors.toSet());
        Stream<String> lines = report.lines().stream()
                .filter(line -> own.contains(line.id()) && line.needsAttention())
                .map(line -> line.id() + ": " + line.standing());
        Stream<String> problems = report.problems().stream()
                .filter(problem -> problem.id().isEmpty())
                .map(problem -> problem.code().code() + ": " + problem.what());
        return Stream.concat(lines, problems).toList();
    }
}
