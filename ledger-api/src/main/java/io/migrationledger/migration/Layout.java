package io.migrationledger.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a directory's files are named. Detected from the names. */
enum Layout {
    /** {@code 0001_create_users.sql}, {@code 0001_create_users.down.sql}, {@code 0001_create_users.mysql.sql}. */
    LEDGER("Migration Ledger's", "0001_create_users.sql, 0001_create_users.down.sql or R__views.sql") {
        @Override
        Optional<FileName> parse(String name) {
            String stem = name.substring(0, name.length() - ".sql".length());
            if (stem.startsWith("R__") && stem.length() > 3) {
                return suffixed(FileName.Kind.REPEATABLE, "", stem.substring(3), "R__");
            }
            int version = FileName.versionLength(stem, "_");
            return version == 0
                    ? Optional.empty()
                    : suffixed(FileName.Kind.UP, stem.substring(0, version), stem.substring(version + 1), "");
        }
    },
    /** {@code V1.2__create_users.sql}, {@code U1.2__create_users.sql}, {@code R__views.sql}. */
    FLYWAY("Flyway's", "V1__create_users.sql, U1__create_users.sql or R__views.sql") {
        @Override
        Optional<FileName> parse(String name) {
            String stem = name.substring(0, name.length() - ".sql".length());
            if (stem.startsWith("R__") && stem.length() > 3) {
                return Optional.of(new FileName(
                        FileName.Kind.REPEATABLE, stem, FileName.words(stem.substring(3)), Optional.empty()));
            }
            if (stem.isEmpty() || (stem.charAt(0) != 'V' && stem.charAt(0) != 'U')) {
                return Optional.empty();
            }
            String rest = stem.substring(1);
            int version = FileName.versionLength(rest, "__");
            String text = rest;
            String description = "";
            if (version > 0) {
                text = rest.substring(0, version);
                description = FileName.words(rest.substring(version + 2));
            }
            return Version.isVersion(text)
                    ? Optional.of(new FileName(
                            stem.charAt(0) == 'V' ? FileName.Kind.UP : FileName.Kind.DOWN,
                            text,
                            description,
                            Optional.empty()))
                    : Optional.empty();
        }
    },
    /**
     * {@code 0001_create_users.up.sql}, {@code 0001_create_users.down.sql}; as in pop, which names its files so too, a
     * dialect may stand before the direction: {@code 0001_create_users.mysql.up.sql}. Any other words with full stops
     * belong to the description, as golang-migrate allows them there.
     */
    GOLANG_MIGRATE("golang-migrate's", "0001_create_users.up.sql or 0001_create_users.down.sql") {
        @Override
        Optional<FileName> parse(String name) {
            boolean up = name.endsWith(".up.sql");
            if (!up && !name.endsWith(".down.sql")) {
                return Optional.empty();
            }
            int digits = 0;
            while (digits < name.length() && name.charAt(digits) >= '0' && name.charAt(digits) <= '9') {
                digits++;
            }
            if (digits == 0 || name.charAt(digits) != '_') {
                return Optional.empty();
            }
            String words = name.substring(digits + 1, name.length() - (up ? ".up.sql" : ".down.sql").length());
            int dot = words.lastIndexOf('.');
            Optional<String> dialect =
                    Optional.of(words.substring(dot + 1)).filter(last -> dot >= 0 && DialectNames.isKnown(last));
            return Optional.of(new FileName(
                    up ? FileName.Kind.UP : FileName.Kind.DOWN,
                    name.substring(0, digits),
                    FileName.words(dialect.isPresent() ? words.substring(0, dot) : words),
                    dialect));
        }
    };

    private final String owner;
    private final String examples;

    Layout(String owner, String examples) {
        this.owner = owner;
        this.examples = examples;
    }

    /** Returns what a file's name says, or empty where it does not fit this layout. */
    abstract Optional<FileName> parse(String name);

    /** Returns whose layout it is, for messages. */
    String owner() {
        return owner;
    }

    /** Returns names that fit, for messages. */
    String examples() {
        return examples;
    }

    /** Returns the layout that a name belongs to beyond doubt, or empty where it fits several or none. */
    static Optional<Layout> betrayedBy(String name) {
        if (name.endsWith(".up.sql")) {
            return Optional.of(GOLANG_MIGRATE);
        }
        if (name.startsWith("B") && FlywayFiles.isBaseline(name)) {
            return Optional.of(FLYWAY);
        }
        if (name.length() > 1 && "VU".indexOf(name.charAt(0)) >= 0 && Character.isDigit(name.charAt(1))) {
            return name.endsWith(".down.sql") && FLYWAY.parse(name).isEmpty() ? Optional.empty() : Optional.of(FLYWAY);
        }
        return !name.endsWith(".down.sql")
                        && !name.startsWith("R__")
                        && LEDGER.parse(name).isPresent()
                ? Optional.of(LEDGER)
                : Optional.empty();
    }

    /** Reads {@code description[.down][.dialect]}, the two suffixes in either order. */
    private static Optional<FileName> suffixed(FileName.Kind kind, String version, String rest, String idPrefix) {
        List<String> parts = new ArrayList<>(List.of(rest.split("\\.", -1)));
        String words = parts.remove(0);
        boolean down = kind == FileName.Kind.UP && parts.remove("down");
        if (words.isEmpty() || parts.size() > 1) {
            return Optional.empty();
        }
        return Optional.of(new FileName(
                down ? FileName.Kind.DOWN : kind,
                idPrefix.isEmpty() ? version : idPrefix + words,
                FileName.words(words),
                parts.stream().findFirst()));
    }
}
