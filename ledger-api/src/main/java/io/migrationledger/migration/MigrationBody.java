package io.migrationledger.migration;

/** What a migration executes in one direction. */
public sealed interface MigrationBody {

    /** Returns where it is, as a person would name it. */
    String location();

    /** A script of SQL statements. */
    record Script(SqlScript script) implements MigrationBody {
        @Override
        public String location() {
            return script.location();
        }
    }

    /** Code. */
    record Code(JavaMigration code) implements MigrationBody {
        @Override
        public String location() {
            return code.getClass().getName();
        }
    }
}
