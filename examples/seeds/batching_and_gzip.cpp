// A batch leaves at 100 messages, at 1 MiB, or 10 ms after it was begun; it travels and is stored
// as gzip.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    kafka::writer writer{{.brokers = {broker},
                          .topic = "example-topic",
                          .compression = kafka::compression::gzip,
                          .batch_size = 100,
                          .batch_timeout = std::chrono::milliseconds(10),
                          .allow_auto_topic_creation = true,
                          .completion = [](const kafka::batch_result& batch) {
                              std::cout << batch.records << " records in " << batch.bytes
                                        << " bytes\n";
                          }}};
    for (int i = 0; i < 250; ++i)
        writer.post(ctx, {.value = "the same words again and again, number " + std::to_string(i)});
    writer.close(ctx);
}
