package io.migrationledger.cli;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.Problem;
import io.migrationledger.cli.json.ProblemDocument;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code ledger validate}. */
@Command(
        name = "validate",
        sortOptions = false,
        description = {
            "Finds what would stop 'ledger migrate', in the files and in the ledger.",
            "Edited, missing, duplicate and out-of-order migrations, broken names and scripts. Changes nothing; exits with"
                    + " 1 where it finds something."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ledger validate                              before a deploy",
            "  ledger validate --url jdbc:sqlite:new.db     the files alone, against an empty database"
        })
final class ValidateCommand extends Verb {
    @Override
    String name() {
        return "validate";
    }

    @Override
    Exit run(Invocation invocation) {
        List<Problem> problems = invocation.reader().validate();
        Exit exit = problems.isEmpty() ? Exit.DONE : Exit.FAILED;
        if (invocation.isJson()) {
            ProblemDocument.print(invocation.out(), name(), problems, exit);
            return exit;
        }
        StatusText.problems(invocation.out(), problems);
        invocation
                .out()
                .line(
                        problems.isEmpty()
                                ? "No problem in " + Readable.count(invocation.found(), "migration") + "."
                                : Readable.count(problems.size(), "problem")
                                        + (invocation.found() == 0
                                                ? "."
                                                : " in " + Readable.count(invocation.found(), "migration") + "."));
        return exit;
    }
}
