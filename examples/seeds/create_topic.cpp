// Topics are created by whichever broker is the controller; the client finds it.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    kafka::client client{{.brokers = {broker}}};
    for (const auto& r : client.create_topics(
             ctx, {{.topic = "my-topic", .partitions = 1, .replication_factor = 1}})) {
        if (r.error && r.error != kafka::condition::exists) {
            std::cerr << r.topic << ": " << r.error.message() << '\n';
            return 1;
        }
    }
    for (const auto& name : client.topics(ctx)) std::cout << name << '\n';
}
