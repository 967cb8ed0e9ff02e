ALTER TABLE big ADD INDEX (n), ALGORITHM = COPY;
INSERT INTO big (n, filler) VALUES (-1, 'after it');
