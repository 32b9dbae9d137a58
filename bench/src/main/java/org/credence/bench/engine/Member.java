package org.credence.bench.engine;

import org.credence.node.transport.PeerNetwork;

/** One of those who are connected. */
sealed interface Member extends AutoCloseable permits Member.Silent, EngineMember {

    PeerNetwork network();

    /** Once all are connected. */
    void start();

    @Override
    void close();

    /** Listens and says nothing. What it would compute costs the others no time: it is another machine's. */
    record Silent(PeerNetwork network) implements Member {

        static Silent at(Place place) {
            return new Silent(place.network((_, _) -> {}));
        }

        @Override
        public void start() {
            // It never says anything.
        }

        @Override
        public void close() {
            network.close();
        }
    }
}
