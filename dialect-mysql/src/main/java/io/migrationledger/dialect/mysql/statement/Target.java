package io.migrationledger.dialect.mysql.statement;

import java.util.List;
import java.util.Locale;

/**
 * One object that a statement is about to change.
 *
 * @param kind what it is, and so how it is looked at
 * @param name its name
 */
public record Target(Kind kind, Name name) {

    /** How an object is looked at. */
    public enum Kind {
        /** A table or a view: they share their names. */
        TABLE,
        /** A table together with the identity of its storage, which TRUNCATE and EXCHANGE PARTITION change. */
        STORAGE,
        /** A table and a checksum of its rows: for engines that cannot roll back. */
        ROWS,
        SEQUENCE,
        TRIGGER,
        PROCEDURE,
        FUNCTION,
        PACKAGE,
        PACKAGE_BODY,
        EVENT,
        DATABASE,
        ACCOUNT,
        /** An account or a role, and what it may do. */
        GRANTS,
        SERVER,
        TABLESPACE,
        RESOURCE_GROUP,
        SPATIAL_REFERENCE_SYSTEM,
        PLUGIN,
        COMPONENT
    }

    /** Returns these names as objects of one kind. */
    public static List<Target> all(Kind kind, List<Name> names) {
        return names.stream().map(name -> new Target(kind, name)).toList();
    }

    public boolean isAccount() {
        return kind == Kind.ACCOUNT || kind == Kind.GRANTS;
    }

    /** Returns the name as a statement needs it. */
    public String sql() {
        return isAccount() ? Account.sql(name) : name.sql();
    }

    /** Returns what stands for it in a fingerprint and in messages: {@code table `orders`}. */
    public String key() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + sql();
    }
}
