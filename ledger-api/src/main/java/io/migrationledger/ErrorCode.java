package io.migrationledger;

/** Every error that the ledger reports, with its stable number. Documented in docs/errors.md. */
public enum ErrorCode {
    /** No dialect module, or no JDBC driver, on the class path accepts the database address. */
    UNKNOWN_DATABASE(1001, Exit.USAGE),
    /** Options that contradict each other, or a value that cannot be used. */
    BAD_OPTION(1002, Exit.USAGE),
    /** The database could not be reached or refused the log-in. */
    NO_CONNECTION(1101, Exit.FAILED),
    /** The database is locked by another program. */
    DATABASE_BUSY(1102, Exit.FAILED),
    /** The database cannot be written. */
    READ_ONLY(1103, Exit.FAILED),
    /** The database cannot hold a ledger in this state or configuration. */
    UNSUITABLE_DATABASE(1104, Exit.FAILED),
    /** An error of the database outside any migration. */
    DATABASE_ERROR(1105, Exit.FAILED),
    /** There is no ledger, and the schema holds objects already. */
    NOT_EMPTY(1107, Exit.FAILED),
    /** There is no ledger at the place that the options name, and one elsewhere in this database. */
    LEDGER_ELSEWHERE(1108, Exit.FAILED),
    /** The ledger's table was there, and is not any more. */
    LEDGER_GONE(1109, Exit.FAILED),
    /** The ledger's table does not take or give what the ledger writes. */
    LEDGER_CHANGED(1110, Exit.FAILED),

    /** The directory of migrations does not exist. */
    MISSING_DIRECTORY(1201, Exit.FAILED),
    /** A file cannot be read or written, or standard output cannot be written. */
    UNREADABLE_FILE(1202, Exit.FAILED),
    /** A file's name does not fit the layout. */
    BAD_NAME(1203, Exit.FAILED),
    /** Two migrations have the same version. */
    DUPLICATE(1204, Exit.FAILED),
    /** A script is not UTF-8. */
    NOT_UTF8(1206, Exit.FAILED),
    /** A directive is unknown or its value cannot be used. */
    BAD_DIRECTIVE(1207, Exit.FAILED),
    /** A placeholder has no value. */
    UNRESOLVED_PLACEHOLDER(1208, Exit.FAILED),
    /** Migrations require each other in a circle. */
    CYCLIC_REQUIRES(1209, Exit.FAILED),
    /** A migration requires one that does not exist. */
    UNKNOWN_REQUIRES(1210, Exit.FAILED),
    /** A statement that must not stand in a migration. */
    REFUSED_STATEMENT(1211, Exit.FAILED),
    /** A script ends inside a string, a comment or a body. */
    BAD_SYNTAX(1212, Exit.FAILED),
    /** A directory follows two layouts at once. */
    MIXED_LAYOUTS(1213, Exit.FAILED),
    /** A script has the marks of another tool, whose sections would run one after the other. */
    FOREIGN_SECTIONS(1214, Exit.FAILED),
    /** A file or a directory of another tool that is not supported. */
    UNSUPPORTED_FILE(1215, Exit.FAILED),

    /** A file was edited after it had been applied. */
    EDITED(1301, Exit.FAILED),
    /** A migration is in effect and its file is gone. */
    MISSING_FILE(1302, Exit.FAILED),
    /** A pending migration stands below one that is in effect. */
    OUT_OF_ORDER(1303, Exit.FAILED),
    /** A statement of a part-way migration was edited after it had taken effect. */
    EDITED_STATEMENT(1304, Exit.FAILED),
    /** No migration has this id. */
    UNKNOWN_MIGRATION(1305, Exit.USAGE),
    /** The migration has no down script. */
    NO_DOWN_SCRIPT(1306, Exit.FAILED),
    /** Another migration has to be settled first. */
    UNSETTLED(1307, Exit.FAILED),
    /** A required migration is not in effect. */
    REQUIRES_NOT_APPLIED(1308, Exit.FAILED),
    /** Nothing to resolve, accept, baseline or forget. */
    NOTHING_TO_DECLARE(1309, Exit.USAGE),
    /** Another migration that is in effect requires this one. */
    STILL_REQUIRED(1310, Exit.FAILED),
    /** A migration was declared and not run, and its down script was not asked for by name. */
    DECLARED(1311, Exit.FAILED),
    /** A migration was forgotten, and its file is here. */
    FORGOTTEN(1312, Exit.FAILED),
    /** A script stands for several migrations, of which only some are in effect. */
    PARTLY_REPLACED(1313, Exit.FAILED),
    /** Another tool's history cannot be adopted: the ledger has events already. */
    LEDGER_BEGUN(1314, Exit.USAGE),
    /** There is no history of another tool to adopt. */
    NO_HISTORY(1315, Exit.USAGE),
    /** Scripts cannot be put together into one. */
    NOT_SQUASHABLE(1316, Exit.FAILED),
    /** Migrations are not in effect, and the program was told to apply none. */
    PENDING(1317, Exit.FAILED),
    /** A migration excludes one that is in effect or would be. */
    CONFLICTING(1318, Exit.FAILED),

