/**
 * The authenticated state: a persistent binary tree whose hashes are those of {@link org.credence.base.proof}.
 *
 * <p>
 * Nodes are never changed once a height has been executed; executing a block makes new nodes for what it changed
 * and shares the rest. A root node therefore <em>is</em> the state of its height: it can be read and proven against, by
 * any thread, for as long as somebody holds it. Values live in the leaves and nowhere else, so state and tree cannot
 * disagree.
 *
 * <p>
 * Every node has an id for life, under which a store keeps its latest persisted form in place; a {@link Stub}
 * stands for a node that is only in the store and is loaded when the executor meets it. The hash a parent holds of its
 * child decides whether a loaded record is the one meant: a record that has been superseded by a later height, or
 * damaged, does not match. There is no removal of keys.
 */
@NullMarked
package org.credence.ledger.tree;

import org.jspecify.annotations.NullMarked;
