package org.credence.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.credence.node.api.Waiters.Waiter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitersTest {

    @TempDir
    Path directory;

    private SoloNode node;
    private BlockHub hub;
    private Waiters waiters;
    private final List<String> told = new CopyOnWriteArrayList<>();

    /** Waits until the node has decided a block of this height. */
    private final class AtHeight implements Waiter {

        private final String name;
        private final long height;
        private final long deadline;

        AtHeight(String name, long height, long seconds) {
            this.name = name;
            this.height = height;
            deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        }

        @Override
        public boolean isServed() {
            return hub.height() >= height;
        }

        @Override
        public long deadline() {
            return deadline;
        }

        @Override
        public void served() {
            told.add(name + " served at " + hub.height());
        }

        @Override
        public void stopped() {
            told.add(name + " stopped");
        }
    }

    @BeforeEach
    void start() {
        node = new SoloNode(directory);
        hub = new BlockHub(node);
        waiters = new Waiters(hub);
        waiters.start();
    }

    @AfterEach
    void stop() {
        waiters.close();
        hub.close();
        node.close();
    }

    @Test
    void aBlockServesThoseWhomItConcerns() {
        waiters.add(new AtHeight("first", 1, 60));
        waiters.add(new AtHeight("second", 2, 60));
        waiters.add(new AtHeight("other", 1, 60));
        node.decide();
        await().until(() -> told.size() == 2);
        assertThat(told).containsExactly("first served at 1", "other served at 1");
        node.decide();
        await().until(() -> told.size() == 3);
        assertThat(told).endsWith("second served at 2");
    }

    @Test
    void whoseTimeIsUpIsAnsweredWithoutABlock() {
        waiters.add(new AtHeight("patient", 1, 60));
        waiters.add(new AtHeight("hasty", 1, 0));
        await().until(() -> !told.isEmpty());
        assertThat(told).containsExactly("hasty served at 0");
    }

    @Test
    void whoWaitsAtTheEndOrComesAfterItIsToldSo() {
        waiters.add(new AtHeight("waiting", 1, 60));
        waiters.close();
        waiters.add(new AtHeight("late", 1, 60));
        assertThat(told).containsExactly("waiting stopped", "late stopped");
    }
}
