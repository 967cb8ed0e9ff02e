-- author: Jonas Lindqvist
-- date: 2024-03-18
-- description: Customers, products and orders out of the old spreadsheet

INSERT INTO users (id, email, name, street, city, created_at) VALUES
    (1, 'ada@example.com',   'Ada Nwosu',     '12 Harbour Road', 'Bristol',  '2023-11-02 09:15:00'),
    (2, 'bruno@example.com', 'Bruno Keller',  'Gerberau 7',      'Freiburg', '2023-12-14 18:40:00'),
    (3, 'chloe@example.com', 'Chloé d''Arcy', NULL,              NULL,       '2024-01-20 12:05:00');

INSERT INTO categories (id, name) VALUES
    (1, 'Coffee'),
    (2, 'Equipment');

INSERT INTO products (id, category_id, name, price) VALUES
    (1, 1, 'House blend; 250 g',   4.50),
    (2, 1, 'Yirgacheffe, 1 kg',   19.90),
    (3, 2, 'Hand grinder',       120.00);

INSERT INTO orders (id, user_id, status, ordered_at) VALUES
    (1, 1, 'paid', '2024-01-08 10:30:00'),
    (2, 2, 'paid', '2024-02-11 16:45:00'),
    (3, 2, 'open', '2024-02-12 08:20:00'),
    (4, 3, 'open', '2024-03-15 21:10:00');

INSERT INTO order_lines (order_id, line_number, product_id, quantity, unit_price) VALUES
    (1, 1, 1, 2,   4.50),
    (1, 2, 3, 1, 120.00),
    (2, 1, 2, 1,  19.90),
    (3, 1, 2, 3,  19.90),
    (4, 1, 1, 4,   4.50);
