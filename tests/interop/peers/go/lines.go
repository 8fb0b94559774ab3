// The line format of ../README.md.
package main

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/segmentio/kafka-go"
)

func toHex(data []byte) string {
	if data == nil {
		return "-"
	}
	return hex.EncodeToString(data)
}

func fromHex(text string) ([]byte, error) {
	if text == "-" {
		return nil, nil
	}
	return hex.DecodeString(text)
}

func parseHeaders(text string) ([]kafka.Header, error) {
	var headers []kafka.Header
	if text == "" {
		return nil, nil
	}
	for _, each := range strings.Split(text, ",") {
		name, value, _ := strings.Cut(each, ":")
		key, err := fromHex(name)
		if err != nil {
			return nil, err
		}
		data, err := fromHex(value)
		if err != nil {
			return nil, err
		}
		headers = append(headers, kafka.Header{Key: string(key), Value: data})
	}
	return headers, nil
}

func parseLine(line string) (message kafka.Message, err error) {
	fields := strings.Split(line, "\t")
	if len(fields) != 5 {
		return message, fmt.Errorf("not a record: %q", line)
	}
	if message.Partition, err = strconv.Atoi(fields[0]); err != nil {
		return message, err
	}
	if fields[1] != "-" {
		milliseconds, err := strconv.ParseInt(fields[1], 10, 64)
		if err != nil {
			return message, err
		}
		message.Time = time.UnixMilli(milliseconds)
	}
	if message.Key, err = fromHex(fields[2]); err != nil {
		return message, err
	}
	if message.Value, err = fromHex(fields[3]); err != nil {
		return message, err
	}
	message.Headers, err = parseHeaders(fields[4])
	return message, err
}

func printLine(message kafka.Message) string {
	headers := make([]string, len(message.Headers))
	for at, header := range message.Headers {
		headers[at] = toHex([]byte(header.Key)) + ":" + toHex(header.Value)
	}
	return fmt.Sprintf("%d\t%d\t%d\t%s\t%s\t%s", message.Partition, message.Offset,
		message.Time.UnixMilli(), toHex(message.Key), toHex(message.Value), strings.Join(headers, ","))
}
