package org.credence.checks;

import java.lang.constant.MethodTypeDesc;
import java.util.Optional;
import java.util.Set;

/** The calls that may not stand in agreed code although their class is a harmless one. */
final class BannedCalls {
    /** The only thing of {@code java.lang.System} that neither reads nor changes the world outside. */
    private static final Set<String> PURE_SYSTEM_CALLS = Set.of("arraycopy");
    /** A view of a byte array as numbers is no shared memory; the ordered and atomic accesses are. */
    private static final Set<String> PLAIN_ACCESS = Set.of("get", "set", "withInvokeExactBehavior");
    private static final Set<String> MONITOR_CALLS = Set.of("wait", "notify", "notifyAll");
    private static final Set<String> HASHED_COLLECTORS =
            Set.of("toSet", "toUnmodifiableSet", "toUnmodifiableMap", "groupingByConcurrent", "toConcurrentMap");
    private static final Set<String> AVERAGING = Set.of("average", "asDoubleStream", "mapToDouble");

    private BannedCalls() {}

    /**
     * The ban on a call, if there is one.
     *
     * @param caller the name of the method it stands in: a {@code hashCode} may ask its parts for theirs
     * @param owner  internal name of the class called
     */
    static Optional<Ban> banOn(String caller, String owner, String name, MethodTypeDesc type) {
        Optional<Ban> ban = switch (owner) {
            case "java/lang/System" -> onSystem(name);
            case "java/lang/Object", "java/lang/Enum", "java/lang/Record", "java/lang/Class" -> onObject(caller, name);
            case "java/lang/invoke/VarHandle" -> only(Ban.THREADS, !PLAIN_ACCESS.contains(name));
            case "java/util/Objects" ->
                only(Ban.IDENTITY, !caller.equals("hashCode") && (name.equals("hash") || name.equals("hashCode")));
            case "java/lang/Math" -> only(Ban.RANDOMNESS, name.equals("random"));
            case "java/util/UUID" -> only(Ban.RANDOMNESS, name.equals("randomUUID"));
            case "java/util/Collections" -> only(Ban.RANDOMNESS, name.equals("shuffle"));
            case "java/util/Map", "java/util/Set" -> onUnorderedFactory(name, type);
            case "java/util/stream/Collectors" -> onCollectors(name, type);
            case "java/util/Arrays" -> only(Ban.THREADS, name.startsWith("parallel"));
            case "java/util/Locale", "java/util/TimeZone" -> only(Ban.ENVIRONMENT, name.equals("getDefault"));
            case "java/time/ZoneId" -> only(Ban.ENVIRONMENT, name.equals("systemDefault"));
            case "java/nio/charset/Charset" -> only(Ban.ENVIRONMENT, name.equals("defaultCharset"));
            default -> Optional.empty();
        };
        return ban.or(() -> onAnyOwner(owner, name));
    }

    private static Optional<Ban> onSystem(String name) {
        return switch (name) {
            case "nanoTime", "currentTimeMillis" -> Optional.of(Ban.CLOCK);
            case "identityHashCode" -> Optional.of(Ban.IDENTITY);
            case "getLogger" -> Optional.of(Ban.LOGGING);
            default -> only(Ban.ENVIRONMENT, !PURE_SYSTEM_CALLS.contains(name));
        };
    }

    private static Optional<Ban> onObject(String caller, String name) {
        return MONITOR_CALLS.contains(name)
                ? Optional.of(Ban.THREADS)
                : only(Ban.IDENTITY, name.equals("hashCode") && !caller.equals("hashCode"));
    }

    /** Up to one entry has only one order; any more are ordered by a salt that each JVM draws at its start. */
    private static Optional<Ban> onUnorderedFactory(String name, MethodTypeDesc type) {
        return switch (name) {
            case "copyOf", "ofEntries" -> Optional.of(Ban.HASH_ORDER);
            case "of" -> only(Ban.HASH_ORDER, type.parameterCount() > 2
                    || type.parameterCount() == 2 && type.returnType().descriptorString().equals("Ljava/util/Set;")
                    || type.parameterCount() == 1 && type.parameterType(0).isArray());
            default -> Optional.empty();
        };
    }

    /** The forms that take the map's supplier, and so can be given an ordered one, have the most parameters. */
    private static Optional<Ban> onCollectors(String name, MethodTypeDesc type) {
        if (name.startsWith("averaging") || name.endsWith("Double")) {
            return Optional.of(Ban.FLOATING_POINT);
        }
        return only(Ban.HASH_ORDER, HASHED_COLLECTORS.contains(name)
                || name.equals("groupingBy") && type.parameterCount() < 3
                || name.equals("toMap") && type.parameterCount() < 4);
    }

    private static Optional<Ban> onAnyOwner(String owner, String name) {
        if (owner.startsWith("java/time/") && name.equals("now")) {
            return Optional.of(Ban.CLOCK);
        }
        if (name.equals("parallelStream") || name.equals("parallel") && owner.startsWith("java/util/stream/")) {
            return Optional.of(Ban.THREADS);
        }
        return only(Ban.FLOATING_POINT, owner.startsWith("java/util/stream/") && AVERAGING.contains(name));
    }

    private static Optional<Ban> only(Ban ban, boolean applies) {
        return applies ? Optional.of(ban) : Optional.empty();
    }
}
