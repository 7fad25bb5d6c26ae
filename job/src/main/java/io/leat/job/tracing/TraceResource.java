// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.tracing;

import io.leat.job.plan.InferenceJob;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Map;

/** What all spans of a job say of where they come from. */
final class TraceResource {

    private static final String SERVICE = "service.name";

    private TraceResource() {}

    /** Of a job; what is stated wins over what follows from its names. */
    static Resource of(InferenceJob job, Map<String, String> stated) {
        AttributesBuilder attributes =
                Attributes.builder().put(SERVICE, service(job)).put("leat.group", job.group());
        stated.forEach(attributes::put);
        return Resource.getDefault().merge(Resource.create(attributes.build()));
    }

    /**
     * {@code leat.DEPLOYMENT.PREDICTOR}, of several predictors {@code leat.DEPLOYMENT}. A group
     * that is stated hides the deployment's name and stands in its place.
     */
    static String service(InferenceJob job) {
        String predictor = job.first().name();
        String group = job.group();
        int namespace = group.lastIndexOf('.');
        boolean isStated =
                job.settings().topics().group() != null
                        || !group.startsWith(predictor + ".")
                        || namespace <= predictor.length();
        if (isStated) {
            return "leat." + group;
        }
        String deployment = group.substring(predictor.length() + 1, namespace);
        return "leat." + deployment + (job.predictors().size() == 1 ? "." + predictor : "");
    }
}
