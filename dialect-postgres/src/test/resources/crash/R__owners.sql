CREATE OR REPLACE VIEW owners AS SELECT owner, mood FROM accounts;
