package io.migrationledger.migration;

import org.jspecify.annotations.Nullable;

/**
 * Identifies a migration: a namespace and, within it, a version such as {@code 0042} or {@code 2024.03.1}, or a name
 * such as {@code R__views}. Versions are equal when their parts are equal as numbers: {@code 0042} equals {@code 42},
 * and {@code 1_0} equals {@code 1.0} and {@code 1}. Immutable.
 */
public final class MigrationId implements Comparable<MigrationId> {

    /** The namespace of migrations that name none. */
    public static final String DEFAULT_NAMESPACE = "main";

    private static final int MAX_LENGTH = 200;

    private final String namespace;
    private final String value;
    private final boolean version;
    /** Kept with its hash: a run asks for them at each look into a map. */
    private final String key;

    private final int hash;

    /**
     * Checks both parts.
     *
     * @param namespace one of several independent chains in a ledger
     * @param value the version or name
     * @throws IllegalArgumentException where {@link #isAllowed} denies a part
     */
    public MigrationId(String namespace, String value) {
        if (!namespace.equals(DEFAULT_NAMESPACE)) {
            check("namespace", namespace);
        }
        check("migration id", value);
        this.namespace = namespace;
        this.value = value;
        this.version = Version.isVersion(value);
        this.key = version ? Version.canonical(value) : value;
        this.hash = 31 * namespace.hashCode() + key.hashCode();
    }

    /** Returns the chain that it is in, one of several independent ones in a ledger. */
    public String namespace() {
        return namespace;
    }

    /** Returns the version or name as it was first written. */
    public String value() {
        return value;
    }

    /**
     * Returns whether a namespace or an id may be so: 1 to 200 characters, none of them a control character, and none at
     * either end that is white space, as databases differ in whether {@code 'a '} equals {@code 'a'}
     * (https://dev.mysql.com/doc/refman/8.0/en/charset-binary-collations.html).
     */
    public static boolean isAllowed(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH || !text.equals(text.strip())) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns the migration of the default namespace with this version or name. */
    public static MigrationId of(String value) {
        return new MigrationId(DEFAULT_NAMESPACE, value);
    }

    /** Returns the migration of a namespace with this version or name. */
    public static MigrationId of(String namespace, String value) {
        return new MigrationId(namespace, value);
    }

    /**
     * Reads an id as {@link #toString} writes it. A single colon ends a namespace; two of them are a part of the id, as in
     * {@code users.sql::1::amy}.
     *
     * @param namespace the namespace where none is written
     * @throws IllegalArgumentException where {@link #isAllowed} denies a part
     */
    public static MigrationId parse(String written, String namespace) {
        int colon = written.indexOf(':');
        return colon < 0 || written.startsWith("::", colon)
                ? of(namespace, written)
                : of(written.substring(0, colon), written.substring(colon + 1));
    }

    /** Returns whether the id is a version: digits, separated by single dots or underscores. */
    public boolean isVersion() {
        return version;
    }

    /** Returns the form in which equal ids are the same text: versions without leading zeros and trailing zero parts. */
    public String key() {
        return key;
    }

    /** Orders by namespace, then versions as numbers part by part, then names after all versions. */
    @Override
    public int compareTo(MigrationId other) {
        int byNamespace = namespace.compareTo(other.namespace);
        if (byNamespace != 0) {
            return byNamespace;
        }
        if (version != other.version) {
            return version ? -1 : 1;
        }
        return version ? Version.compare(value, other.value) : value.compareTo(other.value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MigrationId id
                && hash == id.hash
                && namespace.equals(id.namespace)
                && key.equals(id.key);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Returns the value, preceded by the namespace and a colon unless it is the default one. */
    @Override
    public String toString() {
        return namespace.equals(DEFAULT_NAMESPACE) ? value : namespace + ":" + value;
    }

    private static void check(String what, String text) {
        if (!isAllowed(text)) {
            throw new IllegalArgumentException("a " + what + " has 1 to " + MAX_LENGTH
                    + " printable characters, and no blank at either end: '" + text + "'");
        }
    }
}
