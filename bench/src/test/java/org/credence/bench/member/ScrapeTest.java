package org.credence.bench.member;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScrapeTest {

    private final Scrape scrape = Scrape.parse("""
            # HELP credence_messages_out_total Messages to members
            # TYPE credence_messages_out_total counter
            credence_messages_out_total{type="batch"} 12.0
            credence_messages_out_total{type="confirm"} 30.0
            credence_messages_out_total{type="commit"} 0.0
            credence_blocks_decided_total 1.5E3
            jvm_memory_used_bytes{area="heap",id="Eden Space"} 100.0
            jvm_memory_used_bytes{area="heap",id="Tenured Gen"} 11.0
            jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 5000.0
            """);

    @Test
    void addsUpTheSeriesOfAMeter() {
        assertThat(scrape.sum("credence_messages_out_total")).isEqualTo(42);
        assertThat(scrape.sum("credence_blocks_decided_total")).isEqualTo(1500);
        assertThat(scrape.sum("jvm_memory_used_bytes", "area=\"heap\"")).isEqualTo(111);
        assertThat(scrape.sum("credence_messages")).isZero();
    }

    @Test
    void tellsTheSeriesOfAMeterApart() {
        assertThat(scrape.byLabel("credence_messages_out_total")).hasSize(2).containsEntry("batch", 12.0)
                .containsEntry("confirm", 30.0);
    }
}
