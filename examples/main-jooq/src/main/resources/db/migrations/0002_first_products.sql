INSERT INTO product (id, name) VALUES (1, 'Chair'), (2, 'Table');
