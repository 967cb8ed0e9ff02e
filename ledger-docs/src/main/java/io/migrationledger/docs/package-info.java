/** A schema as a page with a diagram, or as Markdown. */
@NullMarked
package io.migrationledger.docs;

import org.jspecify.annotations.NullMarked;
