package org.credence.cli;

import org.credence.bench.engine.Course;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Quorum;
import org.credence.crypto.Signer;
import org.credence.lab.figure.Setting;
import org.credence.lab.figure.Testbed;
import org.credence.lab.figure.Watch;

/** A setting of the laboratory, as the bench runs it. */
record RealCourse(Setting setting, Watch watch) implements Course {

    @Override
    public Quorum quorum() {
        return setting.contender().quorum(setting.members());
    }

    @Override
    public Engine engine(Epoch epoch, int self, Signer signer) {
        return setting.contender().engine(epoch, self, signer);
    }

    @Override
    public boolean silent(int member) {
        return setting.isSilent(member);
    }

    @Override
    public int window(int member) {
        return watch.window(member);
    }

    @Override
    public int batches() {
        return watch.batches();
    }

    @Override
    public int transactions() {
        return setting.transactions();
    }

    @Override
    public int payloadBytes() {
        return Testbed.PAYLOAD_BYTES;
    }

    @Override
    public void handedIn(long nowMicros, int member) {
        watch.handedIn(nowMicros, member);
    }

    @Override
    public void proposed(long nowMicros, long height) {
        watch.proposed(nowMicros, height);
    }

    @Override
    public void decided(long nowMicros, int member, Decision decision) {
        watch.decided(nowMicros, member, decision);
    }

    @Override
    public boolean satisfied() {
        return watch.satisfied();
    }
}
