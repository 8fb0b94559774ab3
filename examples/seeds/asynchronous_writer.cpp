// write_messages returns at once; what became of each batch is told to a function, on a thread of
// its own.
#include <kafka/kafka.hpp>

#include <atomic>
#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    std::atomic<std::size_t> written = 0;
    kafka::writer writer{{.brokers = {broker},
                          .topic = "test",
                          .allow_auto_topic_creation = true,
                          .async = true,
                          .completion = [&](const kafka::batch_result& batch) {
                              if (batch.error)
                                  std::cerr << batch.error.message() << '\n';
                              else
                                  written += batch.records;
                          }}};
    for (int i = 0; i < 1000; ++i) writer.write_messages(ctx, {{.value = std::to_string(i)}});
    const auto left = writer.close(ctx); // flushes; tells what could not be delivered
    std::cout << written << " written, " << left.records << " undelivered\n";
}
