package main

import (
	"bufio"

	"github.com/segmentio/kafka-go"
)

func ofKafkaGo(out *bufio.Writer, g *group) {
	var members []kafka.GroupMember
	for _, m := range g.members {
		members = append(members, kafka.GroupMember{ID: m.id, Topics: m.topics})
	}
	var partitions []kafka.Partition
	for _, topic := range g.topics {
		for id := 0; id < g.partitions[topic]; id++ {
			partitions = append(partitions, kafka.Partition{Topic: topic, ID: id})
		}
	}
	for _, balancer := range []kafka.GroupBalancer{kafka.RangeGroupBalancer{}, kafka.RoundRobinGroupBalancer{}} {
		all := shares{}
		for id, topics := range balancer.AssignGroups(members, partitions) {
			for topic, numbers := range topics {
				for _, number := range numbers {
					all[id] = append(all[id], partition{topic, number})
				}
			}
		}
		g.writeShares(out, balancer.ProtocolName(), all)
	}
}
