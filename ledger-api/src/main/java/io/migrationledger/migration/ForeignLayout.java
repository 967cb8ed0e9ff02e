package io.migrationledger.migration;

import static io.migrationledger.ErrorCode.UNSUPPORTED_FILE;

import io.migrationledger.Problem;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Directories of other tools that are not read; each is named once, whatever the number of its files. */
enum ForeignLayout {
    /** {@code 2020-01-01-000000_create_users/up.sql} and {@code down.sql}. */
    DIESEL(
            "diesel or Hasura",
            "(?:.*/)?[0-9][0-9-]*_[^/]+/(?:up|down)\\.sql",
            "Move the scripts into one directory, named after theirs: 20200101000000_create_users/up.sql becomes"
                    + " 20200101000000_create_users.sql, down.sql becomes 20200101000000_create_users.down.sql."),
    /** {@code 20200101000000_create_users/migration.sql}. */
    PRISMA(
            "Prisma or Drizzle",
            "(?:.*/)?[0-9]+_[^/]+/migration\\.sql",
            "Move the scripts into one directory, named after theirs: 20200101000000_create_users/migration.sql becomes"
                    + " 20200101000000_create_users.sql."),
    /** {@code deploy/users.sql}, {@code revert/users.sql}, {@code verify/users.sql}. */
    SQITCH(
            "sqitch",
            "(?:.*/)?(?:deploy|revert|verify)/.+\\.sql",
            "Number the scripts of deploy in the order of sqitch.plan, such as 0001_users.sql, and name those of revert"
                    + " 0001_users.down.sql."),
    /** {@code sqls/20200101000000-create-users-up.sql}. */
    DB_MIGRATE(
            "db-migrate",
            "(?:.*/)?[0-9]+-[^/]+-(?:up|down)\\.sql",
            "Rename the scripts: 20200101000000-create-users-up.sql becomes 20200101000000_create_users.sql,"
                    + " -down.sql becomes .down.sql.");

    private final String tool;
    private final Pattern path;
    private final String next;

    ForeignLayout(String tool, String path, String next) {
        this.tool = tool;
        this.path = Pattern.compile(path);
        this.next = next;
    }

    /** Returns the problem that a directory is wholly another tool's, or empty where it is not. */
    static Optional<Problem> problem(Listing listing) {
        List<SqlFile> scripts = listing.scripts();
        for (ForeignLayout layout : values()) {
            if (!scripts.isEmpty()
                    && scripts.stream()
                            .allMatch(file -> layout.path.matcher(file.path()).matches())) {
                return Optional.of(new Problem(
                        UNSUPPORTED_FILE,
                        Optional.empty(),
                        listing.name() + " looks like a directory of " + layout.tool + " (" + scripts.size()
                                + (scripts.size() == 1 ? " script: " : " scripts, the first is ")
                                + scripts.get(0).path() + "), whose layout is not read yet",
                        layout.next));
            }
        }
        return Optional.empty();
    }
}
