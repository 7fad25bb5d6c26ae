// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0

// Command flink-deployments stands in for the Flink operator on a cluster of tests: it starts the jobs of
// FlinkDeployments in Flink's own native application mode, starts them anew when their spec changes, and ends them
// when they are deleted. docs/cluster.md says what of the operator it does and what it leaves out.
//
//	flink-deployments KUBECONFIG FLINK_HOME FOLDER
//
// Once a second it looks at every FlinkDeployment and takes the next step of each; what was done is kept in their
// status alone, so that it may be ended and started at any time.
package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

const finalizer = "flinkdeployments.flink.apache.org/finalizer"

var resource = schema.GroupVersionResource{Group: "flink.apache.org", Version: "v1beta1", Resource: "flinkdeployments"}

type reconciler struct {
	deployments dynamic.NamespaceableResourceInterface
	cluster     kubernetes.Interface
	kubeconfig  string
	flinkHome   string
	folder      string
}

func main() {
	if len(os.Args) != 4 {
		log.Fatal("flink-deployments KUBECONFIG FLINK_HOME FOLDER")
	}
	config, err := clientcmd.BuildConfigFromFlags("", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		log.Fatal(err)
	}
	cluster, err := kubernetes.NewForConfig(config)
	if err != nil {
		log.Fatal(err)
	}
	r := reconciler{client.Resource(resource), cluster, os.Args[1], os.Args[2], os.Args[3]}
	log.Print("looks at FlinkDeployments")
	for ctx := context.Background(); ; time.Sleep(time.Second) {
		all, err := r.deployments.List(ctx, metav1.ListOptions{})
		if err != nil {
			log.Print(err)
			continue
		}
		for i := range all.Items {
			each := &deployment{&all.Items[i]}
			if err := r.step(ctx, each); err != nil {
				log.Printf("%s: %v", each, err)
				if err := r.report(ctx, each, "FAILED", err.Error()); err != nil {
					log.Printf("%s: %v", each, err)
				}
			}
		}
	}
}

// step takes the next step of a FlinkDeployment.
func (r reconciler) step(ctx context.Context, d *deployment) error {
	if d.object.GetDeletionTimestamp() != nil {
		return r.remove(ctx, d)
	}
	if !d.hasFinalizer() {
		d.object.SetFinalizers(append(d.object.GetFinalizers(), finalizer))
		updated, err := r.namespaced(d).Update(ctx, d.object, metav1.UpdateOptions{})
		if err != nil {
			return err
		}
		d.object = updated
	}
	wanted, err := d.hash()
	if err != nil {
		return err
	}
	if d.started() == wanted {
		return nil
	}
	ended, err := r.end(ctx, d)
	if err != nil || !ended {
		return err
	}
	if d.text("spec", "job", "state") == "suspended" {
		return r.reportStarted(ctx, d, wanted, "SUSPENDED")
	}
	if err := r.forgetPlan(ctx, d); err != nil {
		return err
	}
	log.Printf("%s: starts", d)
	if err := r.start(ctx, d); err != nil {
		return err
	}
	return r.reportStarted(ctx, d, wanted, "DEPLOYED")
}

func (r reconciler) namespaced(d *deployment) dynamic.ResourceInterface {
	return r.deployments.Namespace(d.object.GetNamespace())
}

// end deletes what a job runs in, and tells whether none of it is left. High-availability data stay, so that a job
// that is started anew goes on from its last checkpoint: the upgrade mode last-state.
func (r reconciler) end(ctx context.Context, d *deployment) (bool, error) {
	background := metav1.DeletePropagationBackground
	err := r.cluster.AppsV1().Deployments(d.object.GetNamespace()).
		Delete(ctx, d.object.GetName(), metav1.DeleteOptions{PropagationPolicy: &background})
	if err != nil && !apierrors.IsNotFound(err) {
		return false, err
	}
	if err == nil {
		log.Printf("%s: ends", d)
	}
	pods, err := r.cluster.CoreV1().Pods(d.object.GetNamespace()).
		List(ctx, metav1.ListOptions{LabelSelector: d.pods()})
	if err != nil {
		return false, err
	}
	return len(pods.Items) == 0, nil
}

// forgetPlan takes the plan of the job that ran before out of its high-availability data: else the JobManager would
// run that again, with its parallelism, instead of what the spec says now.
func (r reconciler) forgetPlan(ctx context.Context, d *deployment) error {
	found, err := r.highAvailability(ctx, d)
	if err != nil {
		return err
	}
	for _, each := range found {
		changed := false
		for key := range each.Data {
			if strings.HasPrefix(key, "executionPlan-") || strings.HasPrefix(key, "jobGraph-") {
				delete(each.Data, key)
				changed = true
			}
		}
		if changed {
			maps := r.cluster.CoreV1().ConfigMaps(each.Namespace)
			if _, err := maps.Update(ctx, &each, metav1.UpdateOptions{}); err != nil {
				return err
			}
		}
	}
	return nil
}

