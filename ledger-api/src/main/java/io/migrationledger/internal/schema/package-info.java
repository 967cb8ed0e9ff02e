/** What the schema holds, what is kept of that, and what is known of it. Only loaded where somebody asks for that. */
@NullMarked
package io.migrationledger.internal.schema;

import org.jspecify.annotations.NullMarked;
