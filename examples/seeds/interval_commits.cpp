// commit_messages returns at once; the highest of each partition is committed every second.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    kafka::reader r{{.brokers = {broker},
                     .topic = "topic-A",
                     .min_bytes = 10'000,
                     .max_bytes = 10'000'000,
                     .group_id = "consumer-group-id",
                     .commit_interval = std::chrono::seconds(1)}};
    int count = 0;
    while (auto m = r.fetch_message(ctx)) {
        ++count;
        r.commit_messages(ctx, *m);
        if (m->lag() == 0) break;
    }
    r.close(); // commits what the interval has not yet
    std::cout << count << " messages\n";
}
