// Members of consumer groups by Go libraries that take part in nothing else, behind the lines of
// ../README.md: LIBRARY join ADDRESS TOPIC GROUP ASSIGNOR.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"
)

const (
	heartbeat = 300 * time.Millisecond
	session   = 6 * time.Second
	pause     = 200 * time.Millisecond // between commits
)

type membership struct{ address, topic, group, assignor string }

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, os.Args[1]+":", err)
		os.Exit(1)
	}
}

// untilInputEnds is over when the member is to leave.
func untilInputEnds() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	return ctx
}

func main() {
	words := os.Args
	join := map[string]func(context.Context, membership){"sarama": ofSarama, "franz_go": ofFranzGo}
	if len(words) != 7 || words[2] != "join" || join[words[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: see README.md")
		os.Exit(1)
	}
	join[words[1]](untilInputEnds(), membership{words[3], words[4], words[5], words[6]})
}
