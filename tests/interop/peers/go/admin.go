// Commands of standard input, one a line; prints one line for the answer of each.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/segmentio/kafka-go"
)

type admin struct {
	ctx    context.Context
	client *kafka.Client
}

func administer(ctx context.Context, address string) {
	each := admin{ctx, &kafka.Client{Addr: kafka.TCP(address), Timeout: patience}}
	input := bufio.NewScanner(os.Stdin)
	for input.Scan() {
		each.client.Transport = &kafka.Transport{} // a new one: its metadata would be seconds old
		answer, err := each.answer(strings.Split(input.Text(), " "))
		var code kafka.Error
		if errors.As(err, &code) {
			answer = fmt.Sprintf("error %d", int(code))
		} else {
			check(err)
		}
		fmt.Println(answer)
	}
	check(input.Err())
}

func (each admin) answer(words []string) (string, error) {
	switch words[0] {
	case "create":
		return each.create(words[1], number(words[2]))
	case "delete":
		return each.remove(words[1])
	case "describe":
		return each.describe(words[1])
	case "partitions":
		return each.partitions(words[1], number(words[2]))
	case "config":
		return each.config(words[1], words[2])
	case "set":
		return each.set(words[1], words[2], words[3])
	case "offsets":
		return each.offsets(words[1], number(words[2]))
	case "conn":
		return each.conn(words[1])
	}
	return "", fmt.Errorf("no such command: %s", words[0])
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	check(err)
	return value
}

func (each admin) create(topic string, partitions int) (string, error) {
	reply, err := each.client.CreateTopics(each.ctx, &kafka.CreateTopicsRequest{
		Topics: []kafka.TopicConfig{{Topic: topic, NumPartitions: partitions, ReplicationFactor: 1}},
	})
	if err != nil {
		return "", err
	}
	return "done", reply.Errors[topic]
}

func (each admin) remove(topic string) (string, error) {
	reply, err := each.client.DeleteTopics(each.ctx, &kafka.DeleteTopicsRequest{Topics: []string{topic}})
	if err != nil {
		return "", err
	}
	return "done", reply.Errors[topic]
}

func (each admin) describe(topic string) (string, error) {
	reply, err := each.client.Metadata(each.ctx, &kafka.MetadataRequest{Topics: []string{topic}})
	if err != nil {
		return "", err
	}
	if err := reply.Topics[0].Error; err != nil {
		return "", err
	}
	var leaders []string
	for _, partition := range reply.Topics[0].Partitions {
		leaders = append(leaders, strconv.Itoa(partition.Leader.ID))
	}
	return fmt.Sprintf("leaders=%s controller=%d", strings.Join(leaders, ","), reply.Controller.ID), nil
}

func (each admin) partitions(topic string, count int) (string, error) {
	reply, err := each.client.CreatePartitions(each.ctx, &kafka.CreatePartitionsRequest{
		Topics: []kafka.TopicPartitionsConfig{{Name: topic, Count: int32(count)}},
	})
	if err != nil {
		return "", err
	}
	return "done", reply.Errors[topic]
}

func (each admin) config(topic, key string) (string, error) {
	reply, err := each.client.DescribeConfigs(each.ctx, &kafka.DescribeConfigsRequest{
		Resources: []kafka.DescribeConfigRequestResource{{
			ResourceType: kafka.ResourceTypeTopic, ResourceName: topic, ConfigNames: []string{key},
		}},
	})
	if err != nil {
		return "", err
	}
	if err := reply.Resources[0].Error; err != nil {
		return "", err
	}
	return reply.Resources[0].ConfigEntries[0].ConfigValue, nil
}

func (each admin) set(topic, key, value string) (string, error) {
	reply, err := each.client.IncrementalAlterConfigs(each.ctx, &kafka.IncrementalAlterConfigsRequest{
		Resources: []kafka.IncrementalAlterConfigsRequestResource{{
			ResourceType: kafka.ResourceTypeTopic, ResourceName: topic,
			Configs: []kafka.IncrementalAlterConfigsRequestConfig{{Name: key, Value: value}},
		}},
	})
	if err != nil {
		return "", err
	}
	return "done", reply.Resources[0].Error
}

func (each admin) offsets(topic string, partition int) (string, error) {
	reply, err := each.client.ListOffsets(each.ctx, &kafka.ListOffsetsRequest{
		Topics: map[string][]kafka.OffsetRequest{
			topic: {kafka.FirstOffsetOf(partition), kafka.LastOffsetOf(partition)},
		},
	})
	if err != nil {
		return "", err
	}
	found := reply.Topics[topic][0]
	return fmt.Sprintf("%d %d", found.FirstOffset, found.LastOffset), found.Error
}

// conn drives the older half of the library: one connection, made for the leader of a new topic.
func (each admin) conn(topic string) (string, error) {
	conn, err := kafka.DialContext(each.ctx, "tcp", each.client.Addr.String())
	check(err)
	defer conn.Close()
	check(conn.SetDeadline(time.Now().Add(patience)))
	controller, err := conn.Controller()
	check(err)
	check(conn.CreateTopics(kafka.TopicConfig{Topic: topic, NumPartitions: 2, ReplicationFactor: 1}))
	partitions, err := conn.ReadPartitions(topic)
	check(err)
	var ids []int
	for _, partition := range partitions {
		ids = append(ids, partition.ID)
	}
	sort.Ints(ids)
	check(conn.DeleteTopics(topic))
	return fmt.Sprintf("controller=%d partitions=%v", controller.ID, ids), nil
}
