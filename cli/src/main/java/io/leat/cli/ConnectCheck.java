// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.cli.flags.BrokerAccess;
import io.leat.cli.flags.CommandFailure;
import io.leat.cli.output.ConnectionAnswer;
import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.Predictor;
import io.leat.deployment.SeldonDeployment;
import io.leat.job.JobLoader;
import io.leat.job.pipeline.ModelChecks;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorPlan;
import io.leat.job.plan.PredictorSelection;
import io.leat.options.settings.JobSettings.Topics;
import io.leat.secrets.SecretException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.acl.AclOperation;
import picocli.CommandLine.Model.CommandSpec;

/** Asks the broker, the topics and the models of a deployment whether they are there. */
final class ConnectCheck {

    private final CommandSpec command;
    private final JobArguments arguments;
    private final Map<String, String> environment;
    private final List<ConnectionAnswer> answers = new ArrayList<>();

    private ConnectCheck(
            CommandSpec command, JobArguments arguments, Map<String, String> environment) {
        this.command = command;
        this.arguments = arguments;
        this.environment = environment;
    }

    /**
     * What was found of the predictors of a document; nothing of one that is not valid. Creates and
     * changes nothing.
     *
     * @param command says what it waits for
     */
    static List<ConnectionAnswer> of(
            DeploymentDocument document,
            CommandSpec command,
            JobArguments arguments,
            Map<String, String> environment)
            throws InterruptedException {
        ConnectCheck check = new ConnectCheck(command, arguments, environment);
        SeldonDeployment deployment = document.deployment();
        if (deployment != null) {
            for (Predictor predictor : deployment.predictors()) {
                check.predictor(PredictorSelection.of(document, deployment, predictor));
            }
        }
        return check.answers.stream().distinct().toList();
    }

    private void predictor(PredictorSelection selection) throws InterruptedException {
        try {
            InferenceJob job = JobLoader.load(selection, arguments, environment, Map.of());
            topics(job);
            for (PredictorPlan predictor : job.predictors()) {
                models(predictor);
            }
        } catch (ConfigurationException e) {
            String target = "predictor " + selection.predictor().name();
            e.problems()
                    .forEach(problem -> answers.add(new ConnectionAnswer(target, false, problem)));
        }
    }

    private void topics(InferenceJob job) throws InterruptedException {
        Topics topics = job.settings().topics();
        String brokers = topics.clients().brokers();
        String target = "broker " + brokers;
        try {
            BrokerAccess access = BrokerAccess.of(topics.clients(), job.names(), command);
            access.requireAnswer();
            answers.add(new ConnectionAnswer(target, true, "the broker answers at " + brokers));
            topic(access, topics.input(), AclOperation.READ);
            if (topics.feedback() != null) {
                topic(access, topics.feedback(), AclOperation.READ);
            }
            boolean created = job.sample() != null && topics.createDeadLetters();
            if (topics.output() != null && !created) {
                topic(access, topics.output(), AclOperation.WRITE);
            }
            logs(job, access);
        } catch (ConfigurationException e) {
            e.problems()
                    .forEach(problem -> answers.add(new ConnectionAnswer(target, false, problem)));
        } catch (CommandFailure e) {
            answers.add(new ConnectionAnswer(target, false, e.getMessage()));
        }
    }

    /** The topics of request logs, on whichever brokers. */
    private void logs(InferenceJob job, BrokerAccess jobs)
            throws ConfigurationException, CommandFailure, InterruptedException {
        for (PredictorPlan predictor : job.predictors()) {
            if (predictor.logTopic() != null) {
                BrokerAccess access =
                        predictor.logClients() == null
                                ? jobs
                                : BrokerAccess.of(predictor.logClients(), job.names(), command);
                topic(access, predictor.logTopic(), AclOperation.WRITE);
            }
        }
    }

    private void topic(BrokerAccess access, String topic, AclOperation operation)
            throws InterruptedException {
        String target = "topic " + topic;
        try {
            access.requireTopic(topic, operation);
            answers.add(new ConnectionAnswer(target, true, "topic " + topic + " exists"));
        } catch (CommandFailure e) {
            answers.add(new ConnectionAnswer(target, false, e.getMessage()));
        }
    }

    private void models(PredictorPlan predictor) throws InterruptedException {
        try (ModelChecks checks = ModelChecks.open(predictor)) {
            for (ModelChecks.Finding found : checks.all()) {
                answers.add(
                        new ConnectionAnswer(
                                "model " + found.node(),
                                found.readiness().isGood(),
                                found.sentence()));
            }
        } catch (SecretException e) {
            answers.add(new ConnectionAnswer("models", false, String.valueOf(e.getMessage())));
        }
    }
}
