// sarama's SyncProducer: one message after another, each with where it has been written.
#include <kafka/kafka.hpp>

#include <future>
#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    kafka::writer producer{{.brokers = {broker},
                            .topic = "test_topic",
                            .balancer = kafka::round_robin(),
                            .allow_auto_topic_creation = true}};
    for (int i = 1; i <= 10; ++i) {
        std::promise<kafka::delivery> written;
        producer.post(ctx, {.value = "message number " + std::to_string(i)},
                      {[](void* promise, const kafka::delivery& d) {
                           static_cast<std::promise<kafka::delivery>*>(promise)->set_value(d);
                       },
                       &written});
        const auto where = written.get_future().get(); // bounded by delivery_timeout
        if (where.error) throw std::system_error(where.error);
        std::cout << "partition " << where.partition << ", offset " << where.offset << '\n';
    }
}
