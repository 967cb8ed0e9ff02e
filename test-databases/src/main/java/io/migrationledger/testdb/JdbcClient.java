package io.migrationledger.testdb;

/** The JDBC drivers through which a test reaches a server. MySQL and MariaDB answer to two of them. */
public enum JdbcClient {
    POSTGRESQL("jdbc:postgresql:"),
    CONNECTOR_J("jdbc:mysql:"),
    /** MariaDB's client claims {@code jdbc:mysql:} only when asked to, so the two never fight over a URL. */
    MARIADB("jdbc:mariadb:");

    private final String prefix;

    JdbcClient(String prefix) {
        this.prefix = prefix;
    }

    /** The scheme that selects this driver, with its colon: {@code jdbc:mysql:}. */
    public String prefix() {
        return prefix;
    }
}
