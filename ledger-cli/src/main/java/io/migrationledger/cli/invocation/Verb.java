package io.migrationledger.cli.invocation;

import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.cli.arguments.QuickArguments;
import io.migrationledger.cli.settings.CommonOptions;
import java.util.List;
import picocli.CommandLine.ArgGroup;

/** One command. */
public abstract class Verb {
    @ArgGroup(validate = false, heading = "%nOptions of all commands:%n")
    public CommonOptions common = new CommonOptions();

    /** Returns the command's name, as it is typed. */
    public abstract String name();

    /** Returns what {@code --format} may say. */
    public List<String> formats() {
        return List.of("text", "json");
    }

    /**
     * Does what the command is for and says so.
     *
     * @throws io.migrationledger.LedgerException for errors, which the caller reports
     */
    public abstract Exit run(Invocation invocation);

    /** Takes the value of an option as {@link QuickArguments} does: returns false for what picocli has to decide. */
    public boolean take(String option, String value) {
        return common.take(option, value);
    }

    /** Takes a switch as {@link QuickArguments} does: returns false for what picocli has to decide. */
    public boolean takeSwitch(String option) {
        return common.takeSwitch(option);
    }

    /** Returns whether everything was given that has to be. */
    public boolean isComplete() {
        return true;
    }
}
