package main

import (
	"bufio"

	"github.com/IBM/sarama"
)

func plan(strategy sarama.BalanceStrategy, g *group, withData bool) shares {
	members := map[string]sarama.ConsumerGroupMemberMetadata{}
	for _, m := range g.members {
		metadata := sarama.ConsumerGroupMemberMetadata{Topics: m.topics}
		if withData {
			metadata.UserData = m.userData
		}
		members[m.id] = metadata
	}
	topics := map[string][]int32{}
	for topic, count := range g.partitions {
		for id := range int32(count) {
			topics[topic] = append(topics[topic], id)
		}
	}
	made, err := strategy.Plan(members, topics)
	check(err)
	all := shares{}
	for id, got := range made {
		for topic, numbers := range got {
			for _, number := range numbers {
				all[id] = append(all[id], partition{topic, int(number)})
			}
		}
	}
	return all
}

func ofSarama(out *bufio.Writer, g *group) {
	g.writeShares(out, "range", plan(sarama.NewBalanceStrategyRange(), g, false))
	g.writeShares(out, "roundrobin", plan(sarama.NewBalanceStrategyRoundRobin(), g, false))
	g.writeLoads(out, plan(sarama.NewBalanceStrategySticky(), g, true))
}
