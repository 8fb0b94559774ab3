// Our connections and dialer against whatever broker is at the address: prints what happened, a
// line for each step. Includes nothing but the library's public headers.
//   interop_connection walk ADDRESS TOPIC                      every call, on a topic that it makes
//   interop_connection read ADDRESS TOPIC ISOLATION            the values of partition 0 to the end
#include <kafka/kafka.hpp>

#include <array>
#include <iostream>
#include <string>

namespace {

using namespace std::chrono_literals;
using kafka::whence;

kafka::context limit() { return kafka::context::after(30s); }

template <class T>
void say(std::string_view name, const T& value) {
    std::cout << name << ": " << value << '\n';
}

/// The words of the error that a call ends with.
template <class Call>
std::string error_of(Call call) {
    try {
        call();
    } catch (const kafka::error& e) {
        if (e.code().category() != kafka::broker_category()) return e.code().message();
        return std::string(name_of(static_cast<kafka::broker_errc>(e.code().value())));
    }
    return "none";
}

std::string joined(kafka::connection_batch batch) {
    std::string out;
    for (const auto& m : batch) out += (out.empty() ? "" : " ") + m.value.str();
    return out;
}

void make_topic(const std::string& address, const std::string& topic) {
    auto any = kafka::dial(limit(), address);
    say("brokers", any.brokers(limit()).size());
    const auto controller = any.controller(limit());
    auto at = kafka::dial(limit(), controller.host + ":" + std::to_string(controller.port));
    say("fetch is served", at.api_versions(limit()).size() > 20);
    const std::vector<kafka::topic_config> wanted{
        {.topic = topic, .partitions = 2, .replication_factor = 1}};
    say("created", !at.create_topics(limit(), wanted).at(0).error);
    const auto again = at.create_topics(limit(), wanted).at(0).error;
    say("created again", again == kafka::condition::exists ? "exists" : "?");
    say("impossible", error_of([&] { at.create_topics(limit(), {{.topic = "a/b"}}); }));
    say("partitions", kafka::lookup_partitions(limit(), address, topic).size());
    say("without a partition", error_of([&] { any.write(limit(), "a"); }));
    say("no such partition",
        error_of([&] { kafka::dialer{.timeout = 1s}.dial_leader({}, address, topic, 9); }));
}

void write(kafka::connection& c) {
    say("bytes", c.write_messages(limit(), {{.key = "k", .value = "one!"}, {.value = "two!"}}));
    for (const auto codec : {kafka::compression::gzip, kafka::compression::snappy,
                             kafka::compression::lz4, kafka::compression::zstd}) {
        const std::string value = std::string(to_string(codec)) + std::string(300, '.');
        const auto at = c.write_compressed_messages_at(limit(), codec, {{.value = value}});
        say(to_string(codec), std::to_string(at.partition) + "@" + std::to_string(at.offset));
    }
    c.set_required_acks(kafka::acks::one);
    say("acks one", c.write(limit(), "one"));
    c.set_required_acks(kafka::acks::none);
    say("acks none", c.write(limit(), "none"));
    while (c.read_last_offset(limit()) < 8) {}
    c.set_required_acks(kafka::acks::all);
}

void read(kafka::connection& c) {
    std::array<char, 400> buffer{};
    say("short buffer", error_of([&] { c.read(limit(), std::span(buffer).first(3)); }));
    say("long buffer", std::string(buffer.data(), c.read(limit(), buffer)));
    say("message", c.read_message(limit()).value);
    c.seek(limit(), 6, whence::absolute);
    auto batch = c.read_batch(limit(), 1, 1'000'000);
    say("high watermark", batch.high_watermark());
    say("batch", joined(std::move(batch)));
    say("offset", c.offset().offset);
    say("nothing", c.read_batch(limit(), {.max_wait = 10ms}).empty());
    say("deadline", error_of([&] { c.read_message(kafka::context::after(200ms)); }));
    c.write(limit(), "later");
    say("later", c.read_message(limit()).value);
}

void seek(kafka::connection& c) {
    say("from the start", c.seek(limit(), 1, whence::start));
    say("from the end", c.seek(limit(), 2, whence::end));
    say("from here", c.seek(limit(), -3, whence::current));
    say("outside", error_of([&] { c.seek(limit(), 10, whence::absolute); }));
    c.seek(limit(), 100, whence::absolute, kafka::seek_check::dont_check);
    say("unchecked", error_of([&] { c.read_message(limit()); }));
    const auto [first, last] = c.read_offsets(limit());
    say("offsets", std::to_string(first) + " " + std::to_string(last));
    say("since 1970", c.read_offset(limit(), {}));
    say("far ahead", c.read_offset(limit(), kafka::timestamp(4'000'000'000'000ms)));
}

void end(kafka::connection& c, const std::string& topic) {
    c.delete_topics(limit(), {topic});
    const auto gone = [&] { return error_of([&] { c.read_partitions(limit(), {topic}); }); };
    while (gone() == "none") {}
    say("deleted", gone());
    c.close();
    say("closed", error_of([&] { c.write(limit(), "a"); }));
}

void walk(const std::string& address, const std::string& topic) {
    make_topic(address, topic);
    auto c = kafka::dial_leader(limit(), address, topic, 1);
    write(c);
    read(c);
    seek(c);
    end(c, topic);
}

void read_all(const std::string& address, const std::string& topic, const std::string& isolation) {
    auto c = kafka::dial_leader(limit(), address, topic, 0);
    const auto end = c.read_last_offset(limit());
    while (c.offset().from == whence::start || c.offset().offset < end)
        for (const auto& m :
             c.read_batch(limit(), {.isolation = *kafka::isolation_level_from_string(isolation),
                                   .max_wait = 100ms}))
            std::cout << m.value << '\n';
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    try {
        if (words.size() == 3 && words[0] == "walk") return walk(words[1], words[2]), 0;
        if (words.size() == 4 && words[0] == "read")
            return read_all(words[1], words[2], words[3]), 0;
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
    std::cerr << "interop_connection walk ADDRESS TOPIC | read ADDRESS TOPIC ISOLATION\n";
    return 2;
}
