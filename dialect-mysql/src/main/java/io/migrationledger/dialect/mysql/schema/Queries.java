package io.migrationledger.dialect.mysql.schema;

import io.migrationledger.dialect.mysql.server.Server;

/**
 * The queries of INFORMATION_SCHEMA, each for the whole database (<a
 * href="https://dev.mysql.com/doc/refman/8.0/en/information-schema.html">MySQL</a>, <a
 * href="https://mariadb.com/kb/en/information-schema-tables/">MariaDB</a>). Columns are named one by one: others would make the
 * server count rows. A column named {@code "o: …"} is an option.
 */
final class Queries {
    private final Server server;

    Queries(Server server) {
        this.server = server;
    }

    private String mysql(int version, String expression) {
        return !server.mariadb() && server.number() >= version ? expression : "NULL";
    }

    private String mariadb(String expression) {
        return server.mariadb() ? expression : "NULL";
    }

    String relations() {
        return """
            SELECT 'SCHEMA' AS kind, '' AS name, NULL AS `o: engine`, @@collation_database AS `o: collation`, NULL AS options,
              NULL AS comment
            UNION ALL SELECT TABLE_TYPE, TABLE_NAME, ENGINE, TABLE_COLLATION, CREATE_OPTIONS, TABLE_COMMENT
            FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()""";
    }

    String columns() {
        return "SELECT TABLE_NAME AS owner, COLUMN_NAME AS name, COLUMN_DEFAULT AS expression, IS_NULLABLE AS nullable,"
                + " COLUMN_TYPE AS type, DATA_TYPE AS data, COLLATION_NAME AS collation, EXTRA AS extra,"
                + " COLUMN_COMMENT AS comment, GENERATION_EXPRESSION AS generation, " + mysql(8_00_03, "SRS_ID")
                + " AS `o: srid` FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()"
                + " ORDER BY TABLE_NAME, ORDINAL_POSITION";
    }

    String indexes() {
        return "SELECT TABLE_NAME AS owner, INDEX_NAME AS name, NON_UNIQUE AS several, COLUMN_NAME AS columnname,"
                + " COLLATION AS direction, SUB_PART AS length, INDEX_TYPE AS method, INDEX_COMMENT AS comment, "
                + mysql(8_00_00, "IF(IS_VISIBLE = 'NO', 'true', NULL)") + " AS `o: invisible`, "
                + mysql(8_00_13, "EXPRESSION") + " AS expression, " + mariadb("IF(IGNORED = 'YES', 'true', NULL)")
                + " AS `o: ignored`, IF(COMMENT = 'disabled', 'true', NULL) AS `o: disabled`"
                + " FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE()"
                + " ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX";
    }

    String foreignKeyColumns() {
        return """
            SELECT TABLE_NAME AS owner, CONSTRAINT_NAME AS name, COLUMN_NAME AS columnname,
              IF(REFERENCED_TABLE_SCHEMA = DATABASE(), REFERENCED_TABLE_NAME,
                CONCAT(REFERENCED_TABLE_SCHEMA, '.', REFERENCED_TABLE_NAME)) AS referenced,
              REFERENCED_COLUMN_NAME AS referencedcolumn
            FROM information_schema.KEY_COLUMN_USAGE
            WHERE TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME IS NOT NULL
            ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION""";
    }

    String foreignKeyRules() {
        return """
            SELECT TABLE_NAME AS owner, CONSTRAINT_NAME AS name, UPDATE_RULE AS onupdate, DELETE_RULE AS ondelete
            FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE()""";
    }

    /** Since MySQL 8.0.16; MariaDB names the table in the same view. */
    String checks() {
        if (server.mariadb()) {
            return "SELECT TABLE_NAME AS owner, CONSTRAINT_NAME AS name, CHECK_CLAUSE AS expression,"
                    + " IF(LEVEL = 'Column', 'column', NULL) AS `o: level`, NULL AS `o: not enforced`"
                    + " FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE()";
        }
        return server.number() < 8_00_16
                ? "SELECT '' AS owner, '' AS name FROM DUAL WHERE FALSE"
                : "SELECT t.TABLE_NAME AS owner, c.CONSTRAINT_NAME AS name, c.CHECK_CLAUSE AS expression,"
                        + " IF(t.ENFORCED = 'NO', 'true', NULL) AS `o: not enforced`"
                        + " FROM information_schema.CHECK_CONSTRAINTS c JOIN information_schema.TABLE_CONSTRAINTS t"
                        + " ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME"
                        + " AND t.CONSTRAINT_TYPE = 'CHECK' WHERE c.CONSTRAINT_SCHEMA = DATABASE()";
    }

