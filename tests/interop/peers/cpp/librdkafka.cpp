// librdkafka's C API behind the lines of ../README.md.
#include "lines.hpp"

#include <librdkafka/rdkafka.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

namespace {

using settings = std::vector<std::pair<std::string, std::string>>;
constexpr int patience_ms = 30'000;

[[noreturn]] void fail(const std::string& what) {
    std::cerr << "librdkafka: " << what << '\n';
    std::exit(1);
}

rd_kafka_conf_t* configure(const settings& wanted) {
    char why[512];
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    for (const auto& [key, value] : wanted)
        if (rd_kafka_conf_set(conf, key.c_str(), value.c_str(), why, sizeof why) !=
            RD_KAFKA_CONF_OK)
            fail(why);
    return conf;
}

rd_kafka_t* open(rd_kafka_type_t type, rd_kafka_conf_t* conf) {
    char why[512];
    rd_kafka_t* handle = rd_kafka_new(type, conf, why, sizeof why);
    if (handle == nullptr) fail(why);
    return handle;
}

struct delivery {
    std::int32_t partition = -1;
    std::int64_t offset = -1;
};

void delivered(rd_kafka_t* /*handle*/, const rd_kafka_message_t* message, void* /*opaque*/) {
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR)
        fail(std::string("delivery failed: ") + rd_kafka_err2str(message->err));
    *static_cast<delivery*>(message->_private) = {message->partition, message->offset};
}

// A pointer that is null for null, and not for empty bytes: that is how librdkafka tells them
// apart.
void* data(const lines::bytes& from) { return from ? const_cast<char*>(from->data()) : nullptr; }

std::size_t size(const lines::bytes& from) { return from ? from->size() : 0; }

rd_kafka_headers_t* convert_headers(const lines::record& record) {
    rd_kafka_headers_t* headers = rd_kafka_headers_new(record.headers.size());
    for (const auto& [name, value] : record.headers)
        rd_kafka_header_add(headers, name.data(), static_cast<ssize_t>(name.size()), data(value),
                            value ? static_cast<ssize_t>(value->size()) : -1);
    return headers;
}

void enqueue(rd_kafka_t* producer, const char* topic, const lines::record& record,
             delivery* report) {
    const auto error = rd_kafka_producev(
        producer, RD_KAFKA_V_TOPIC(topic), RD_KAFKA_V_PARTITION(record.partition),
        RD_KAFKA_V_KEY(data(record.key), size(record.key)),
        RD_KAFKA_V_VALUE(data(record.value), size(record.value)),
        RD_KAFKA_V_TIMESTAMP(record.timestamp.value_or(0)),
        RD_KAFKA_V_HEADERS(convert_headers(record)), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
        RD_KAFKA_V_OPAQUE(report), RD_KAFKA_V_END);
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) fail(rd_kafka_err2str(error));
}

void produce(const char* address, const char* topic, const settings& options) {
    settings wanted{{"bootstrap.servers", address},
                    {"message.max.bytes", "16777216"},
                    {"message.timeout.ms", std::to_string(patience_ms)}};
    for (const auto& [key, value] : options)
        wanted.emplace_back(key == "codec"        ? "compression.codec"
                            : key == "idempotent" ? "enable.idempotence"
                                                  : key,
                            value);
    rd_kafka_conf_t* conf = configure(wanted);
    rd_kafka_conf_set_dr_msg_cb(conf, delivered);
    rd_kafka_t* producer = open(RD_KAFKA_PRODUCER, conf);

    std::vector<lines::record> records;
    for (std::string line; std::getline(std::cin, line);) records.push_back(lines::parse(line));
    std::vector<delivery> reports(records.size());
    for (std::size_t at = 0; at < records.size(); ++at)
        enqueue(producer, topic, records[at], &reports[at]);
    if (rd_kafka_flush(producer, patience_ms) != RD_KAFKA_RESP_ERR_NO_ERROR)
        fail("not everything was delivered in time");
    for (const auto& report : reports)
        std::cout << report.partition << '\t' << report.offset << '\n';
    rd_kafka_destroy(producer);
}

lines::bytes copy(const void* data, std::size_t size) {
    return data == nullptr ? lines::bytes{} : std::string(static_cast<const char*>(data), size);
}

lines::record convert(const rd_kafka_message_t* message) {
    lines::record record{.partition = message->partition,
                         .timestamp = rd_kafka_message_timestamp(message, nullptr),
                         .key = copy(message->key, message->key_len),
                         .value = copy(message->payload, message->len),
                         .headers = {}};
    rd_kafka_headers_t* headers = nullptr;
    if (rd_kafka_message_headers(message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) return record;
    const char* name = nullptr;
    const void* value = nullptr;
    std::size_t size = 0;
    for (std::size_t at = 0; rd_kafka_header_get_all(headers, at, &name, &value, &size) == 0; ++at)
        record.headers.emplace_back(name, copy(value, size));
    return record;
}

rd_kafka_t* assigned(const char* address, const char* topic, const std::string& partitions) {
    rd_kafka_t* consumer = open(RD_KAFKA_CONSUMER, configure({{"bootstrap.servers", address},
                                                              {"group.id", "never-joined"},
                                                              {"check.crcs", "true"},
                                                              {"auto.offset.reset", "error"},
                                                              {"enable.auto.commit", "false"}}));
    rd_kafka_poll_set_consumer(consumer);
    rd_kafka_topic_partition_list_t* list = rd_kafka_topic_partition_list_new(1);
    for (const auto& partition : lines::split(partitions, ','))
        rd_kafka_topic_partition_list_add(list, topic, std::stoi(partition))->offset = 0;
    if (const auto error = rd_kafka_assign(consumer, list); error != RD_KAFKA_RESP_ERR_NO_ERROR)
        fail(rd_kafka_err2str(error));
    rd_kafka_topic_partition_list_destroy(list);
    return consumer;
}

void consume(const char* address, const char* topic, const std::string& partitions, long count) {
    using clock = std::chrono::steady_clock;
    rd_kafka_t* consumer = assigned(address, topic, partitions);
    const auto deadline = clock::now() + std::chrono::milliseconds(patience_ms);
    while (count > 0 && clock::now() < deadline) {
        rd_kafka_message_t* message = rd_kafka_consumer_poll(consumer, 1000);
        if (message == nullptr) continue;
        if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) fail(rd_kafka_message_errstr(message));
        std::cout << lines::print(convert(message), message->offset) << '\n';
        --count;
        rd_kafka_message_destroy(message);
    }
    if (count > 0) fail(std::to_string(count) + " records did not come in time");
    rd_kafka_consumer_close(consumer);
    rd_kafka_destroy(consumer);
}

} // namespace

int main(int count, char** words) {
    const std::vector<std::string> arguments(words, words + count);
    if (count >= 4 && arguments[1] == "produce") {
        settings options;
        for (std::size_t at = 4; at < arguments.size(); ++at) {
            const auto equals = arguments[at].find('=');
            options.emplace_back(arguments[at].substr(0, equals), arguments[at].substr(equals + 1));
        }
        produce(words[2], words[3], options);
    } else if (count == 6 && arguments[1] == "consume") {
        consume(words[2], words[3], arguments[4], std::stol(arguments[5]));
    } else {
        fail("usage: see README.md");
    }
}
