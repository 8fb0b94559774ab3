// Two keyed messages, written and acknowledged.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    try {
        kafka::writer writer{{.brokers = {broker},
                              .topic = "example-topic",
                              .balancer = kafka::least_bytes(),
                              .allow_auto_topic_creation = true}};
        writer.write_messages(ctx, {{.key = "Key-A", .value = "Hello Kafka!"},
                                    {.key = "Key-B", .value = "Another Message"}});
        std::cout << "Messages successfully sent to Kafka\n";
        writer.close(ctx);
    } catch (const kafka::error& e) {
        std::cerr << "Failed to write messages: " << e.what() << '\n';
        return 1;
    }
}
