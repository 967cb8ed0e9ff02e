UPDATE accounts SET balance = balance + 3 WHERE owner LIKE 'GRACE%';
INSERT INTO notes VALUES (12345, 'refers to nobody, which is allowed where foreign keys are off');
