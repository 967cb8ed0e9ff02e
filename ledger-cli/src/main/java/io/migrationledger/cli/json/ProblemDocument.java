package io.migrationledger.cli.json;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.Problem;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.migration.MigrationId;
import java.util.List;
import java.util.Optional;

/** What validation found. */
public final class ProblemDocument {
    private ProblemDocument() {}

    /** Prints the problems, and what a person should know beside them. */
    public static void print(Page page, String command, List<Problem> problems, List<String> notes, Exit exit) {
        Document.print(
                page,
                command,
                exit,
                Optional.empty(),
                document -> document.objects("problems", problems, ProblemDocument::problem)
                        .texts("notes", notes));
    }

    static void problem(Document json, Problem problem) {
        json.text("code", problem.code().code())
                .text("name", problem.code().name())
                .text("namespace", problem.id().map(MigrationId::namespace))
                .text("id", problem.id().map(MigrationId::value))
                .text("what", problem.what())
                .advice(problem.code(), problem.advice());
    }
}
