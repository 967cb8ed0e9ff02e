package io.migrationledger.dialect.mysql.probe;

import io.migrationledger.dialect.mysql.statement.Target;

/** An object before a statement and now. */
public record Change(Target target, State before, State now) {

    boolean isNone() {
        return before.isElsewhere(now) ? before.text().equals(now.text()) : before.equals(now);
    }

    boolean isUnreadable() {
        return before.unreadable() || now.unreadable();
    }

    boolean isStorageUnknown() {
        return before.storage().isEmpty() || now.storage().isEmpty() || before.isElsewhere(now);
    }
}
