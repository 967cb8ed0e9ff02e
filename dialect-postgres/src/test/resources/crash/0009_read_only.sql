-- ledger: transaction=none
UPDATE accounts SET balance = balance * 2 WHERE id = 1;
SET session_replication_role = replica;
SELECT pg_advisory_lock(42);
SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE;
COPY transfers (amount) FROM stdin;
5
6
\.
UPDATE accounts SET balance = balance + 3 WHERE id = 2;
SET default_transaction_read_only = on;
