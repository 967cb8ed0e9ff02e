INSERT INTO posts (title) VALUES ('Hello World');
INSERT INTO posts (title) VALUES ('How we migrate');
