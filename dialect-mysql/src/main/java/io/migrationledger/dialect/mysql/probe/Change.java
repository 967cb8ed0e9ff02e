package io.migrationledger.dialect.mysql.probe;

import io.migrationledger.dialect.mysql.statement.Target;

/** An object before a statement and now. */
public record Change(Target target, State before, State now) {

    boolean isNone() {
        return before.text().equals(now.text())
                && (isStorageUnknown() || before.storage().equals(now.storage()));
    }

    /** Returns whether it is there, and is written otherwise than it was. */
    boolean isReworded() {
        return !before.absent() && !now.absent() && !before.text().equals(now.text());
    }

    boolean isUnreadable() {
        return before.unreadable() || now.unreadable();
    }

    boolean isStorageUnknown() {
        return before.storage().isEmpty() || now.storage().isEmpty();
    }
}
