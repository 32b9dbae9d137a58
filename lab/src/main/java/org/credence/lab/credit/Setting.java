package org.credence.lab.credit;

/** One kind of trouble under one policy. */
public record Setting(Kind kind, Policy policy) {}
