CREATE TABLE accounts (id INT PRIMARY KEY, owner VARCHAR(50) NOT NULL, balance INT NOT NULL) DEFAULT CHARSET utf8mb4;
CREATE TABLE audit (account INT NOT NULL, note VARCHAR(80) NOT NULL, KEY (account)) DEFAULT CHARSET utf8mb4;
INSERT INTO accounts VALUES (1, 'Ada 🦉', 100), (2, 'Ben', 200);
INSERT INTO accounts VALUES (3, 'Cem; DROP', 300);
INSERT INTO audit VALUES (1, 'opened'), (2, 'opened'), (3, 'opened');