    /**
     * Views, triggers and events. An event that repeats and begins when it was made, or last altered, was given no STARTS: the
     * server has filled it in. These two are in the time zone of the session, STARTS in that of the event.
     */
    String texts() {
        return """
            SELECT 'view' AS kind, TABLE_NAME AS name, NULL AS owner, VIEW_DEFINITION AS definition, NULL AS schedule,
              NULL AS comment, NULLIF(CHECK_OPTION, 'NONE') AS `o: check option`,
              NULLIF(SECURITY_TYPE, 'DEFINER') AS `o: security`, ALGORITHM AS `o: algorithm`, NULL AS `o: order`,
              NULL AS `o: sql mode`, NULL AS `o: status`, NULL AS `o: on completion`, NULL AS `o: time zone`
            FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE()
            UNION ALL SELECT 'trigger', TRIGGER_NAME, EVENT_OBJECT_TABLE,
              CONCAT('CREATE TRIGGER `', REPLACE(TRIGGER_NAME, '`', '``'), '` ', ACTION_TIMING, ' ', EVENT_MANIPULATION, ' ON `',
                REPLACE(EVENT_OBJECT_TABLE, '`', '``'), '` FOR EACH ROW ', ACTION_STATEMENT),
              NULL, NULL, NULL, NULL, NULL, ACTION_ORDER, SQL_MODE, NULL, NULL, NULL
            FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()
            UNION ALL SELECT 'event', EVENT_NAME, NULL, EVENT_DEFINITION,
              CONCAT(IF(EVENT_TYPE = 'ONE TIME', CONCAT('AT ''', EXECUTE_AT, ''''),
                CONCAT('EVERY ', IF(INTERVAL_VALUE REGEXP '^([0-9]+|''.*'')$', INTERVAL_VALUE, CONCAT('''', INTERVAL_VALUE, '''')),
                  ' ', INTERVAL_FIELD)),
                IF(CONVERT_TZ(STARTS, TIME_ZONE, @@session.time_zone) IN (CREATED, LAST_ALTERED), '',
                  IFNULL(CONCAT(' STARTS ''', STARTS, ''''), '')), IFNULL(CONCAT(' ENDS ''', ENDS, ''''), '')),
              EVENT_COMMENT, NULL, NULL, NULL, NULL, SQL_MODE, STATUS, ON_COMPLETION, TIME_ZONE
            FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()""".replace("ALGORITHM AS", mariadb("NULLIF(ALGORITHM, 'UNDEFINED')") + " AS");
    }

    /** Returns whether the server tells the defaults of parameters, as MariaDB does since a release of 11.8. */
    String tellsDefaults() {
        return "SELECT 1 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'information_schema'"
                + " AND TABLE_NAME = 'PARAMETERS' AND COLUMN_NAME = 'PARAMETER_DEFAULT'";
    }

    boolean mayTellDefaults() {
        return server.mariadb() && server.number() >= 11_08_00;
    }

    /**
     * A row for each parameter; the one numbered 0 is what a function returns.
     *
     * @param defaults whether the server tells the defaults of parameters
     */
    String routines(boolean defaults) {
        return """
            SELECT r.ROUTINE_TYPE AS kind, r.ROUTINE_NAME AS name, r.DTD_IDENTIFIER AS returns, r.ROUTINE_DEFINITION AS body,
              r.IS_DETERMINISTIC AS fixed, r.SQL_DATA_ACCESS AS access, r.SECURITY_TYPE AS security,
              r.SQL_MODE AS `o: sql mode`, r.ROUTINE_COMMENT AS comment,
              p.ORDINAL_POSITION AS place, p.PARAMETER_MODE AS mode, p.PARAMETER_NAME AS parameter, p.DTD_IDENTIFIER AS type,
              NULLIF(p.COLLATION_NAME, @@collation_database) AS collation, DEFAULT AS fallback
            FROM information_schema.ROUTINES r LEFT JOIN information_schema.PARAMETERS p
              ON p.SPECIFIC_SCHEMA = r.ROUTINE_SCHEMA AND p.SPECIFIC_NAME = r.SPECIFIC_NAME
              AND p.ROUTINE_TYPE = r.ROUTINE_TYPE
            WHERE r.ROUTINE_SCHEMA = DATABASE() ORDER BY r.ROUTINE_TYPE, r.ROUTINE_NAME, p.ORDINAL_POSITION""".replace("DEFAULT AS", (defaults ? "p.PARAMETER_DEFAULT" : "NULL") + " AS");
    }

    String partitions() {
        return """
            SELECT TABLE_NAME AS owner, PARTITION_NAME AS name, SUBPARTITION_NAME AS subname, PARTITION_METHOD AS method,
              PARTITION_EXPRESSION AS expression, SUBPARTITION_METHOD AS submethod, SUBPARTITION_EXPRESSION AS subexpression,
              PARTITION_DESCRIPTION AS bound, PARTITION_COMMENT AS comment
            FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND PARTITION_NAME IS NOT NULL
            ORDER BY TABLE_NAME, PARTITION_ORDINAL_POSITION, SUBPARTITION_ORDINAL_POSITION""";
    }
}
