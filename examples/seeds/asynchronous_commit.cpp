// Many messages and few commits: the highest offset of each partition is enough.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    kafka::reader reader{{.brokers = {broker},
                          .topic = "test",
                          .group_id = "consumer-group-id",
                          .group_balancers = {kafka::range_group_balancer()},
                          .commit_interval = std::chrono::seconds(1)}};
    std::size_t count = 0;
    bool at_end = false;
    while (!at_end) {
        auto batch = reader.fetch_batch(ctx); // the fast form
        kafka::message last;
        for (const auto& m : batch) {
            ++count;
            last = m;
        }
        reader.commit_messages(ctx, last); // only notes, and stands for all in front of it
        at_end = last.lag() == 0;
    }
    reader.close();
    std::cout << count << " messages\n";
}
