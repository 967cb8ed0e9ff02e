package io.migrationledger.migration;

import io.migrationledger.Problem;
import io.migrationledger.ValidationException;
import java.util.ArrayList;
import java.util.List;

/** A source that goes on after an error, so that all are told at once. */
interface ReadSource extends MigrationSource {

    @Override
    List<Migration> migrations(List<String> fileVariants, Findings findings);

    @Override
    default List<Migration> migrations(List<String> fileVariants) {
        List<Problem> problems = new ArrayList<>();
        List<Migration> migrations = migrations(fileVariants, new Findings() {
            @Override
            public void problem(Problem problem) {
                problems.add(problem);
            }

            @Override
            public void note(String text) {}

            @Override
            public void notRun(MigrationId id, String location) {}
        });
        if (!problems.isEmpty()) {
            throw new ValidationException(problems);
        }
        return migrations;
    }
}
