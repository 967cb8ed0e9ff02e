/** Events without a run: attempts that ended unrecorded, and what people declare. */
@NullMarked
package io.migrationledger.internal.settle;

import org.jspecify.annotations.NullMarked;
