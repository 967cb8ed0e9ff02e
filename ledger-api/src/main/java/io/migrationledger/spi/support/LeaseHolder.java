package io.migrationledger.spi.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who this process is, as the row of a lease says it. */
final class LeaseHolder {
    private static final int LONGEST = 500;
    private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

    private LeaseHolder() {}

    /** Returns user, host and process. */
    static String here() {
        String host = host();
        String text = "user " + System.getProperty("user.name", "?") + (host.isEmpty() ? "" : " on " + host)
                + ", process " + ProcessHandle.current().pid();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static String host() {
        try {
            return Files.isReadable(LINUX) ? Files.readString(LINUX).strip() : fromEnvironment();
        } catch (IOException e) {
            return fromEnvironment();
        }
    }

    private static String fromEnvironment() {
        String windows = System.getenv("COMPUTERNAME");
        String unix = System.getenv("HOSTNAME");
        return windows != null ? windows : unix != null ? unix : "";
    }
}
