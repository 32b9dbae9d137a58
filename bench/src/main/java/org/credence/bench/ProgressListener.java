package org.credence.bench;

/** Told how a run goes on, about once a second, from the thread that runs it. */
@FunctionalInterface
public interface ProgressListener {

    void progress(Progress progress);

    /** Steps of a run, in order. */
    enum Step {
        CALIBRATE("measuring signature speed"),
        START("starting members"),
        REGISTER("registering meters"),
        WARM_UP("warming up"),
        MEASURE("measuring"),
        SETTLE("waiting for equal heights"),
        AUDIT("checking all chains");

        private final String words;

        Step(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /**
     * @param done      seconds of the step so far, or things done
     * @param of        seconds or things of the step; 0 if that is not known
     * @param perSecond transactions decided in the last second; 0 outside {@link Step#WARM_UP} and {@link Step#MEASURE}
     */
    record Progress(Step step, long done, long of, long perSecond) {}
}
