package org.credence.checks;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The types that may not be named by agreed code at all, whichever of their methods is used. */
final class BannedTypes {
    /** An internal name with slashes; one that ends in a slash or a dollar stands for all that begin with it. */
    private record Rule(String name, Ban ban) {
        boolean covers(String type) {
            boolean isPrefix = name.endsWith("/") || name.endsWith("$");
            return isPrefix ? type.startsWith(name) : type.equals(name);
        }
    }

    /** Named by every lambda that can be serialised and by exceptions; they do nothing themselves. */
    private static final List<String> HARMLESS = List.of("java/io/Serializable");

    private static final List<Rule> RULES = List.of(
            new Rule("java/time/Clock", Ban.CLOCK),
            new Rule("java/time/InstantSource", Ban.CLOCK),
            new Rule("java/util/Calendar", Ban.CLOCK),
            new Rule("java/util/GregorianCalendar", Ban.CLOCK),
            new Rule("java/util/Date", Ban.CLOCK),
            new Rule("java/util/Timer", Ban.CLOCK),
            new Rule("java/util/TimerTask", Ban.CLOCK),
            new Rule("java/lang/Thread", Ban.THREADS),
            new Rule("java/lang/Thread$", Ban.THREADS),
            new Rule("java/lang/ThreadGroup", Ban.THREADS),
            new Rule("java/lang/ThreadLocal", Ban.THREADS),
            new Rule("java/lang/InheritableThreadLocal", Ban.THREADS),
            new Rule("java/lang/ScopedValue", Ban.THREADS),
            new Rule("java/util/concurrent/", Ban.THREADS),
            new Rule("java/io/", Ban.INPUT_OUTPUT),
            new Rule("java/nio/file/", Ban.INPUT_OUTPUT),
            new Rule("java/nio/channels/", Ban.INPUT_OUTPUT),
            new Rule("java/net/", Ban.INPUT_OUTPUT),
            new Rule("javax/net/", Ban.INPUT_OUTPUT),
            new Rule("java/sql/", Ban.INPUT_OUTPUT),
            new Rule("java/util/Scanner", Ban.INPUT_OUTPUT),
            new Rule("java/lang/Process", Ban.INPUT_OUTPUT),
            new Rule("java/lang/ProcessBuilder", Ban.INPUT_OUTPUT),
            new Rule("java/lang/IO", Ban.INPUT_OUTPUT),
            new Rule("org/rocksdb/", Ban.INPUT_OUTPUT),
            new Rule("org/slf4j/", Ban.LOGGING),
            new Rule("ch/qos/logback/", Ban.LOGGING),
            new Rule("java/util/logging/", Ban.LOGGING),
            new Rule("java/lang/System$Logger", Ban.LOGGING),
            new Rule("java/util/Random", Ban.RANDOMNESS),
            new Rule("java/util/SplittableRandom", Ban.RANDOMNESS),
            new Rule("java/util/random/", Ban.RANDOMNESS),
            new Rule("java/security/SecureRandom", Ban.RANDOMNESS),
            new Rule("java/security/KeyPairGenerator", Ban.RANDOMNESS),
            new Rule("javax/crypto/KeyGenerator", Ban.RANDOMNESS),
            new Rule("java/util/HashMap", Ban.HASH_ORDER),
            new Rule("java/util/HashSet", Ban.HASH_ORDER),
            new Rule("java/util/Hashtable", Ban.HASH_ORDER),
            new Rule("java/util/Properties", Ban.HASH_ORDER),
            new Rule("java/util/WeakHashMap", Ban.HASH_ORDER),
            new Rule("java/util/IdentityHashMap", Ban.HASH_ORDER),
            new Rule("java/lang/Float", Ban.FLOATING_POINT),
            new Rule("java/lang/Double", Ban.FLOATING_POINT),
            new Rule("java/lang/StrictMath", Ban.FLOATING_POINT),
            new Rule("java/util/OptionalDouble", Ban.FLOATING_POINT),
            new Rule("java/util/DoubleSummaryStatistics", Ban.FLOATING_POINT),
            new Rule("java/util/stream/DoubleStream", Ban.FLOATING_POINT),
            new Rule("java/lang/Runtime", Ban.ENVIRONMENT),
            new Rule("java/lang/ref/", Ban.ENVIRONMENT),
            new Rule("java/lang/management/", Ban.ENVIRONMENT));

    private BannedTypes() {}

    /** The ban on a type given by its internal name, if there is one. */
    static Optional<Ban> banOn(@Nullable String type) {
        if (type == null || HARMLESS.contains(type)) {
            return Optional.empty();
        }
        return RULES.stream().filter(rule -> rule.covers(type)).map(Rule::ban).findFirst();
    }
}
