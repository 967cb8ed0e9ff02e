/** What a person is told of an attempt, at once and later. */
@NullMarked
package io.migrationledger.internal.words;

import org.jspecify.annotations.NullMarked;
