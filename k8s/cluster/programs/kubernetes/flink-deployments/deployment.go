// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

const mainContainer = "flink-main-container"

// deployment is a FlinkDeployment.
type deployment struct {
	object *unstructured.Unstructured
}

func (d *deployment) String() string {
	return d.object.GetNamespace() + "/" + d.object.GetName()
}

func (d *deployment) hasFinalizer() bool {
	return slices.Contains(d.object.GetFinalizers(), finalizer)
}

// text gives a field as text, whatever scalar it is; "" if it is not there.
func (d *deployment) text(fields ...string) string {
	value, found, err := unstructured.NestedFieldNoCopy(d.object.Object, fields...)
	if err != nil || !found || value == nil {
		return ""
	}
	return fmt.Sprint(value)
}

func (d *deployment) number(otherwise int64, fields ...string) int64 {
	value, err := strconv.ParseInt(d.text(fields...), 10, 64)
	if err != nil {
		return otherwise
	}
	return value
}

// hash tells specs apart.
func (d *deployment) hash() (string, error) {
	spec, err := json.Marshal(d.object.Object["spec"])
	return digest(spec), err
}

// started is the hash of the spec that was started last.
func (d *deployment) started() string {
	return d.text("status", "reconciliationStatus", "lastReconciledSpec")
}

// pods selects all that Flink makes for the job.
func (d *deployment) pods() string {
	return "app=" + d.object.GetName() + ",type=flink-native-kubernetes"
}

// stated are the settings of spec.flinkConfiguration.
func (d *deployment) stated() map[string]string {
	settings := map[string]string{}
	flat, _, _ := unstructured.NestedMap(d.object.Object, "spec", "flinkConfiguration")
	for key, value := range flat {
		if !strings.HasPrefix(key, "kubernetes.operator.") { // the operator's own
			settings[key] = fmt.Sprint(value)
		}
	}
	return settings
}

func (d *deployment) slots() int64 {
	slots, err := strconv.ParseInt(d.stated()["taskmanager.numberOfTaskSlots"], 10, 64)
	if err != nil {
		return 1
	}
	return slots
}

// parallelism follows from the replicas of TaskManagers where those are stated, as when they are scaled.
func (d *deployment) parallelism() int64 {
	if replicas := d.number(0, "spec", "taskManager", "replicas"); replicas > 0 {
		return replicas * d.slots()
	}
	return d.number(1, "spec", "job", "parallelism")
}

func (d *deployment) taskManagers() int64 {
	return (d.parallelism() + d.slots() - 1) / d.slots()
}

func (d *deployment) logSettings() map[string]string {
	files, _, _ := unstructured.NestedStringMap(d.object.Object, "spec", "logConfiguration")
	if files == nil {
		files = map[string]string{}
	}
	return files
}

