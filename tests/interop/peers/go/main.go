// kafka-go behind the lines of ../README.md. "via=conn" makes produce use a Conn instead of a Writer.
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/segmentio/kafka-go"
)

const patience = 30 * time.Second

var codecs = map[string]kafka.Compression{
	"gzip": kafka.Gzip, "snappy": kafka.Snappy, "lz4": kafka.Lz4, "zstd": kafka.Zstd,
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "kafka-go:", err)
		os.Exit(1)
	}
}

func optionsOf(words []string) map[string]string {
	options := map[string]string{"codec": "none", "acks": "all", "via": "writer"}
	for _, word := range words {
		name, value, _ := strings.Cut(word, "=")
		options[name] = value
	}
	return options
}

func readMessages() []kafka.Message {
	var messages []kafka.Message
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 64<<20)
	for input.Scan() {
		message, err := parseLine(input.Text())
		check(err)
		message.WriterData = len(messages)
		messages = append(messages, message)
	}
	check(input.Err())
	return messages
}

func acksOf(text string) kafka.RequiredAcks {
	return map[string]kafka.RequiredAcks{
		"0": kafka.RequireNone, "1": kafka.RequireOne, "all": kafka.RequireAll,
	}[text]
}

// produceWithWriter asks for the partition of the line through a balancer: a Writer has no other way.
func produceWithWriter(ctx context.Context, address, topic string, options map[string]string) {
	messages := readMessages()
	partitions := make([]int, len(messages))
	placed := make([]string, len(messages))
	for at, message := range messages {
		partitions[at] = message.Partition
		messages[at].Partition = 0
	}
	writer := &kafka.Writer{
		Addr: kafka.TCP(address), Topic: topic, RequiredAcks: acksOf(options["acks"]),
		Compression: codecs[options["codec"]], BatchTimeout: 5 * time.Millisecond, BatchBytes: 16 << 20,
		Balancer: kafka.BalancerFunc(func(message kafka.Message, _ ...int) int {
			return partitions[message.WriterData.(int)]
		}),
		Completion: func(done []kafka.Message, err error) {
			check(err)
			for _, each := range done {
				placed[each.WriterData.(int)] = fmt.Sprintf("%d\t%d", each.Partition, each.Offset)
			}
		},
	}
	check(writer.WriteMessages(ctx, messages...))
	check(writer.Close())
	for _, each := range placed {
		fmt.Println(each)
	}
}

func produceWithConn(ctx context.Context, address, topic string, options map[string]string) {
	for _, message := range readMessages() {
		conn, err := kafka.DialLeader(ctx, "tcp", address, topic, message.Partition)
		check(err)
		check(conn.SetRequiredAcks(int(acksOf(options["acks"]))))
		check(conn.SetWriteDeadline(time.Now().Add(patience)))
		var codec kafka.CompressionCodec
		if named, ok := codecs[options["codec"]]; ok {
			codec = named.Codec()
		}
		partition := message.Partition
		message.Partition = 0
		_, _, offset, _, err := conn.WriteCompressedMessagesAt(codec, message)
		check(err)
		fmt.Printf("%d\t%d\n", partition, offset)
		check(conn.Close())
	}
}

// consume reads one partition after the other: a Reader without a group has one.
func consume(ctx context.Context, address, topic, partitions string, count int) {
	output := bufio.NewWriter(os.Stdout)
	for _, text := range strings.Split(partitions, ",") {
		partition, err := strconv.Atoi(text)
		check(err)
		conn, err := kafka.DialLeader(ctx, "tcp", address, topic, partition)
		check(err)
		last, err := conn.ReadLastOffset()
		check(err)
		check(conn.Close())
		reader := kafka.NewReader(kafka.ReaderConfig{
			Brokers: []string{address}, Topic: topic, Partition: partition, MaxBytes: 16 << 20,
			MaxWait: 500 * time.Millisecond,
		})
		for reader.Offset() < last {
			message, err := reader.ReadMessage(ctx)
			check(err)
			fmt.Fprintln(output, printLine(message))
			count--
		}
		check(reader.Close())
	}
	check(output.Flush())
	if count != 0 {
		check(fmt.Errorf("%d records did not come", count))
	}
}

func main() {
	words := os.Args[1:]
	if words[0] == "join" {
		join(words[1], words[2], words[3], words[4])
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	switch words[0] {
	case "produce":
		options := optionsOf(words[3:])
		if options["via"] == "conn" {
			produceWithConn(ctx, words[1], words[2], options)
		} else {
			produceWithWriter(ctx, words[1], words[2], options)
		}
	case "consume":
		count, err := strconv.Atoi(words[4])
		check(err)
		consume(ctx, words[1], words[2], words[3], count)
	case "admin":
		administer(ctx, words[1])
	}
}
