package org.credence.node.storage;

/** What an audit found wrong with a block. */
public enum Flaw {
    /** A file in the middle is not there. */
    FILE_MISSING,
    /** A file does not begin as a chain file does, or continues at another height. */
    FILE_HEAD,
    /** The head of a record is not sound. */
    RECORD_HEAD,
    /** The file ends inside a record. */
    RECORD_CUT,
    /** The bytes of the block are not those that were written. */
    CHECKSUM,
    /** The bytes are no canonical encoding. */
    MALFORMED,
    /** Block, file or transaction is of another chain or epoch. */
    OTHER_CHAIN,
    /** The height is not the next one. */
    WRONG_HEIGHT,
    /** The parent is not the block below. */
    WRONG_PARENT,
    /** The proposer is no member, the view or time goes back, or the state is of a height that was not decided yet. */
    BAD_HEADER,
    /** Link or votes do not decide the block. */
    NOT_DECIDED,
    /** A vote in the decision certificate is not signed by its member. */
    FORGED_CERTIFICATE,
    /** A batch has too few availability votes, or one is not signed by its member. */
    NOT_AVAILABLE,
    /** The bodies are not those the block refers to. */
    WRONG_BODIES,
    /** A batch is not the next of its author. */
    OUT_OF_SEQUENCE,
    /** A transaction is not signed by its sender. */
    FORGED_TRANSACTION
}
