package org.credence.node;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's log: a JSON object per line in {@code logs/node.log}, rolled at 10 MB, five older files kept. Each node
 * has a logger of its own
 * name, so that four nodes in one process do not write into each other's files. Never logs payloads, passwords or keys
 * other than public
 * ones.
 */
final class NodeLog implements AutoCloseable {

    private static final String FILE = "node.log";
    private static final int OLDER_FILES = 5;
    private static final long FILE_BYTES = 10L * 1024 * 1024;

    private final ch.qos.logback.classic.Logger logger;
    private final RollingFileAppender<ILoggingEvent> appender;

    private NodeLog(ch.qos.logback.classic.Logger logger, RollingFileAppender<ILoggingEvent> appender) {
        this.logger = logger;
        this.appender = appender;
    }

    /** The log of the member with this name, in this directory. */
    static NodeLog open(String member, Path directory) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            throw new AssertionError("logback is the one logging backend on the class path");
        }
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(directory.resolve(FILE).toString());
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithContext(false);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.start();
        appender.setEncoder(encoder);
        roll(appender, context, directory);
        appender.start();
        ch.qos.logback.classic.Logger logger = context.getLogger("org.credence.node." + member);
        logger.addAppender(appender);
        return new NodeLog(logger, appender);
    }

    private static void roll(RollingFileAppender<ILoggingEvent> appender, LoggerContext context, Path directory) {
        FixedWindowRollingPolicy older = new FixedWindowRollingPolicy();
        older.setContext(context);
        older.setParent(appender);
        older.setFileNamePattern(directory.resolve("node.%i.log").toString());
        older.setMinIndex(1);
        older.setMaxIndex(OLDER_FILES);
        older.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(new FileSize(FILE_BYTES));
        size.start();
        appender.setRollingPolicy(older);
        appender.setTriggeringPolicy(size);
    }

    Logger logger() {
        return logger;
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        appender.stop();
    }
}
