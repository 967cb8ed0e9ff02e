COPY transfers (amount) FROM stdin;
11
12
\.
CREATE VIEW rich AS SELECT * FROM accounts WHERE balance > 50;
