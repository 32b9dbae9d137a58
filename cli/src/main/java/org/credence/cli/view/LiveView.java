package org.credence.cli.view;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Shows frames: on a terminal the screen is redrawn in place, elsewhere each frame is a line. */
public sealed interface LiveView {

    /** How long to wait between two frames. */
    long periodMillis();

    void show(Frame frame);

    /** Tells the operator something once; safe from any thread. */
    void note(String text);

    /** Redraws the same lines of a terminal that understands ANSI sequences. */
    final class InPlace implements LiveView {

        private static final int NOTES = 4;
        private static final String REST_OF_LINE = "\033[K";
        private static final String REST_OF_SCREEN = "\033[J";

        private final PrintWriter out;
        private final Deque<String> notes = new ArrayDeque<>();
        private int drawn;

        public InPlace(PrintWriter out) {
            this.out = out;
        }

        @Override
        public long periodMillis() {
            return 500;
        }

        @Override
        public synchronized void note(String text) {
            notes.addLast(text);
            if (notes.size() > NOTES) {
                notes.removeFirst();
            }
        }

        @Override
        public synchronized void show(Frame frame) {
            List<String> lines = Rendering.screen(frame, notes);
            StringBuilder text = new StringBuilder();
            if (drawn > 0) {
                text.append("\033[").append(drawn).append('A');
            }
            text.append('\r');
            lines.forEach(line -> text.append(line).append(REST_OF_LINE).append('\n'));
            text.append(REST_OF_SCREEN);
            drawn = lines.size();
            out.print(text);
            out.flush();
        }
    }

    /** A line per frame. */
    final class Plain implements LiveView {

        private final PrintWriter out;

        public Plain(PrintWriter out) {
            this.out = out;
        }

        @Override
        public long periodMillis() {
            return 1_000;
        }

        @Override
        public void note(String text) {
            out.println("note " + text);
            out.flush();
        }

        @Override
        public void show(Frame frame) {
            out.println(Rendering.line(frame));
            out.flush();
        }
    }
}
