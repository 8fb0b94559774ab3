// Reads keys and partition counts, writes where sarama's partitioners put them.
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"os"

	"github.com/IBM/sarama"
)

func main() {
	rules := []struct {
		name string
		make sarama.PartitionerConstructor
	}{
		{"hash", sarama.NewHashPartitioner},
		{"reference_hash", sarama.NewReferenceHashPartitioner},
		{"crc32_consistent", sarama.NewConsistentCRCHashPartitioner},
		{"murmur2_consistent", sarama.NewMurmur2Partitioner},
	}
	fmt.Println("# Where the partitioners of sarama v1.61.1 put a key: rule, key in hex, partitions, choice")
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		var text string
		var count int32
		fmt.Sscan(in.Text(), &text, &count)
		key := []byte{}
		if text != "empty" {
			key, _ = hex.DecodeString(text)
		}
		for _, rule := range rules {
			message := &sarama.ProducerMessage{Key: sarama.ByteEncoder(key)}
			choice, err := rule.make("topic").Partition(message, count)
			if err != nil {
				panic(err)
			}
			fmt.Println(rule.name, text, count, choice)
		}
	}
}
