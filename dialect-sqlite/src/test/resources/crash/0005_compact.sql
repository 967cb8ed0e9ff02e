-- Stepwise: VACUUM refuses a transaction; what stands around it must still happen once.
UPDATE accounts SET balance = balance + 1;
VACUUM;
UPDATE accounts SET balance = balance * 3;