// highAvailability gives the ConfigMaps in which Flink keeps leaders, plan and checkpoints of the job. They are found by their
// names: their labels are those of all that Flink makes.
func (r reconciler) highAvailability(ctx context.Context, d *deployment) ([]corev1.ConfigMap, error) {
	all, err := r.cluster.CoreV1().ConfigMaps(d.object.GetNamespace()).
		List(ctx, metav1.ListOptions{LabelSelector: d.pods()})
	if err != nil {
		return nil, err
	}
	var found []corev1.ConfigMap
	for _, each := range all.Items {
		if strings.HasPrefix(each.Name, d.object.GetName()+"-") && strings.HasSuffix(each.Name, "-config-map") {
			found = append(found, each)
		}
	}
	return found, nil
}

// remove ends the job and its high-availability data, as the operator does before it lets a FlinkDeployment go.
func (r reconciler) remove(ctx context.Context, d *deployment) error {
	if !d.hasFinalizer() {
		return nil
	}
	ended, err := r.end(ctx, d)
	if err != nil || !ended {
		return err
	}
	found, err := r.highAvailability(ctx, d)
	if err != nil {
		return err
	}
	for _, each := range found {
		err := r.cluster.CoreV1().ConfigMaps(each.Namespace).Delete(ctx, each.Name, metav1.DeleteOptions{})
		if err != nil && !apierrors.IsNotFound(err) {
			return err
		}
	}
	var rest []string
	for _, each := range d.object.GetFinalizers() {
		if each != finalizer {
			rest = append(rest, each)
		}
	}
	d.object.SetFinalizers(rest)
	_, err = r.namespaced(d).Update(ctx, d.object, metav1.UpdateOptions{})
	log.Printf("%s: removed", d)
	return err
}

// start has Flink's own client make the JobManager's Deployment.
func (r reconciler) start(ctx context.Context, d *deployment) error {
	folder := filepath.Join(r.folder, d.object.GetNamespace(), d.object.GetName())
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	settings, err := d.settings(r.kubeconfig, r.flinkHome, folder)
	if err != nil {
		return err
	}
	var config bytes.Buffer
	for _, key := range sortedKeys(settings) {
		quoted, err := json.Marshal(settings[key]) // a YAML scalar, too
		if err != nil {
			return err
		}
		fmt.Fprintf(&config, "%s: %s\n", key, quoted)
	}
	files := d.logSettings()
	files["config.yaml"] = config.String()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	arguments := []string{"run", "--target", "kubernetes-application"}
	if class := d.text("spec", "job", "entryClass"); class != "" {
		arguments = append(arguments, "--class", class)
	}
	arguments = append(arguments, d.text("spec", "job", "jarURI"))
	given, _, err := unstructured.NestedStringSlice(d.object.Object, "spec", "job", "args")
	if err != nil {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	command := exec.CommandContext(limited, filepath.Join(r.flinkHome, "bin", "flink"), append(arguments, given...)...)
	command.Env = append(os.Environ(), "FLINK_CONF_DIR="+folder, "FLINK_LOG_DIR="+folder,
		"JVM_ARGS=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
	said, err := command.CombinedOutput()
	if err != nil {
		return fmt.Errorf("flink run: %w: %s", err, said)
	}
	return nil
}

func (r reconciler) reportStarted(ctx context.Context, d *deployment, hash, state string) error {
	if err := unstructured.SetNestedField(d.object.Object, hash, "status", "reconciliationStatus", "lastReconciledSpec"); err != nil {
		return err
	}
	return r.report(ctx, d, state, "")
}

// report writes the status, with what the scale subresource reads.
func (r reconciler) report(ctx context.Context, d *deployment, state, failure string) error {
	status := map[string]any{
		"status": map[string]any{
			"lifecycleState": state,
			"error":          failure,
			"reconciliationStatus": map[string]any{
				"lastReconciledSpec": d.started(),
			},
			"taskManager": map[string]any{
				"replicas":      d.taskManagers(),
				"labelSelector": "component=taskmanager,app=" + d.object.GetName(),
			},
		},
	}
	patch, err := json.Marshal(status)
	if err != nil {
		return err
	}
	_, err = r.namespaced(d).Patch(ctx, d.object.GetName(), types.MergePatchType, patch, metav1.PatchOptions{}, "status")
	return err
}

func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
