package org.credence.node.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryTest {

    @Test
    void parametersInTheirOrder() {
        assertThat(Query.parse("wait=decided&timeoutMs=30&a=")).containsExactly(Map.entry("wait", "decided"),
                Map.entry("timeoutMs", "30"), Map.entry("a", ""));
        assertThat(Query.parse("")).isEmpty();
        assertThat(Query.parse("x=1=2")).containsExactly(Map.entry("x", "1=2"));
    }

    @Test
    void whatHasNoValueHasAnEmptyOne() {
        assertThat(Query.parse("x&&=y")).containsExactly(Map.entry("x", ""), Map.entry("", ""));
    }

    @Test
    void theFirstOfSeveralCounts() {
        assertThat(Query.parse("x=1&x=2&x")).containsExactly(Map.entry("x", "1"));
    }

    @Test
    void namesAndValuesAreDecoded() {
        assertThat(Query.parse("w%61it=a+b%26c%2B%c3%a4")).containsExactly(Map.entry("wait", "a b&c+\u00e4"));
    }

    @Test
    void whatCannotBeDecodedIsRefused() {
        for (String broken : List.of("x=%zz", "%zz=x", "x=%", "x=%4", "%zz")) {
            assertThatExceptionOfType(ApiException.class).as(broken).isThrownBy(() -> Query.parse(broken))
                    .satisfies(e -> assertThat(e.problem().field()).hasValue("query"));
        }
    }
}
