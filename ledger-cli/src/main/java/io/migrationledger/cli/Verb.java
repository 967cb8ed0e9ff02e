package io.migrationledger.cli;

import io.migrationledger.ErrorCode.Exit;
import picocli.CommandLine.ArgGroup;

/** One command. */
abstract class Verb {
    @ArgGroup(validate = false, heading = "%nOptions of all commands:%n")
    CommonOptions common = new CommonOptions();

    /** Returns the command's name, as it is typed. */
    abstract String name();

    /**
     * Does what the command is for and says so.
     *
     * @throws io.migrationledger.LedgerException for errors, which the caller reports
     */
    abstract Exit run(Invocation invocation);

    /** Takes the value of an option as {@link QuickArguments} does: returns false for what picocli has to decide. */
    boolean take(String option, String value) {
        return common.take(option, value);
    }

    /** Takes a switch as {@link QuickArguments} does: returns false for what picocli has to decide. */
    boolean takeSwitch(String option) {
        return common.takeSwitch(option);
    }

    /** Returns whether everything was given that has to be. */
    boolean isComplete() {
        return true;
    }
}
