package org.credence.simulator.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One value per height, without gaps: the top may be taken back, and the bottom forgotten when nobody asks for it. */
public final class Heights<T> {

    private final List<T> values = new ArrayList<>();
    private long lowest;

    /** @param lowest height of the first value */
    public Heights(long lowest) {
        this.lowest = lowest;
    }

    /** Height of the lowest value that is kept. */
    public long lowest() {
        return lowest;
    }

    /** Height that the next value will have. */
    public long next() {
        return lowest + values.size();
    }

    public void add(T value) {
        values.add(value);
    }

    /** The value of a height; empty if it is forgotten or still to come. */
    public Optional<T> at(long height) {
        return height >= lowest && height < next() ? Optional.of(values.get((int) (height - lowest)))
                : Optional.empty();
    }

    /** Those from a height on, ascending. */
    public List<T> from(long height) {
        int at = (int) Math.min(Math.max(height - lowest, 0), values.size());
        return List.copyOf(values.subList(at, values.size()));
    }

    /** Takes back what is at the height and above; returns it, ascending. */
    public List<T> truncate(long height) {
        return remove((int) Math.max(0, height - lowest), values.size());
    }

    /** Forgets what is at the height and below; returns it, ascending. */
    public List<T> forget(long height) {
        List<T> gone = remove(0, Math.clamp(height + 1 - lowest, 0, values.size()));
        lowest += gone.size();
        return gone;
    }

    private List<T> remove(int from, int to) {
        List<T> part = values.subList(Math.min(from, to), to);
        List<T> gone = List.copyOf(part);
        part.clear();
        return gone;
    }
}
