package org.credence.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.credence.lab.credit.CreditReport;
import org.credence.lab.credit.Kind;
import org.credence.lab.credit.Lead;
import org.credence.lab.credit.Measure;
import org.credence.lab.credit.Plan;
import org.credence.lab.credit.Reduction;
import org.credence.lab.credit.Results;
import org.credence.lab.credit.Setting;
import org.credence.lab.report.Provenance;

/** The results of the experiment with leaders by credit, as {@code --json} writes them. */
final class CreditFields {

    private CreditFields() {}

    static Map<String, Object> of(Results results) {
        Plan plan = results.plan();
        Provenance here = Provenance.here(plan.seed(), plan.seeds());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("experiment", CreditReport.NAME);
        fields.put("simulatedTime", true);
        fields.put("hardware", here.hardware());
        fields.put("java", here.java());
        fields.put("commit", here.commit());
        fields.put("seed", plan.seed());
        fields.put("seeds", plan.seeds());
        fields.put("members", plan.members());
        fields.put("epochBlocks", plan.epochBlocks());
        fields.put("epochs", plan.epochs());
        fields.put("sparesViews", results.sparesViews());
        fields.put("keepsOut", results.keepsOut());
        fields.put("holds", results.holds());
        fields.put("settings", plan.settings().stream().map(setting -> setting(results, setting)).toList());
        fields.put("reductions", results.compared().stream().map(setting -> reductions(results, setting)).toList());
        fields.put("leads", plan.settings().stream().filter(setting -> setting.kind() != Kind.HEALTHY)
                .map(results::lead).map(CreditFields::lead).toList());
        return fields;
    }

    private static Map<String, Object> named(Setting setting) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", setting.kind().id());
        fields.put("leaders", setting.policy().id());
        return fields;
    }

    private static Map<String, Object> setting(Results results, Setting setting) {
        Map<String, Object> fields = named(setting);
        for (Measure measure : Measure.values()) {
            fields.put(measure.id(), FigureCommand.fields(results.at(setting, measure)));
        }
        return fields;
    }

    private static Map<String, Object> reductions(Results results, Setting setting) {
        Map<String, Object> fields = named(setting);
        fields.put("failedViews", fields(results.reduction(setting, Measure.FAILURES)));
        fields.put("viewChanges", fields(results.reduction(setting, Measure.CHANGES)));
        return fields;
    }

    private static Map<String, Object> fields(Reduction reduction) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("part", reduction.part());
        fields.put("low", reduction.low());
        fields.put("high", reduction.high());
        return fields;
    }

    private static Map<String, Object> lead(Lead lead) {
        Map<String, Object> fields = named(lead.setting());
        fields.put("worlds", lead.judged());
        fields.put("lostAfterEpochs", lead.lost());
        fields.put("inTime", lead.inTime());
        fields.put("regainedAfterBehaving", lead.regained());
        fields.put("undeserved", lead.undeserved());
        fields.put("holds", lead.holds());
        return fields;
    }
}
