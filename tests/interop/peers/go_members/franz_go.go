package main

import (
	"context"
	"fmt"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

func ofFranzGo(ctx context.Context, m membership) {
	balancers := map[string]kgo.GroupBalancer{
		"range": kgo.RangeBalancer(), "roundrobin": kgo.RoundRobinBalancer(), "sticky": kgo.StickyBalancer(),
		"cooperative-sticky": kgo.CooperativeStickyBalancer(),
	}
	commit := func(client *kgo.Client) {
		limited, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		check(client.CommitMarkedOffsets(limited))
	}
	client, err := kgo.NewClient(kgo.SeedBrokers(m.address), kgo.ConsumerGroup(m.group), kgo.ConsumeTopics(m.topic),
		kgo.Balancers(balancers[m.assignor]), kgo.HeartbeatInterval(heartbeat), kgo.SessionTimeout(session),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()), kgo.AutoCommitMarks(), kgo.AutoCommitInterval(pause),
		kgo.BlockRebalanceOnPoll(),
		kgo.OnPartitionsRevoked(func(_ context.Context, client *kgo.Client, _ map[string][]int32) { commit(client) }))
	check(err)
	for ctx.Err() == nil {
		fetched := client.PollFetches(ctx)
		fetched.EachRecord(func(record *kgo.Record) {
			fmt.Printf("%d\t%d\n", record.Partition, record.Offset)
			client.MarkCommitRecords(record)
		})
		client.AllowRebalance()
	}
	commit(client)
	client.CloseAllowingRebalance()
}
