package io.migrationledger.cli;

import io.migrationledger.cli.settings.Surroundings;

/** The process: the one place that ends it. */
public final class Main {

    private Main() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        StartCheck.run();
        Surroundings surroundings = Surroundings.ofProcess();
        int code = Dispatch.run(surroundings, args);
        // A stream of the process keeps it to itself that the disk is full, or that nobody reads any more.
        if (surroundings.out().checkError() && code == 0) {
            surroundings.err().println("ML-1002  standard output could not be written: what is there is not whole");
            code = 1;
        }
        surroundings.err().flush();
        System.exit(code);
    }
}
