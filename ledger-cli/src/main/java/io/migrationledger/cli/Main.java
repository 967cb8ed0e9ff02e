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
        surroundings.out().flush();
        surroundings.err().flush();
        System.exit(code);
    }
}
