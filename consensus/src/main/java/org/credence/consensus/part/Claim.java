package org.credence.consensus.part;

import org.credence.base.Digest;
import org.credence.base.Signature;

/** That a member signed a statement: what remains to be checked about a decoded message. */
public record Claim(int member, Digest statement, Signature signature) {}
