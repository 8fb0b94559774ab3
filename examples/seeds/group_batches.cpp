// sarama's group handler that works on ten messages at a time and marks them when they are done.
#include <kafka/kafka.hpp>

#include <iostream>
#include <vector>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    kafka::reader claims{{.brokers = {broker},
                          .topic = "test_topic",
                          .group_id = "demo",
                          .commit_interval = std::chrono::seconds(1)}};
    for (bool at_end = false; !at_end;) {
        std::vector<kafka::message> batch;
        while (batch.size() < 10 && !at_end) {
            auto m = claims.fetch_message(ctx);
            if (!m) return 0; // closed
            at_end = m->lag() == 0;
            batch.push_back(std::move(*m));
        }
        std::cout << "a round of " << batch.size() << '\n';
        for (const auto& m : batch) std::cout << m.value << '\n';
        claims.commit_messages(ctx, batch); // noted now, sent every second and by close
    }
    claims.close();
}
