package org.credence.node.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which routes a path leads to. A path without parameters goes before one with them, and a slash at the end makes no
 * difference. Paths are compared as they came: only what stands for a parameter is decoded, and not here.
 */
final class Routes {

    private final Map<String, List<Found>> fixed = new HashMap<>();
    private final List<Template> templates = new ArrayList<>();

    Routes(List<Route> routes) {
        for (Route route : routes) {
            if (route.path().contains("{")) {
                templates.add(new Template(route, route.path().split("/", -1)));
            } else {
                fixed.computeIfAbsent(route.path(), _ -> new ArrayList<>()).add(new Found(route, Map.of()));
            }
        }
    }

    /** A route and what its parameters are in the path. */
    record Found(Route route, Map<String, String> parameters) {}

    /** The routes of a path, one for each of its methods. */
    List<Found> at(String path) {
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        List<Found> known = fixed.get(plain);
        if (known != null) {
            return known;
        }
        String[] segments = plain.split("/", -1);
        return templates.stream().flatMap(template -> template.match(segments).stream()).toList();
    }

    private record Template(Route route, String[] segments) {

        Optional<Found> match(String[] given) {
            if (given.length != segments.length) {
                return Optional.empty();
            }
            Map<String, String> parameters = new HashMap<>();
            for (int i = 0; i < given.length; i++) {
                String segment = segments[i];
                if (segment.startsWith("{")) {
                    if (given[i].isEmpty()) {
                        return Optional.empty();
                    }
                    parameters.put(segment.substring(1, segment.length() - 1), given[i]);
                } else if (!segment.equals(given[i])) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Found(route, parameters));
        }
    }
}
