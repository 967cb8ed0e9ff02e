package io.migrationledger.dialect.postgres;

import io.migrationledger.spi.Verdict;
import java.sql.SQLException;
import java.util.Optional;

/**
 * {@code ALTER TYPE … ADD VALUE}: takes part in a transaction, which however must not use the value
 * (https://www.postgresql.org/docs/current/sql-altertype.html#SQL-ALTERTYPE-NOTES).
 *
 * @param type the type's name as the script writes it
 * @param label the new value as the script writes it, with its quotes
 */
record EnumValue(String type, String label) implements Alone {

    /** Reads what follows {@code ALTER TYPE}. */
    static Optional<Alone> of(Words words) {
        String type = words.name().orElse("");
        if (!words.take("ADD", "VALUE")) {
            return Optional.empty();
        }
        words.take("IF", "NOT", "EXISTS");
        return Optional.of(new EnumValue(type, words.word()));
    }

    @Override
    public String reason() {
        return "a value added to an enum can be used only after a commit";
    }

    @Override
    public String describe(Catalog catalog) throws SQLException {
        return catalog.text("SELECT count(*) FROM pg_catalog.pg_enum WHERE enumtypid = to_regtype("
                + Names.literal(type) + ") AND enumlabel = " + label);
    }

    @Override
    public Verdict probe(Catalog catalog, String before) throws SQLException {
        if (describe(catalog).equals(before)) {
            return new Verdict.DidNotHappen();
        }
        return new Verdict.Happened();
    }
}
