/** Tests of what is generated. */
@org.jspecify.annotations.NullMarked
package io.migrationledger.schema.generate;
