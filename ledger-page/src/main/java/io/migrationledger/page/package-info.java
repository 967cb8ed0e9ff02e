/** Pages and documents that hold what other people wrote: the one place where text is made safe for them. */
@NullMarked
package io.migrationledger.page;

import org.jspecify.annotations.NullMarked;