// settings are those of Flink: what the operator makes of the fields of a spec, over what the spec states.
func (d *deployment) settings(kubeconfig, flinkHome, folder string) (map[string]string, error) {
	settings := d.stated()
	modules, err := moduleOptions(filepath.Join(flinkHome, "conf", "config.yaml"))
	if err != nil {
		return nil, err
	}
	if settings["env.java.opts.all"] == "" {
		settings["env.java.opts.all"] = modules
	}
	own := map[string]string{
		"kubernetes.cluster-id":                            d.object.GetName(),
		"kubernetes.namespace":                             d.object.GetNamespace(),
		"kubernetes.config.file":                           kubeconfig,
		"kubernetes.container.image.ref":                   d.text("spec", "image"),
		"kubernetes.container.image.pull-policy":           d.text("spec", "imagePullPolicy"),
		"kubernetes.service-account":                       d.text("spec", "serviceAccount"),
		"kubernetes.rest-service.exposed.type":             "ClusterIP",
		"kubernetes.jobmanager.replicas":                   strconv.FormatInt(d.number(1, "spec", "jobManager", "replicas"), 10),
		"kubernetes.jobmanager.cpu.amount":                 d.text("spec", "jobManager", "resource", "cpu"),
		"jobmanager.memory.process.size":                   d.text("spec", "jobManager", "resource", "memory"),
		"kubernetes.taskmanager.cpu.amount":                d.text("spec", "taskManager", "resource", "cpu"),
		"taskmanager.memory.process.size":                  d.text("spec", "taskManager", "resource", "memory"),
		"parallelism.default":                              strconv.FormatInt(d.parallelism(), 10),
		"execution.shutdown-on-application-finish":         "false",
		"execution.submit-failed-job-on-application-error": "true",
		"job-result-store.delete-on-commit":                "false",
		"web.cancel.enable":                                "false",
	}
	for key, value := range own {
		if value != "" {
			settings[key] = value
		}
	}
	if storage := settings["high-availability.storageDir"]; storage != "" {
		// One for each start, so that a result of the job that ran before is not taken for this one's.
		settings["job-result-store.storage-path"] = storage + "/job-result-store/" + d.object.GetResourceVersion()
	}
	if path := d.text("spec", "job", "initialSavepointPath"); path != "" && d.started() == "" {
		settings["execution.state-recovery.path"] = path
	}
	for _, role := range []string{"jobManager", "taskManager"} {
		file := filepath.Join(folder, role+"-pod.yaml")
		text, err := yaml.Marshal(d.pod(role))
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(file, text, 0o644); err != nil {
			return nil, err
		}
		settings["kubernetes.pod-template-file."+strings.ToLower(role)] = file
	}
	return settings, nil
}

// moduleOptions are those that open packages of the JDK to Flink, as the distribution's own configuration has them.
func moduleOptions(file string) (string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	var config map[string]any
	if err := yaml.Unmarshal(text, &config); err != nil {
		return "", fmt.Errorf("%s: %w", file, err)
	}
	options, found, err := unstructured.NestedString(config, "env", "java", "opts", "all")
	if err != nil || !found {
		return "", fmt.Errorf("%s: no env.java.opts.all", file)
	}
	return options, nil
}

// pod is the common template with that of a role over it.
func (d *deployment) pod(role string) map[string]any {
	common, _, _ := unstructured.NestedMap(d.object.Object, "spec", "podTemplate")
	own, _, _ := unstructured.NestedMap(d.object.Object, "spec", role, "podTemplate")
	pod, _ := merged(common, own).(map[string]any)
	if pod == nil {
		pod = map[string]any{}
	}
	pod["apiVersion"], pod["kind"] = "v1", "Pod"
	if len(containers(pod)) == 0 {
		_ = unstructured.SetNestedSlice(pod, []any{map[string]any{"name": mainContainer}}, "spec", "containers")
	}
	return pod
}

func containers(pod map[string]any) []any {
	found, _, _ := unstructured.NestedSlice(pod, "spec", "containers")
	return found
}

// merged lays one tree over another. Lists whose elements have names are merged by them, as
// kubernetes.operator.pod-template.merge-arrays-by-name asks for; others are joined.
func merged(under, over any) any {
	switch over := over.(type) {
	case nil:
		return under
	case map[string]any:
		base, ok := under.(map[string]any)
		if !ok {
			return over
		}
		for key, value := range over {
			base[key] = merged(base[key], value)
		}
		return base
	case []any:
		base, ok := under.([]any)
		if !ok {
			return over
		}
		for _, value := range over {
			base = with(base, value)
		}
		return base
	default:
		return over
	}
}

// with adds an element to a list, or merges it into that of its name.
func with(list []any, element any) []any {
	named, ok := element.(map[string]any)
	if ok && named["name"] != nil {
		for i, each := range list {
			if there, ok := each.(map[string]any); ok && there["name"] == named["name"] {
				list[i] = merged(there, named)
				return list
			}
		}
	}
	return append(list, element)
}

func sortedKeys(settings map[string]string) []string {
	keys := make([]string, 0, len(settings))
	for key := range settings {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
