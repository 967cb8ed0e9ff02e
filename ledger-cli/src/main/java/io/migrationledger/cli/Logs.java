package io.migrationledger.cli;

import io.migrationledger.cli.settings.Presentation;
import io.migrationledger.cli.terminal.HidingStream;

/** Chooses what becomes of logs before the first logger is made: by name, so that no service is looked up. */
public final class Logs {
    private Logs() {}

    static void begin(Presentation presentation) {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        if (!presentation.verbose()) {
            System.setProperty("slf4j.provider", "org.slf4j.nop.NOPServiceProvider");
            return;
        }
        System.setProperty("slf4j.provider", "org.slf4j.simple.SimpleServiceProvider");
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
        System.setProperty("org.slf4j.simpleLogger.showThreadName", "false");
        System.setErr(new HidingStream(presentation.err()));
    }
}
