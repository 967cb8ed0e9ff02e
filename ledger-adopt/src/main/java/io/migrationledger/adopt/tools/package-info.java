/** One reader for each tool whose history can be taken over. Found by their service; not for use by name. */
@NullMarked
package io.migrationledger.adopt.tools;

import org.jspecify.annotations.NullMarked;
