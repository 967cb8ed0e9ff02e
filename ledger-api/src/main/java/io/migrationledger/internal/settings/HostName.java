package io.migrationledger.internal.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this machine, without asking the network for it. */
public final class HostName {
    private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    /** Returns the machine's name, or the empty string where it is not known. */
    static String get() {
        try {
            if (Files.isReadable(LINUX)) {
                return Files.readString(LINUX).strip();
            }
        } catch (IOException e) {
            return fromEnvironment();
        }
        return fromEnvironment();
    }

    private static String fromEnvironment() {
        String windows = System.getenv("COMPUTERNAME");
        String unix = System.getenv("HOSTNAME");
        return windows != null ? windows : unix != null ? unix : "";
    }
}
