package org.credence.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.credence.apps.metering.feed.FeedInvalid;
import org.credence.base.codec.Malformed;
import org.credence.bench.BenchFailed;
import org.credence.bench.BenchInvalid;
import org.credence.client.AnswerMalformed;
import org.credence.client.ClientException;
import org.credence.client.MembersUnavailable;
import org.credence.client.RequestRefused;
import org.credence.client.TransactionRejected;
import org.credence.client.verify.ProofInvalid;
import org.credence.crypto.KeystoreException;
import org.credence.ledger.WrongChain;
import org.credence.ledger.store.StateDamaged;
import org.credence.ledger.tree.TreeUnsound;
import org.credence.node.StartRefused;
import org.credence.node.genesis.ConfigInvalid;
import org.credence.node.storage.BadBlock;
import org.credence.node.storage.SnapshotInvalid;
import org.credence.node.storage.StorageProblem;
import org.credence.node.transport.TransportFailed;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into one line and an exit code. Only a fault of the program itself shows its stack. */
final class Failures implements IExecutionExceptionHandler {

    private static final int HTTP_NOT_FOUND = 404;

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        ExitCode code = code(failure);
        command.getErr().println("credence: " + message(failure));
        if (isFault(failure)) {
            failure.printStackTrace(command.getErr());
        }
        return code.number();
    }

    private static ExitCode code(Exception failure) {
        return switch (failure) {
            case Failure known -> known.code();
            case ConfigInvalid _,FeedInvalid _,BenchInvalid _ -> ExitCode.USAGE;
            case KeystoreException keystore -> switch (keystore.reason()) {
                case WRONG_PASSWORD, EXISTS -> ExitCode.USAGE;
                case DAMAGED, UNSUPPORTED, INPUT_OUTPUT -> ExitCode.ENVIRONMENT;
            };
            case ClientException client -> switch (client) {
                case MembersUnavailable _ -> ExitCode.NOT_FOUND;
                case RequestRefused refused -> refused.status() == HTTP_NOT_FOUND
                        ? ExitCode.NOT_FOUND
                        : ExitCode.USAGE;
                case TransactionRejected _,AnswerMalformed _ -> ExitCode.VIOLATION;
            };
            case ProofInvalid _,SnapshotInvalid _,TreeUnsound _,BadBlock _,Malformed _ -> ExitCode.VIOLATION;
            default -> ExitCode.ENVIRONMENT;
        };
    }

    private static String message(Exception failure) {
        return switch (failure) {
            case UncheckedIOException io -> String.valueOf(io.getCause());
            case IOException io -> io.toString();
            default -> {
                String message = failure.getMessage();
                yield message == null || isFault(failure) ? failure.toString() : message;
            }
        };
    }

    private static boolean isFault(Exception failure) {
        return switch (failure) {
            case Failure _,ConfigInvalid _,KeystoreException _,StorageProblem _,IOException _,UncheckedIOException _ ->
                false;
            case FeedInvalid _,BenchInvalid _,BenchFailed _,ClientException _,ProofInvalid _,StartRefused _ -> false;
            case TransportFailed _,WrongChain _,StateDamaged _ -> false;
            case SnapshotInvalid _,TreeUnsound _,BadBlock _,Malformed _ -> false;
            default -> true;
        };
    }
}
