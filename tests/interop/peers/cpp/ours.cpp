// Our client library behind the lines of ../README.md. Includes nothing but its public headers.
#include "lines.hpp"

#include <kafka/kafka.hpp>

#include <cstdlib>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr auto patience = std::chrono::seconds(30);
using settings = std::map<std::string, std::string>;

[[noreturn]] void fail(const std::string& what) {
    std::cerr << "kafka-cpp: " << what << '\n';
    std::exit(1);
}

kafka::bytes_view view(const lines::bytes& from) {
    return from ? kafka::bytes_view(*from) : kafka::bytes_view();
}

kafka::writer_options writer_options(const std::string& address, const std::string& topic,
                                     const settings& wanted) {
    const auto option = [&](const std::string& name, const std::string& otherwise) {
        const auto found = wanted.find(name);
        return found == wanted.end() ? otherwise : found->second;
    };
    const auto acks = kafka::acks_from_string(option("acks", "all"));
    const auto codec = kafka::compression_from_string(option("codec", "none"));
    if (!acks || !codec) fail("no such acks or codec");
    return {.brokers = {address},
            .topic = topic,
            .required_acks = *acks,
            .idempotent = option("idempotent", "false") == "true",
            .compression = *codec,
            .batch_bytes = 16 << 20,
            .delivery_timeout = patience};
}

void post(kafka::writer& writer, const lines::record& from, kafka::delivery& outcome) {
    std::vector<kafka::header> headers;
    for (const auto& [name, value] : from.headers) headers.push_back({name, view(value)});
    const kafka::delivery_callback told{
        [](void* to, const kafka::delivery& d) { *static_cast<kafka::delivery*>(to) = d; },
        &outcome};
    writer.post(
        kafka::context::after(patience),
        {.key = view(from.key),
         .value = view(from.value),
         .headers = headers,
         .partition = from.partition,
         .timestamp = kafka::timestamp(std::chrono::milliseconds(from.timestamp.value_or(0)))},
        told);
}

void produce(const std::string& address, const std::string& topic, const settings& wanted) {
    std::vector<lines::record> records;
    for (std::string line; std::getline(std::cin, line);) records.push_back(lines::parse(line));
    std::vector<kafka::delivery> outcomes(records.size());
    kafka::writer writer(writer_options(address, topic, wanted));
    for (std::size_t at = 0; at < records.size(); ++at) post(writer, records[at], outcomes[at]);
    writer.flush(kafka::context::after(patience));
    if (const auto left = writer.close(kafka::context::after(patience)); left.records != 0)
        fail(std::to_string(left.records) + " records were not delivered");
    for (const auto& outcome : outcomes) {
        if (outcome.error) fail(outcome.error.message());
        std::cout << outcome.partition << '\t' << outcome.offset << '\n';
    }
}

void print(const kafka::message& from) {
    const auto copy = [](kafka::bytes_view bytes) {
        return bytes.is_null() ? lines::bytes() : lines::bytes(bytes.str());
    };
    lines::record record{.partition = from.partition,
                         .timestamp = from.timestamp.time_since_epoch().count(),
                         .key = copy(from.key),
                         .value = copy(from.value),
                         .headers = {}};
    for (const auto& header : from.headers)
        record.headers.emplace_back(std::string(header.key), copy(header.value));
    std::cout << lines::print(record, from.offset) << '\n';
}

// Batches when there are several partitions, single messages when there is one.
void consume(const std::string& address, const std::string& topic, const std::string& partitions,
             long count) {
    std::set<std::int32_t> wanted;
    for (const auto& each : lines::split(partitions, ',')) wanted.insert(std::stoi(each));
    kafka::reader_options options{.brokers = {address}, .topic = topic};
    if (wanted.size() == 1) options.partition = *wanted.begin();
    kafka::reader reader(options);
    const auto ctx = kafka::context::after(patience);
    const auto take = [&](const kafka::message& message) {
        if (count == 0 || !wanted.contains(message.partition)) return;
        print(message);
        --count;
    };
    while (count > 0) {
        if (wanted.size() == 1)
            take(reader.read_message(ctx).value());
        else
            for (const auto& message : reader.fetch_batch(ctx)) take(message);
    }
    reader.close();
}

kafka::group_balancer_pointer balancer(const std::string& name) {
    for (const auto& each :
         {kafka::range_group_balancer(), kafka::round_robin_group_balancer(),
          kafka::sticky_group_balancer(), kafka::cooperative_sticky_group_balancer()})
        if (each->protocol_name() == name) return each;
    fail("no such assignor");
}

// A member until standard input ends; what was printed is committed when it leaves.
void join(const std::string& address, const std::string& topic, const std::string& group,
          const std::string& assignor) {
    kafka::reader reader({.brokers = {address},
                          .topic = topic,
                          .group_id = group,
                          .group_balancers = {balancer(assignor)},
                          .session_timeout = std::chrono::seconds(6)});
    std::thread([&reader] {
        while (std::cin.get() != std::char_traits<char>::eof()) {}
        reader.close();
    }).detach();
    const auto ctx = kafka::context::after(std::chrono::minutes(10));
    while (const auto message = reader.read_message(ctx))
        std::cout << message->partition << '\t' << message->offset << std::endl;
    reader.close();
}

void run(const std::vector<std::string>& words) {
    settings wanted;
    for (std::size_t at = 4; at < words.size(); ++at) {
        const auto equals = words[at].find('=');
        wanted[words[at].substr(0, equals)] =
            equals == std::string::npos ? "" : words[at].substr(equals + 1);
    }
    if (words.size() >= 4 && words[1] == "produce")
        produce(words[2], words[3], wanted);
    else if (words.size() == 6 && words[1] == "consume")
        consume(words[2], words[3], words[4], std::stol(words[5]));
    else if (words.size() == 6 && words[1] == "join")
        join(words[2], words[3], words[4], words[5]);
    else
        fail("usage: see README.md");
}

} // namespace

int main(int count, char** words) {
    try {
        run({words, words + count});
    } catch (const std::exception& failure) {
        fail(failure.what());
    }
}
