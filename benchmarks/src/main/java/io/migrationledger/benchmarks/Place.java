package io.migrationledger.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A database and who logs in.
 *
 * @param kind which engine it is
 */
record Place(Kind kind, String url, String user, String password) {

    /** The engines, as far as a bare loop has to tell them apart. */
    enum Kind {
        SQLITE,
        POSTGRES,
        /** MariaDB, too. */
        MYSQL
    }

    Properties login() {
        Properties login = new Properties();
        if (!user.isEmpty()) {
            login.setProperty("user", user);
            login.setProperty("password", password);
        }
        return login;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, login());
    }
}