    /** A statement failed. */
    STATEMENT_FAILED(1401, Exit.FAILED),
    /** The connection was lost. */
    CONNECTION_LOST(1402, Exit.FAILED),
    /** Nobody but a person can say whether a statement took effect. */
    IN_DOUBT(1403, Exit.DOUBT),
    /** Another runner wrote to the ledger. */
    FENCED(1404, Exit.FAILED),
    /** The lock was not obtained in time. */
    LOCK_TIMEOUT(1405, Exit.LOCK),
    /** The lock was lost. */
    LOCK_LOST(1406, Exit.FAILED),
    /** The program misuses the ledger's interface. */
    MISUSE(1407, Exit.USAGE),
    /** A migration changed the session, and it could not be put back for the next one. */
    SESSION_CHANGED(1408, Exit.FAILED),

    /** The chain of hashes is broken. */
    BROKEN_CHAIN(1501, Exit.CHECK),
    /** The head is not the one that was noted elsewhere. */
    OTHER_HEAD(1502, Exit.CHECK),
    /** A row was written by a version of the ledger that this one does not understand. */
    UNKNOWN_FORMAT(1503, Exit.FAILED),
    /** There is no ledger to check. */
    NO_LEDGER(1504, Exit.CHECK),
    /** A file is no export of a ledger. */
    NOT_AN_EXPORT(1505, Exit.FAILED),
    /** An export is not of this database, as far as can be seen. */
    EXPORT_DOES_NOT_FIT(1506, Exit.FAILED),
    /** A seal was changed, or another key made it. */
    SEAL_BROKEN(1507, Exit.CHECK),
    /** A key of a seal cannot be used. */
    BAD_KEY(1508, Exit.USAGE),
    /** The text of a script is not kept. */
    NOT_KEPT(1509, Exit.FAILED),
    /** The end of the ledger that a runner remembers is not there. */
    LOST_EVENTS(1510, Exit.CHECK),

    /** The driver cannot read what a schema holds. */
    NO_SCHEMA_READER(1601, Exit.FAILED),
    /** The driver writes no statements that change a schema. */
    NO_SCHEMA_WRITER(1602, Exit.FAILED),
    /** A generated migration can lose rows or values, and nobody allowed it. */
    LOSES_DATA(1603, Exit.CHECK),
    /** Something is gone and something alike is new, and nobody said whether it was renamed. */
    RENAME_UNCLEAR(1604, Exit.USAGE),
    /** What is for development only was asked of a database that its ledger calls production. */
    NOT_IN_PRODUCTION(1605, Exit.FAILED),
    /** The ledger keeps no snapshot of the schema, or none that can be compared with it. */
    SCHEMA_NOT_KNOWN(1611, Exit.FAILED),
    /** The schema was changed outside of the ledger, and the run was told to refuse that. */
    SCHEMA_DRIFTED(1612, Exit.CHECK),

    /** A defect of the ledger itself. */
    DEFECT(1901, Exit.FAILED);

    /** What the command exits with. */
    public enum Exit {
        /** Done. */
        DONE(0),
        /** A migration failed, validation found errors, or something else kept the command from its work. */
        FAILED(1),
        /** Wrong usage. */
        USAGE(2),
        /** A check found something. */
        CHECK(3),
        /** A statement is in doubt and waits for a person. */
        DOUBT(4),
        /** The lock was not obtained in time. */
        LOCK(5);

        private final int code;

        Exit(int code) {
            this.code = code;
        }

        /** Returns the process exit code. */
        public int code() {
            return code;
        }
    }

    private final int number;
    private final Exit exit;

    ErrorCode(int number, Exit exit) {
        this.number = number;
        this.exit = exit;
    }

    /** Returns the stable code, such as {@code ML-1203}. */
    public String code() {
        return "ML-" + number;
    }

    /** Returns what the command exits with for this error. */
    public Exit exit() {
        return exit;
    }
}
