package io.migrationledger.dialect.postgres;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between one client and the server and reads what the client says
 * (https://www.postgresql.org/docs/current/protocol-message-formats.html): what it sends in one go, up to a Sync or a Query
 * after which it waits, is one round trip.
 */
final class CountingProxy implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<List<String>> trips = new CopyOnWriteArrayList<>();
    private final String url;

    CountingProxy(String serverUrl) throws IOException {
        URI server = URI.create(serverUrl.substring("jdbc:".length()));
        url = "jdbc:postgresql://127.0.0.1:" + listening.getLocalPort() + server.getPath() + "?sslmode=disable"
                + "&gssEncMode=disable";
        PostgresTest.meanwhile(() -> {
            Socket client = listening.accept();
            Socket upstream = new Socket(server.getHost(), server.getPort());
            PostgresTest.meanwhile(() -> upstream.getInputStream().transferTo(client.getOutputStream()));
            read(client.getInputStream(), upstream.getOutputStream());
            return upstream;
        });
    }

    String url() {
        return url;
    }

    /** Returns the statements of each round trip since the last call. */
    List<List<String>> trips() {
        List<List<String>> copy = List.copyOf(trips);
        trips.clear();
        return copy;
    }

    private void read(InputStream from, OutputStream to) throws IOException {
        DataInputStream in = new DataInputStream(from);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to));
        byte[] startup = in.readNBytes(in.readInt() - 4);
        out.writeInt(startup.length + 4);
        out.write(startup);
        out.flush();
        List<String> statements = new ArrayList<>();
        while (true) {
            int type = in.read();
            if (type < 0) {
                return;
            }
            int length = in.readInt();
            byte[] body = in.readNBytes(length - 4);
            switch (type) {
                case 'P' -> statements.add(text(body, text(body, 0).length() + 1));
                case 'Q' -> statements.add(text(body, 0));
                default -> {
                    // Bind, Describe, Execute, Close, Sync, CopyData, the password
                }
            }
            boolean complete = type == 'Q' || type == 'S';
            out.write(type);
            out.writeInt(length);
            out.write(body);
            if (complete && in.available() == 0) {
                trips.add(List.copyOf(statements));
                statements.clear();
            }
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    private static String text(byte[] body, int start) {
        int end = start;
        while (body[end] != 0) {
            end++;
        }
        return new String(body, start, end - start, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
