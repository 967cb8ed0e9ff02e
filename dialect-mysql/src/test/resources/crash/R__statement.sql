CREATE OR REPLACE VIEW statement AS SELECT owner, balance FROM accounts;
