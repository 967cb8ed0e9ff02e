package io.migrationledger.testdb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on the loopback interface that nobody has. */
final class Ports {
    private static final int FIRST = 20_000;
    private static final int END = 32_000;

    private Ports() {}

    /** Returns one. */
    static int free() throws IOException {
        return free(1);
    }

    /**
     * Returns the first of so many in a row. They are below the range from which the kernel gives ports to clients, so that
     * nobody has them at the time of a restart.
     */
    static int free(int many) throws IOException {
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END - many);
            if (areFree(port, many)) {
                return port;
            }
        }
        throw new IOException("no " + many + " free ports in a row between " + FIRST + " and " + END);
    }

    private static boolean areFree(int first, int many) {
        for (int port = first; port < first + many; port++) {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                if (!probe.isBound()) {
                    return false;
                }
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
