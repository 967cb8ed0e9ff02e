/** A driver of the migration ledger for <a href="https://duckdb.org/">DuckDB</a>. */
@NullMarked
package com.example.ledger.duckdb;

import org.jspecify.annotations.NullMarked;
