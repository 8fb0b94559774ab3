// Many records without waiting for each; a function is told what became of every one.
#include <kafka/kafka.hpp>

#include <iostream>

namespace {

struct tally {
    int written = 0;
    int failed = 0;
};

void count(void* context, const kafka::delivery& outcome) { // on the callback thread
    auto& counts = *static_cast<tally*>(context);
    outcome.error ? ++counts.failed : ++counts.written;
}

} // namespace

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(30));
    tally counts;
    kafka::writer clicks{{.brokers = {broker},
                          .topic = "clicks",
                          .compression = kafka::compression::lz4,
                          .allow_auto_topic_creation = true}};
    for (int i = 0; i < 100'000; ++i)
        clicks.post(ctx, {.value = std::to_string(i)}, {count, &counts});
    const auto left = clicks.close(ctx); // sends the rest and waits for it, and for `count`
    std::cout << counts.written << " written, " << counts.failed << " failed, " << left.records
              << " undelivered\n";
}
