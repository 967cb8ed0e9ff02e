CREATE TABLE transfers (amount numeric NOT NULL);
COPY transfers (amount) FROM stdin;
11
12
\.
UPDATE accounts SET balance = balance - 5;
