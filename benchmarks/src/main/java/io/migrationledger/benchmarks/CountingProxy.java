package io.migrationledger.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between clients and a server and counts: connections, and round trips. A round trip is whatever the client sends
 * after the server has said something, up to the server's next word; it needs no knowledge of the protocol, and what a
 * driver sends in one go is one.
 */
final class CountingProxy implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger trips = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final Place place;

    CountingProxy(Place behind) throws IOException {
        URI server = URI.create(behind.url().substring("jdbc:".length()));
        String address = behind.url()
                .replace("//" + server.getHost() + ":" + server.getPort(), "//127.0.0.1:" + listening.getLocalPort());
        place = new Place(behind.kind(), address, behind.user(), behind.password());
        daemon(() -> {
            while (true) {
                Socket client = listening.accept();
                connections.incrementAndGet();
                Socket upstream = new Socket(server.getHost(), server.getPort());
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                AtomicBoolean clientSpoke = new AtomicBoolean();
                daemon(() -> pump(client.getInputStream(), upstream.getOutputStream(), () -> {
                    if (clientSpoke.compareAndSet(false, true)) {
                        trips.incrementAndGet();
                    }
                }));
                daemon(() -> pump(upstream.getInputStream(), client.getOutputStream(), () -> clientSpoke.set(false)));
            }
        });
    }

    private interface Piece {
        void run() throws IOException;
    }

    private static void daemon(Piece piece) {
        Thread thread = new Thread(() -> {
            try {
                piece.run();
            } catch (IOException closed) {
                // the connection, or the proxy, has ended
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void pump(InputStream from, OutputStream to, Runnable spoken) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to) {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                spoken.run();
                to.write(buffer, 0, count);
                to.flush();
            }
        }
    }

    /** Returns the same database, reached through this proxy. */
    Place place() {
        return place;
    }

    int trips() {
        return trips.get();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
