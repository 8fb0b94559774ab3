// Each message is a request of its own and is acknowledged before the next.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    kafka::writer writer{{.brokers = {broker},
                          .topic = "test",
                          .batch_size = 1,
                          .allow_auto_topic_creation = true,
                          .completion = [](const kafka::batch_result& batch) {
                              std::cout << batch.records << " record at offset "
                                        << batch.base_offset << '\n';
                          }}};
    for (const char* value : {"1", "2", "3"}) writer.write_messages(ctx, {{.value = value}});
    writer.close(ctx);
}
