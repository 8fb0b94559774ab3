// Reads keys and partition counts, writes where kafka-go's balancers put them.
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"os"

	"github.com/segmentio/kafka-go"
)

func partitions(count int) []int {
	out := make([]int, count)
	for i := range out {
		out[i] = i
	}
	return out
}

func main() {
	rules := []struct {
		name     string
		balancer kafka.Balancer
	}{
		{"hash", &kafka.Hash{}},
		{"reference_hash", &kafka.ReferenceHash{}},
		{"crc32_consistent", kafka.CRC32Balancer{Consistent: true}},
		{"murmur2_consistent", kafka.Murmur2Balancer{Consistent: true}},
	}
	fmt.Println("# Where the balancers of kafka-go v0.4.50 put a key: rule, key in hex, partitions, choice")
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		var text string
		var count int
		fmt.Sscan(in.Text(), &text, &count)
		key := []byte{}
		if text != "empty" {
			key, _ = hex.DecodeString(text)
		}
		for _, rule := range rules {
			choice := rule.balancer.Balance(kafka.Message{Key: key}, partitions(count)...)
			fmt.Println(rule.name, text, count, choice)
		}
	}
}
