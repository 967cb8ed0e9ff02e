package io.migrationledger.dialect.mysql.statement;

/** An account, kept as a {@link Name} whose schema is the host. */
public final class Account {
    /** The account of the session. */
    static final Name CURRENT = new Name("", "");

    private Account() {}

    /** Returns the account as a statement needs it. */
    static String sql(Name account) {
        if (account.equals(CURRENT)) {
            return "CURRENT_USER()";
        }
        return string(account.name()) + (account.schema().isEmpty() ? "" : "@" + string(account.schema()));
    }

    /** A string that reads the same with and without NO_BACKSLASH_ESCAPES, as no name here holds a backslash. */
    private static String string(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
