// Three messages in one call, then one by one: milliseconds either way, because a batch leaves as
// soon as the connection is idle. (With a linger of one second the second loop would take three.)
#include <kafka/kafka.hpp>

#include <iostream>
#include <vector>

namespace {

template <class F>
void print_time(const char* what, F&& f) {
    const auto begin = std::chrono::steady_clock::now();
    f();
    const auto took = std::chrono::steady_clock::now() - begin;
    std::cout << what << ": " << std::chrono::duration_cast<std::chrono::microseconds>(took).count()
              << " us\n";
}

} // namespace

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    kafka::writer writer{{.brokers = {broker},
                          .topic = "test",
                          .balancer = kafka::least_bytes(),
                          .required_acks = kafka::acks::all,
                          .batch_size = 100,
                          .batch_bytes = 1'048'576,
                          .max_attempts = 10,
                          .allow_auto_topic_creation = true}};
    const std::vector<kafka::record> messages{{.value = "1"}, {.value = "2"}, {.value = "3"}};
    print_time("connect and write all three", [&] { writer.write_messages(ctx, messages); });
    print_time("all three in one call", [&] { writer.write_messages(ctx, messages); });
    print_time("one by one", [&] {
        for (const auto& m : messages) writer.write_messages(ctx, {m});
    });
    writer.close(ctx);
}
