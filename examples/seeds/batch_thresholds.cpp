// When batches leave: 220 messages are two batches of a hundred at once, and twenty after a while.
#include <kafka/kafka.hpp>

#include <iostream>
#include <vector>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    kafka::writer writer{{.brokers = {broker},
                          .topic = "test",
                          .batch_size = 100,
                          .batch_timeout = std::chrono::milliseconds(300),
                          .allow_auto_topic_creation = true,
                          .completion = [](const kafka::batch_result& batch) {
                              std::cout << batch.records << '\n';
                          }}};
    const std::vector<kafka::record> messages(220, {.key = "key", .value = "the same words"});
    writer.write_messages(ctx, messages); // the last twenty leave after 300 ms
    writer.close(ctx);
}
