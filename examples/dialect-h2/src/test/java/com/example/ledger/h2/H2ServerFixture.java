package com.example.ledger.h2;

import io.migrationledger.conformance.fixture.ServerControl;
import io.migrationledger.conformance.fixture.CrashDatabase;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.tools.Server;

/** One server process for all databases of this test's process. */
public final class H2ServerFixture extends H2Fixture {
    private static final Running SERVER = new Running();

    @Override
    public String reportName() {
        return "h2-server";
    }

    @Override
    public Optional<ServerControl> server() {
        return Optional.of(SERVER);
    }

    @Override
    public CrashDatabase newDatabase() throws Exception {
        String url = SERVER.newAddress();
        return made(url, () -> {
            try (var connection = DriverManager.getConnection(url, USER, PASSWORD);
                    var statement = connection.createStatement()) {
                statement.execute("DROP ALL OBJECTS DELETE FILES");
            }
        });
    }

    /** The process. Only the process that makes databases starts one. */
    private static final class Running implements ServerControl {
        private final AtomicInteger databases = new AtomicInteger();
        private String port = "";
        private Path directory = Path.of("");
        private Process process;

        synchronized String newAddress() throws Exception {
            if (process == null) {
                directory = Files.createTempDirectory("ledger-h2-server-");
                port = Integer.toString(freePort());
                Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
                restart();
            }
            return "jdbc:h2:tcp://localhost:" + port + "/./db" + databases.incrementAndGet() + ";WRITE_DELAY=0";
        }

        /** Below the range from which the kernel gives ports to clients, so that nobody has it at the time of a restart. */
        private static int freePort() throws IOException {
            while (true) {
                int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
                try (ServerSocket probe = new ServerSocket(port)) {
                    return probe.getLocalPort();
                } catch (BindException taken) {
                    continue;
                }
            }
        }

        @Override
        public void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public void restart() throws IOException {
            process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Server.class.getName(),
                            "-tcp",
                            "-tcpPort",
                            port,
                            "-ifNotExists",
                            "-baseDir",
                            directory.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (process.inputReader().readLine() == null) { // it says that it runs
                throw new IOException("the H2 server did not start");
            }
        }
    }
}
