package org.credence.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {

    private final Routes routes = new Routes(List.of(route("/v1/blocks"), route("/v1/blocks/{height}"),
            route("/v1/blocks/stream"), route("/v1/blocks/{height}/proof"),
            Route.post("/v1/blocks", RoutesTest::nothing), route("/v1/regions/{region}/epochs/{epoch}")));

    @Test
    void aPathLeadsToOneRouteForEachMethod() {
        assertThat(routes.at("/v1/blocks")).extracting(found -> found.route().method().asString())
                .containsExactly("GET", "POST");
        assertThat(routes.at("/v1/blocks/7/proof")).hasSize(1);
        for (String unknown : List.of("", "/", "*", "/v1", "/v1/block", "/v1/Blocks", "/v1/blocks/7/proofs",
                "/v1/blocks/7/proof/x", "v1/blocks", "//v1/blocks", "/v1//blocks", "/v1/%62locks", "/v1/blocks;x=1")) {
            assertThat(routes.at(unknown)).as(unknown).isEmpty();
        }
    }

    @Test
    void aFixedPathGoesBeforeParameters() {
        assertThat(path("/v1/blocks/stream")).isEqualTo("/v1/blocks/stream");
        assertThat(path("/v1/blocks/streams")).isEqualTo("/v1/blocks/{height}");
    }

    @Test
    void parametersAreWhatStandsThereStillEncoded() {
        assertThat(routes.at("/v1/regions/a%2Fb/epochs/1+2").getFirst().parameters())
                .isEqualTo(Map.of("region", "a%2Fb", "epoch", "1+2"));
    }

    @Test
    void aParameterIsNeverEmpty() {
        assertThat(path("/v1/blocks/")).isEqualTo("/v1/blocks");
        assertThat(routes.at("/v1/blocks//")).isEmpty();
        assertThat(routes.at("/v1/blocks//proof")).isEmpty();
    }

    @Test
    void oneSlashAtTheEndMakesNoDifference() {
        assertThat(path("/v1/blocks/7/")).isEqualTo("/v1/blocks/{height}");
        assertThat(path("/v1/blocks/stream/")).isEqualTo("/v1/blocks/stream");
        assertThat(routes.at("/v1/blocks/7//")).isEmpty();
    }

    private String path(String asked) {
        return routes.at(asked).getFirst().route().path();
    }

    private static Route route(String path) {
        return Route.get(path, RoutesTest::nothing);
    }

    private static Answer nothing(Call call) {
        throw new AssertionError("not called: " + call);
    }
}
