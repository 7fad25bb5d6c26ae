// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0

// Command cluster-dns answers for the names of Services as a cluster's DNS does, as far as pods of the
// scenarios ask: A records over UDP of SERVICE.NAMESPACE.svc.cluster.local. That is the Service's address; of a
// headless one the address of each endpoint that is ready, or of each at all where it publishes those too; and
// HOST.SERVICE… is the endpoint of that host name. Nothing else exists for it.
//
//	cluster-dns KUBECONFIG ADDRESS
package main

import (
	"context"
	"log"
	"net"
	"net/netip"
	"os"
	"strings"

	"golang.org/x/net/dns/dnsmessage"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	corelisters "k8s.io/client-go/listers/core/v1"
	discoverylisters "k8s.io/client-go/listers/discovery/v1"
	"k8s.io/client-go/tools/clientcmd"
)

const (
	suffix = ".svc.cluster.local."

	// Seconds; below what the JVMs of the scenarios remember a name for.
	timeToLive = 2
)

type server struct {
	services  corelisters.ServiceLister
	endpoints discoverylisters.EndpointSliceLister
}

func main() {
	if len(os.Args) != 3 {
		log.Fatal("cluster-dns KUBECONFIG ADDRESS")
	}
	config, err := clientcmd.BuildConfigFromFlags("", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		log.Fatal(err)
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	answers := server{
		services:  factory.Core().V1().Services().Lister(),
		endpoints: factory.Discovery().V1().EndpointSlices().Lister(),
	}
	ctx := context.Background()
	factory.Start(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())

	socket, err := net.ListenPacket("udp", os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("answers on %s", os.Args[2])
	packet := make([]byte, 4096)
	for {
		size, from, err := socket.ReadFrom(packet)
		if err != nil {
			log.Fatal(err)
		}
		reply, err := answers.reply(packet[:size])
		if err != nil {
			log.Printf("%s asked what cannot be answered: %v", from, err)
			continue
		}
		if _, err := socket.WriteTo(reply, from); err != nil {
			log.Printf("%s: %v", from, err)
		}
	}
}

func (s server) reply(packet []byte) ([]byte, error) {
	var query dnsmessage.Parser
	header, err := query.Start(packet)
	if err != nil {
		return nil, err
	}
	question, err := query.Question()
	if err != nil {
		return nil, err
	}
	addresses, exists := s.resolve(strings.ToLower(question.Name.String()))
	code := dnsmessage.RCodeNameError
	if exists {
		code = dnsmessage.RCodeSuccess
	}
	reply := dnsmessage.Message{
		Header: dnsmessage.Header{
			ID: header.ID, Response: true, Authoritative: true,
			RecursionDesired: header.RecursionDesired, RecursionAvailable: true, RCode: code,
		},
		Questions: []dnsmessage.Question{question},
	}
	if question.Type == dnsmessage.TypeA {
		for _, address := range addresses {
			reply.Answers = append(reply.Answers, dnsmessage.Resource{
				Header: dnsmessage.ResourceHeader{Name: question.Name, Class: question.Class, TTL: timeToLive},
				Body:   &dnsmessage.AResource{A: address.As4()},
			})
		}
	}
	return reply.Pack()
}

// resolve gives the addresses of a name, and whether there is such a name.
func (s server) resolve(name string) ([]netip.Addr, bool) {
	within, ours := strings.CutSuffix(name, suffix)
	parts := strings.Split(within, ".")
	if !ours || len(parts) < 2 || len(parts) > 3 {
		return nil, false
	}
	host := ""
	if len(parts) == 3 {
		host, parts = parts[0], parts[1:]
	}
	service, err := s.services.Services(parts[1]).Get(parts[0])
	if err != nil {
		return nil, false
	}
	if own, err := netip.ParseAddr(service.Spec.ClusterIP); host == "" && err == nil {
		return []netip.Addr{own}, true
	}
	addresses := s.endpointsOf(service, host)
	return addresses, len(addresses) > 0
}

// endpointsOf gives those of a Service, or the one that has a host name.
func (s server) endpointsOf(service *corev1.Service, host string) []netip.Addr {
	selector := labels.SelectorFromSet(labels.Set{discoveryv1.LabelServiceName: service.Name})
	slices, err := s.endpoints.EndpointSlices(service.Namespace).List(selector)
	if err != nil {
		return nil
	}
	var addresses []netip.Addr
	for _, slice := range slices {
		for _, endpoint := range slice.Endpoints {
			ready := endpoint.Conditions.Ready == nil || *endpoint.Conditions.Ready
			if !ready && !service.Spec.PublishNotReadyAddresses {
				continue
			}
			if host != "" && (endpoint.Hostname == nil || *endpoint.Hostname != host) {
				continue
			}
			for _, text := range endpoint.Addresses {
				if address, err := netip.ParseAddr(text); err == nil && address.Is4() {
					addresses = append(addresses, address)
				}
			}
		}
	}
	return addresses
}
