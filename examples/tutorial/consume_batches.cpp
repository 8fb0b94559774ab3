// Sums numbers a batch at a time: messages are decoded while one walks, and nothing is copied.
#include <kafka/kafka.hpp>

#include <charconv>
#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    kafka::reader clicks{{.brokers = {broker}, .topic = "clicks", .partition = 0}};
    std::int64_t sum = 0;
    std::int64_t next = 0;
    for (bool more = true; more;) {
        auto batch = clicks.fetch_batch(ctx); // at least one message, all of one partition
        for (const kafka::message& m : batch) {
            int number = 0;
            std::from_chars(m.value.data(), m.value.data() + m.value.size(), number);
            sum += number;
            next = m.offset + 1;
        }
        more = next < batch.high_watermark();
    }
    std::cout << next << " numbers, sum " << sum << '\n';
}
