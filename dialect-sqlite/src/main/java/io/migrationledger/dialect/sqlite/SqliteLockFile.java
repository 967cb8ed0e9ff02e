package io.migrationledger.dialect.sqlite;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Makes the lock file for all who may write the database: with its permissions, and where root makes it, with its owner and
 * group, as SQLite makes {@code -journal} and {@code -wal} (findCreateFileMode and robustFchown in os_unix.c,
 * https://www.sqlite.org/src/file/src/os_unix.c).
 */
final class SqliteLockFile {
    private SqliteLockFile() {}

    static void create(Path file, Path database) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            return; // another runner has made it meanwhile
        }
        @Nullable
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null || !Files.exists(database)) {
            return;
        }
        PosixFileAttributes like = Files.readAttributes(database, PosixFileAttributes.class);
        PosixFileAttributes own = view.readAttributes();
        try {
            if (!like.permissions().equals(own.permissions())) {
                view.setPermissions(like.permissions()); // not when it is made: the umask takes some of them away
            }
            if (own.owner().getName().equals("root") && !like.owner().equals(own.owner())) {
                view.setOwner(like.owner());
                view.setGroup(like.group());
            }
        } catch (FileSystemException e) {
            return; // a file system that knows no others: whoever cannot write the file is told so
        }
    }
}
