package io.migrationledger.spring;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** An entity, whose table the migrations of the tests make. */
@Entity
@Table(name = "users")
public class User {
    @Id
    private int id;

    private @Nullable String name;

    /** Returns the name; null where the row has none. */
    public @Nullable String name() {
        return name;
    }

    /** Returns the key. */
    public int id() {
        return id;
    }
}
