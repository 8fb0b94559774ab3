// Writes tests/data/assignments/kafka_go.txt and sarama.txt: what the assignors of these libraries
// make of the groups of java.txt. Neither knows racks, nor sorts by instance ids, so both are left out.
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

type partition struct {
	topic string
	id    int
}

type member struct {
	id         string
	topics     []string
	generation string
	userData   []byte
	owned      string
}

type group struct {
	name       string
	topics     []string
	partitions map[string]int
	members    []member
}

// shares are a member's partitions.
type shares map[string][]partition

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func list(text string) []string {
	if text == "-" {
		return nil
	}
	return strings.Split(text, ",")
}

func read(path string) []*group {
	file, err := os.Open(path)
	check(err)
	defer file.Close()
	var all []*group
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		words := strings.Fields(lines.Text())
		switch words[0] {
		case "group":
			all = append(all, &group{name: words[1], partitions: map[string]int{}})
		case "topic":
			g := all[len(all)-1]
			g.topics = append(g.topics, words[1])
			g.partitions[words[1]] = len(words) - 2
		case "member":
			g := all[len(all)-1]
			var data []byte
			if words[6] != "-" {
				data, err = hex.DecodeString(words[6])
				check(err)
			}
			g.members = append(g.members, member{words[1], list(words[4]), words[5], data, words[7]})
		}
	}
	check(lines.Err())
	return all
}

func or(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

func (g *group) write(out *bufio.Writer) {
	fmt.Fprintln(out, "group", g.name)
	for _, topic := range g.topics {
		fmt.Fprintln(out, "topic", topic+strings.Repeat(" -", g.partitions[topic]))
	}
	for _, m := range g.members {
		fmt.Fprintln(out, "member", m.id, "- -", or(strings.Join(m.topics, ",")), m.generation,
			or(hex.EncodeToString(m.userData)), m.owned)
	}
}

func (g *group) ids() []string {
	var ids []string
	for _, m := range g.members {
		ids = append(ids, m.id)
	}
	sort.Strings(ids)
	return ids
}

func (g *group) writeShares(out *bufio.Writer, name string, all shares) {
	for _, id := range g.ids() {
		var texts []string
		for _, p := range all[id] {
			texts = append(texts, p.topic+"-"+strconv.Itoa(p.id))
		}
		sort.Strings(texts)
		fmt.Fprintln(out, name, id, or(strings.Join(texts, ",")))
	}
}

func (g *group) writeLoads(out *bufio.Writer, all shares) {
	kept := 0
	var loads []int
	for _, m := range g.members {
		loads = append(loads, len(all[m.id]))
		for _, p := range all[m.id] {
			for _, owned := range list(m.owned) {
				if owned == p.topic+"-"+strconv.Itoa(p.id) {
					kept++
				}
			}
		}
	}
	sort.Ints(loads)
	fmt.Fprintln(out, "sticky", kept, strings.Trim(fmt.Sprint(loads), "[]"))
}

func writeAll(path, library string, groups []*group, results func(*bufio.Writer, *group)) {
	file, err := os.Create(path)
	check(err)
	out := bufio.NewWriter(file)
	fmt.Fprintf(out, "# What the assignors of %s make of the groups of java.txt, which explains the lines.\n",
		library)
	for _, g := range groups {
		g.write(out)
		results(out, g)
	}
	check(out.Flush())
	check(file.Close())
}

func main() {
	folder := filepath.Join(os.Args[1], "assignments")
	groups := read(filepath.Join(folder, "java.txt"))
	writeAll(filepath.Join(folder, "kafka_go.txt"), "kafka-go 0.4.50", groups, ofKafkaGo)
	writeAll(filepath.Join(folder, "sarama.txt"), "sarama 1.61.1", groups, ofSarama)
}
