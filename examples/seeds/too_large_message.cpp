// More messages than a batch holds are simply several batches. A single message that no batch can
// hold is refused, by its index, and nothing of the call is sent.
#include <kafka/kafka.hpp>

#include <iostream>
#include <vector>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    kafka::writer writer{{.brokers = {broker},
                          .topic = "test",
                          .batch_size = 100,
                          .batch_bytes = 10'000,
                          .allow_auto_topic_creation = true}};
    writer.write_messages(ctx, std::vector<kafka::record>(220, {.value = "one of many"}));
    std::cout << "220 messages written\n";
    const std::string large(20'000, 'x');
    try {
        writer.write_messages(ctx, {{.value = "fits"}, {.value = large}});
    } catch (const kafka::error& e) {
        std::cout << e.what() << '\n';
    }
}
