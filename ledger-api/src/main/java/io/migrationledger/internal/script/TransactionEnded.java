package io.migrationledger.internal.script;

import java.sql.SQLException;

/** Code that runs inside the ledger's transaction has ended it, and nobody can say how. */
public final class TransactionEnded extends SQLException {
    private static final long serialVersionUID = 1L;

    public TransactionEnded(String location) {
        super(location + " ended the ledger's transaction by itself (COMMIT, ROLLBACK, or an error that rolls back)");
    }
}
