PRAGMA foreign_keys = OFF;
-- The trigger on transfers names accounts, which is gone for a moment.
PRAGMA legacy_alter_table = ON;
CREATE TABLE accounts_new (
    id      INTEGER PRIMARY KEY,
    owner   TEXT    NOT NULL,
    balance INTEGER NOT NULL CHECK (balance > -1000),
    closed  INTEGER NOT NULL DEFAULT 0
);
INSERT INTO accounts_new (id, owner, balance) SELECT id, owner, balance FROM accounts;
DROP TABLE accounts;
ALTER TABLE accounts_new RENAME TO accounts;
PRAGMA foreign_keys = ON;
