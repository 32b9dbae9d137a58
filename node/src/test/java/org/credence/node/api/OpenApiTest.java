package org.credence.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.swagger.parser.OpenAPIParser;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.credence.base.block.Transaction;
import org.credence.consensus.engine.Status;
import org.credence.node.Admission;
import org.junit.jupiter.api.Test;

/**
 * The contract and the routes are one: same paths, same media types, and every answer is of the form that the contract
 * says.
 */
class OpenApiTest extends ApiTest {

    private static final OpenAPI CONTRACT = contract();

    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4);

    @Test
    void everyRouteIsInTheContractAndTheOtherWayRound() {
        Set<String> documented = new TreeSet<>();
        CONTRACT.getPaths().forEach((path, item) -> item.readOperationsMap()
                .forEach((method, operation) -> documented.add(method + " " + path + " " + produced(operation))));
        Set<String> served = server.routes().stream()
                .map(route -> route.method() + " " + route.path() + " " + new TreeSet<>(route.produces()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(served).isEqualTo(documented);
    }

    @Test
    void everyOperationHasAnIdAndDocumentsItsPathParameters() {
        CONTRACT.getPaths().forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
            assertThat(operation.getOperationId()).as("%s %s", method, path).isNotBlank();
            long inPath = operation.getParameters() == null ? 0
                    : operation.getParameters().stream().filter(p -> "path".equals(p.getIn())).count();
            assertThat(inPath).as("%s %s", method, path).isEqualTo(path.chars().filter(c -> c == '{').count());
        }));
    }

    @Test
    void answersAreOfTheFormTheContractSays() {
        Transaction transaction = registration(1);
        String id = transaction.id().hex();
        assertForm("Results", submit("", transaction));
        assertForm("Transaction", get("/v1/transactions/" + id));
        submit("", readings(2, JULY, 10, 20));
        node.decide();
        node.decide();
        assertForm("Results", submit("", transaction));
        node.refusing = Optional.of(Admission.Refusal.INVALID);
        assertForm("Results", post("/v1/transactions", "application/json", "{\"transactions\":[\"00\"]}".getBytes()));
        assertForm("Transaction", get("/v1/transactions/" + id + "?proof=true"));
        assertForm("Blocks", get("/v1/blocks"));
        assertForm("Block", get("/v1/blocks/1?transactions=true"));
        assertForm("Block", get("/v1/blocks/latest"));
        assertForm("HeaderProof", get("/v1/blocks/1/proof"));
        String meter = "/v1/meters/" + METER_ID.hex();
        for (String present : List.of("2011-07", "2012-01")) {
            assertForm("Period", get(meter + "/periods/" + present));
            assertForm("Day", get(meter + "/days/" + present + "-01"));
        }
        assertForm("Meter", get(meter));
        assertForm("Meter", get("/v1/meters/" + id));
        assertForm("Region", get("/v1/regions/" + REGION + "/epochs/0"));
        assertForm("Region", get("/v1/regions/" + REGION + "/epochs/9"));
        assertForm("Account", get("/v1/accounts/" + METER.publicKey().hex()));
        assertForm("Account", get("/v1/accounts/" + id));
        assertForm("Epoch", get("/v1/epoch"));
        assertForm("Roster", get("/v1/roster"));
        assertForm("Problem", get("/v1/rosters/3"));
        assertForm("Proposals", get("/v1/proposals"));
    }

    @Test
    void answersAboutTheMemberAreOfTheFormTheContractSays() {
        node.waits = List.of(new Status.Wait("CONFIRM of height 17", 2, 3, List.of(2, 3), 3_000_000));
        assertForm("Members", get("/v1/members"));
        assertForm("Status", get("/v1/status"));
        assertForm("Diagnosis", get("/v1/why"));
        assertForm("Health", get("/healthz"));
        assertForm("Problem", get("/v1/nothing"));
        assertForm("Problem", get("/v1/blocks/x"));
        node.halted = Optional.of("disk full");
        assertForm("Status", get("/v1/status"));
        assertForm("Problem", get("/healthz"));
    }

    @Test
    void theCheckItselfCanFail() {
        assertThat(errors("Health", "{\"status\":\"ill\"}")).isNotEmpty();
        assertThat(errors("Problem", "{\"status\":400}")).isNotEmpty();
        assertThat(errors("Result", "{\"status\":\"accepted\",\"id\":\"12\"}")).isNotEmpty();
    }

    private void assertForm(String schema, HttpResponse<String> response) {
        assertThat(errors(schema, response.body())).as("%s: %s", schema, response.body()).isEmpty();
    }

    private List<com.networknt.schema.Error> errors(String name, String json) {
        Schema schema = schemas.getSchema(SchemaLocation.of("classpath:openapi.yaml#/components/schemas/" + name));
        return schema.validate(json, InputFormat.JSON);
    }

    private static Set<String> produced(Operation operation) {
        return new TreeSet<>(operation.getResponses().get("200").getContent().keySet());
    }

    private static OpenAPI contract() {
        ParseOptions resolved = new ParseOptions();
        resolved.setResolve(true);
        SwaggerParseResult result = new OpenAPIParser().readLocation("openapi.yaml", List.of(), resolved);
        assertThat(result.getMessages()).isEmpty();
        return result.getOpenAPI();
    }
}
