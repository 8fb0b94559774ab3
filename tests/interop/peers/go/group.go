package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/segmentio/kafka-go"
)

var balancers = map[string]kafka.GroupBalancer{
	"range": kafka.RangeGroupBalancer{}, "roundrobin": kafka.RoundRobinGroupBalancer{},
}

// join is a member until standard input ends; what was printed is committed when it leaves.
func join(address, topic, group, assignor string) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	reader := kafka.NewReader(kafka.ReaderConfig{
		Brokers: []string{address}, GroupTopics: []string{topic}, GroupID: group,
		GroupBalancers: []kafka.GroupBalancer{balancers[assignor]}, StartOffset: kafka.FirstOffset,
		HeartbeatInterval: 300 * time.Millisecond, JoinGroupBackoff: 300 * time.Millisecond,
		MaxWait: 200 * time.Millisecond,
	})
	for {
		message, err := reader.ReadMessage(ctx)
		if errors.Is(err, context.Canceled) {
			break
		}
		check(err)
		fmt.Printf("%d\t%d\n", message.Partition, message.Offset)
	}
	check(reader.Close())
}
