package org.credence.reputation;

import java.util.List;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * A back-propagation network with one hidden layer and one output, sigmoid in both (P§8.1). A dot product is summed in
 * full and rounded once. Wire: u8 inputs, u8 hidden units, then per hidden unit its bias and weights, last the
 * output's bias and weights; each u32, the weight plus {@value #MOST}.
 */
public final class Network {

    /** Limit of a weight, in 1/65,536: 256. No sum of products comes near 2⁶³ then, whatever the inputs. */
    public static final int MOST = 256 * Fixed.ONE;

    /** Most units of the hidden layer. */
    public static final int HIDDEN = 64;

    /**
     * One unit.
     *
     * @param bias    in 1/65,536
     * @param weights in 1/65,536, one for each input
     */
    public record Unit(int bias, List<Integer> weights) {

        public Unit {
            weights = List.copyOf(weights);
            weights.forEach(Unit::bound);
            bound(bias);
        }

        private static void bound(int weight) {
            if (weight < -MOST || weight > MOST) {
                throw new Malformed("network.weight", weight + " is beyond " + MOST);
            }
        }

        /** The sum before the sigmoid, in 1/65,536. */
        private long excitation(int[] inputs) {
            long sum = (long) bias * Fixed.ONE;
            for (int i = 0; i < inputs.length; i++) {
                sum += (long) weights.get(i) * inputs[i];
            }
            return Fixed.quotient(sum, Fixed.ONE);
        }

        private static Unit read(Reader reader, int inputs) {
            int bias = weight(reader);
            Integer[] weights = new Integer[inputs];
            for (int i = 0; i < inputs; i++) {
                weights[i] = weight(reader);
            }
            return new Unit(bias, List.of(weights));
        }

        private static int weight(Reader reader) {
            return reader.u32("network.weight", 2 * MOST) - MOST;
        }

        private void write(Writer writer) {
            writer.u32(bias + MOST);
            weights.forEach(weight -> writer.u32(weight + MOST));
        }
    }

    private final List<Unit> hidden;
    private final Unit output;
    private final Sigmoid sigmoid;

    /** @throws Malformed if the layers do not fit each other or are too large */
    public Network(List<Unit> hidden, Unit output, Sigmoid sigmoid) {
        if (hidden.isEmpty() || hidden.size() > HIDDEN) {
            throw new Malformed("network.hidden", hidden.size() + " units, must be 1 to " + HIDDEN);
        }
        int inputs = hidden.getFirst().weights().size();
        if (hidden.stream().anyMatch(unit -> unit.weights().size() != inputs)
                || output.weights().size() != hidden.size()) {
            throw new Malformed("network.weight", "a unit has not one weight for each input");
        }
        this.hidden = List.copyOf(hidden);
        this.output = output;
        this.sigmoid = sigmoid;
    }

    static Network read(Reader reader, Sigmoid sigmoid) {
        int inputs = reader.u8("network.inputs");
        int units = reader.u8("network.hidden");
        if (units > HIDDEN) {
            throw new Malformed("network.hidden", units + " units, must be 1 to " + HIDDEN);
        }
        Unit[] hidden = new Unit[units];
        for (int i = 0; i < units; i++) {
            hidden[i] = Unit.read(reader, inputs);
        }
        return new Network(List.of(hidden), Unit.read(reader, units), sigmoid);
    }

    void write(Writer writer) {
        writer.u8(inputs()).u8(hidden.size());
        hidden.forEach(unit -> unit.write(writer));
        output.write(writer);
    }

    int inputs() {
        return hidden.getFirst().weights().size();
    }

    /** @param inputs in 1/65,536, from 0 to 1; the result likewise */
    int evaluate(int[] inputs) {
        int[] between = new int[hidden.size()];
        for (int i = 0; i < between.length; i++) {
            between[i] = sigmoid.at(hidden.get(i).excitation(inputs));
        }
        return sigmoid.at(output.excitation(between));
    }

    /**
     * Whether the result can never fall while this input rises: each way from the input to the output has weights of
     * one sign. Table and rounding never fall either, so this holds for every input.
     */
    boolean rises(int input) {
        return ways(input, 1);
    }

    /** The same the other way round. */
    boolean falls(int input) {
        return ways(input, -1);
    }

    private boolean ways(int input, int sign) {
        for (int i = 0; i < hidden.size(); i++) {
            long way = (long) hidden.get(i).weights().get(input) * output.weights().get(i);
            if (way * sign < 0) {
                return false;
            }
        }
        return true;
    }
}
