package org.credence.node.storage;

/** Why stored data cannot be used. A node that meets one stops: it must not sign on a doubtful memory (P§1.2). */
public abstract sealed class StorageProblem extends RuntimeException
        permits StorageDamaged, StorageFailed, DirectoryInUse {

    private static final long serialVersionUID = 1L;

    StorageProblem(String message) {
        super(message);
    }

    StorageProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
