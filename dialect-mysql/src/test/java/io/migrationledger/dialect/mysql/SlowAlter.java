package io.migrationledger.dialect.mysql;

import java.sql.SQLException;

/** An ALTER of the table {@code big} that takes seconds on any machine: a checksum over some megabytes for each row. */
final class SlowAlter {
    static final int ROWS = 256;

    static final String STATEMENT = "ALTER TABLE big ADD COLUMN b BIGINT AS (CRC32(REPEAT(a, 4000000))) STORED";

    private SlowAlter() {}

    static void fill(Bench bench) throws SQLException {
        bench.sql.execute("CREATE TABLE big (id INT PRIMARY KEY AUTO_INCREMENT, a VARCHAR(200) NOT NULL)");
        bench.sql.execute("INSERT INTO big (a) VALUES ('x')");
        for (int rows = 1; rows < ROWS; rows *= 2) {
            bench.sql.execute("INSERT INTO big (a) SELECT a FROM big");
        }
    }
}
