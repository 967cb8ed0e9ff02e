package io.migrationledger.conformance.report;

import io.migrationledger.spi.Capability;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A rule of docs/SPEC.md, on the test that checks it. SPEC.md's list of rules is generated from these. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Rule {

    /** The rule's number, such as {@code ML-1.1}. */
    String id();

    /** What a driver MUST (or SHOULD) do, as a sentence. */
    String says();

    /** Why, as a sentence. */
    String intent();

    /** What to look at when it fails: the usual causes. */
    String check();

    /** What the rule is about; a driver that declines one of these is tested by chapter 11 instead. */
    Capability[] needs() default {};
}
