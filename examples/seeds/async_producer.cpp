// sarama's AsyncProducer: messages go in, and what became of them comes out on another thread.
// There is no channel that must be drained.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    kafka::writer producer{{.brokers = {broker},
                            .topic = "test_topic",
                            .balancer = kafka::round_robin(),
                            .allow_auto_topic_creation = true,
                            .completion = [](const kafka::batch_result& batch) {
                                if (batch.error)
                                    std::cerr << batch.error.message() << '\n';
                                else
                                    std::cout << batch.topic << ": " << batch.records
                                              << " from offset " << batch.base_offset << '\n';
                            }}};
    for (int i = 1; i <= 10; ++i)
        producer.post(ctx, {.value = "asynchronous message number " + std::to_string(i)});
    producer.close(ctx); // sends what waits, and returns when the last outcome has been told
}
