/** The promise on real clusters: nodes are killed while a run is at work, and the run is started again on what is left. */
@NullMarked
package io.migrationledger.clusters;

import org.jspecify.annotations.NullMarked;
