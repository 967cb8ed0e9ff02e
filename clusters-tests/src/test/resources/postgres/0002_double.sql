UPDATE accounts SET balance = balance * 2;
ALTER TABLE accounts ADD COLUMN note text;
