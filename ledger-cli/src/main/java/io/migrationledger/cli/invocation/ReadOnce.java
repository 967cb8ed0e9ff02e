package io.migrationledger.cli.invocation;

import io.migrationledger.Problem;
import io.migrationledger.migration.Findings;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.MigrationSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A source whose directory is looked through once, for a command that runs the same migrations again and again. What was
 * found is told each time. For one thread.
 */
final class ReadOnce implements MigrationSource {
    private final MigrationSource source;
    private final Map<List<String>, Read> read = new HashMap<>();

    ReadOnce(MigrationSource source) {
        this.source = source;
    }

    private record Read(List<Migration> migrations, List<Consumer<Findings>> found) {}

    @Override
    public Set<String> namespaces() {
        return source.namespaces();
    }

    @Override
    public List<Migration> migrations(List<String> fileVariants) {
        return source.migrations(fileVariants);
    }

    @Override
    public List<Migration> migrations(List<String> fileVariants, Findings findings) {
        Read known = read.computeIfAbsent(fileVariants, this::read);
        known.found().forEach(one -> one.accept(findings));
        return known.migrations();
    }

    private Read read(List<String> fileVariants) {
        List<Consumer<Findings>> found = new ArrayList<>();
        List<Migration> migrations = source.migrations(fileVariants, new Findings() {
            @Override
            public void problem(Problem problem) {
                found.add(findings -> findings.problem(problem));
            }

            @Override
            public void note(String text) {
                found.add(findings -> findings.note(text));
            }

            @Override
            public void notRun(MigrationId id, String location) {
                found.add(findings -> findings.notRun(id, location));
            }

            @Override
            public void leftOut(MigrationId id, String location) {
                found.add(findings -> findings.leftOut(id, location));
            }
        });
        return new Read(migrations, found);
    }
}
