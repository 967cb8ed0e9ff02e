package io.migrationledger.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Notices that the launcher's archive was made by another Java, as after an update in place. */
public final class StartCheck {
    private StartCheck() {}

    static String version() {
        return System.getProperty("java.vm.version") + " " + System.getProperty("java.vm.vendor");
    }

    /** Has the launcher prepare again the next time, where this start could not use what it prepared. */
    static void run() {
        String prepared = System.getProperty("ledger.start.version", "");
        String start = System.getProperty("ledger.start", "");
        if (prepared.isEmpty() || start.isEmpty() || prepared.equals(version())) {
            return;
        }
        try {
            Files.deleteIfExists(Path.of(start, "version"));
        } catch (IOException e) {
            return; // not ours to write: a slower start is all that comes of it
        }
    }
}
