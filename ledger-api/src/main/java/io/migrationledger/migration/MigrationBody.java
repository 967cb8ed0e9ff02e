package io.migrationledger.migration;

/** What a migration executes in one direction. */
public sealed interface MigrationBody {

    /** Returns where it is, as a person would name it. */
    String location();

    /**
     * Returns where one of its lines stands.
     *
     * @param line counted from 1; 0 for none of them
     */
    default SqlScript.Place place(int line) {
        return new SqlScript.Place(location(), line);
    }

    /** A script of SQL statements. */
    record Script(SqlScript script) implements MigrationBody {
        @Override
        public String location() {
            return script.location();
        }

        @Override
        public SqlScript.Place place(int line) {
            return line > 0 ? script.place(line) : MigrationBody.super.place(line);
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
