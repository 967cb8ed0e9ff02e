package io.migrationledger.dialect.mysql.server;

import io.migrationledger.event.StepList;

/** Another session, in words. */
public final class OtherSession {
    private static final int SHOWN = 120;

    private OtherSession() {}

    /**
     * Returns who it is and what it does.
     *
     * @param info the statement that it runs, or the empty string between two statements
     */
    static String words(String id, String user, String host, String info) {
        return "session " + id + " (" + user + "@" + host + "), which " + doing(info);
    }

    private static String doing(String info) {
        String statement = info.strip().replaceAll("\\s+", " ");
        if (statement.isEmpty()) {
            return "is between two statements";
        }
        if (StepList.textOf(statement).isEmpty()) {
            return "runs a statement with a password";
        }
        if (statement.length() <= SHOWN) {
            return "runs: " + statement;
        }
        int blank = statement.lastIndexOf(' ', SHOWN);
        return "runs: " + statement.substring(0, blank > 0 ? blank : SHOWN - 1) + " …";
    }
}
