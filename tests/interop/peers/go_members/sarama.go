package main

import (
	"context"
	"fmt"

	"github.com/IBM/sarama"
)

// printing marks each message for the next commit once it is printed.
type printing struct{}

func (printing) Setup(sarama.ConsumerGroupSession) error   { return nil }
func (printing) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (printing) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for {
		select {
		case message, more := <-claim.Messages():
			if !more {
				return nil
			}
			fmt.Printf("%d\t%d\n", message.Partition, message.Offset)
			session.MarkMessage(message, "")
		case <-session.Context().Done():
			return nil
		}
	}
}

func ofSarama(ctx context.Context, m membership) {
	strategies := map[string]sarama.BalanceStrategy{
		"range": sarama.NewBalanceStrategyRange(), "roundrobin": sarama.NewBalanceStrategyRoundRobin(),
		"sticky": sarama.NewBalanceStrategySticky(),
	}
	config := sarama.NewConfig()
	config.Version = sarama.V3_6_0_0
	config.Consumer.Group.Rebalance.GroupStrategies = []sarama.BalanceStrategy{strategies[m.assignor]}
	config.Consumer.Group.Heartbeat.Interval = heartbeat
	config.Consumer.Group.Session.Timeout = session
	config.Consumer.Offsets.Initial = sarama.OffsetOldest
	config.Consumer.Offsets.AutoCommit.Interval = pause
	group, err := sarama.NewConsumerGroup([]string{m.address}, m.group, config)
	check(err)
	for ctx.Err() == nil {
		if err := group.Consume(ctx, []string{m.topic}, printing{}); ctx.Err() == nil {
			check(err)
		}
	}
	check(group.Close())
}
