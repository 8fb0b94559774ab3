// What a group costs with franz-go: the same as ../main.cpp measures, with the same words and JSON.
package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
)

const patience = 120 * time.Second

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func waitFor(what string, trueYet func() bool) {
	until := time.Now().Add(patience)
	for !trueYet() {
		if time.Now().After(until) {
			check(fmt.Errorf("never: %s", what))
		}
		time.Sleep(time.Millisecond)
	}
}

func cpuMs() float64 {
	var used syscall.Rusage
	check(syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return float64(used.Utime.Nano()+used.Stime.Nano()) / 1e6
}

// reading is a member and the goroutine that reads with it.
type reading struct {
	client *kgo.Client
	cancel context.CancelFunc
	ended  sync.WaitGroup
	seen   atomic.Int64
	last   atomic.Int64
	owned  atomic.Int64
}

func join(address, topic, group string) *reading {
	r := &reading{}
	count := func(sign int64) func(context.Context, *kgo.Client, map[string][]int32) {
		return func(_ context.Context, _ *kgo.Client, partitions map[string][]int32) {
			for _, all := range partitions {
				r.owned.Add(sign * int64(len(all)))
			}
		}
	}
	client, err := kgo.NewClient(kgo.SeedBrokers(address), kgo.ConsumerGroup(group), kgo.ConsumeTopics(topic),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.OnPartitionsAssigned(count(1)), kgo.OnPartitionsRevoked(count(-1)), kgo.OnPartitionsLost(count(-1)))
	check(err)
	r.client = client
	ctx, cancel := context.WithCancel(context.Background())
	r.cancel = cancel
	r.ended.Add(1)
	go r.run(ctx)
	return r
}

func (r *reading) run(ctx context.Context) {
	defer r.ended.Done()
	for ctx.Err() == nil {
		if r.client.PollRecords(ctx, 1).NumRecords() == 0 {
			continue
		}
		r.last.Store(time.Now().UnixNano())
		r.seen.Add(1)
		time.Sleep(2 * time.Millisecond)
	}
}

func (r *reading) close() {
	r.cancel()
	r.ended.Wait()
	r.client.Close()
}

var made = 0

func uniqueGroup() string {
	made++
	return fmt.Sprintf("bench-%d-%d", os.Getpid(), made)
}

func handover(address, topic string, rounds int) {
	var times []string
	for range rounds {
		group := uniqueGroup()
		first := join(address, topic, group)
		waitFor("the first member reads", func() bool { return first.seen.Load() > 0 })
		began := time.Now()
		second := join(address, topic, group)
		waitFor("the second member reads", func() bool { return second.seen.Load() > 0 })
		shared := second.last.Load()
		waitFor("both read", func() bool { return first.last.Load() > shared })
		times = append(times, fmt.Sprintf("%.1f", float64(time.Since(began).Microseconds())/1e3))
		second.close()
		first.close()
	}
	fmt.Printf("{\"handover_ms\": [%s]}\n", strings.Join(times, ", "))
}

func idle(address, topic string, seconds int) {
	alone := join(address, topic, uniqueGroup())
	waitFor("it has partitions", func() bool { return alone.owned.Load() > 0 })
	time.Sleep(2 * time.Second) // what joining leaves behind
	before := cpuMs()
	time.Sleep(time.Duration(seconds) * time.Second)
	fmt.Printf("{\"idle_cpu_ms_per_s\": %.3f}\n", (cpuMs()-before)/float64(seconds))
	alone.close()
}

func isShared(all []*reading, partitions int) bool {
	sum := 0
	for _, r := range all {
		owned := int(r.owned.Load())
		if owned < partitions/len(all) {
			return false
		}
		sum += owned
	}
	return sum == partitions
}

func crowd(address, topic string, partitions, members int) {
	group := uniqueGroup()
	var all []*reading
	began := time.Now()
	for range members {
		all = append(all, join(address, topic, group))
	}
	waitFor("all have a share", func() bool { return isShared(all, partitions) })
	joined := time.Since(began).Milliseconds()
	before, changed := cpuMs(), time.Now()
	all = append(all, join(address, topic, group))
	waitFor("one more has a share", func() bool { return isShared(all, partitions) })
	fmt.Printf("{\"join_ms\": %d, \"rebalance_ms\": %d, \"rebalance_cpu_ms\": %.0f}\n", joined,
		time.Since(changed).Milliseconds(), cpuMs()-before)
	os.Exit(0) // leaving one by one would be as many rebalances
}

func main() {
	words := os.Args
	if len(words) < 5 {
		os.Exit(2)
	}
	number, err := strconv.Atoi(words[4])
	check(err)
	switch words[1] {
	case "handover":
		handover(words[2], words[3], number)
	case "idle":
		idle(words[2], words[3], number)
	case "crowd":
		members, err := strconv.Atoi(words[5])
		check(err)
		crowd(words[2], words[3], number, members)
	default:
		os.Exit(2)
	}
}
