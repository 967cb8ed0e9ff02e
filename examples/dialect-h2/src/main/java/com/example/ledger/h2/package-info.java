/** A driver of the migration ledger for <a href="https://www.h2database.com/">H2</a> 2.x. */
@NullMarked
package com.example.ledger.h2;

import org.jspecify.annotations.NullMarked;
