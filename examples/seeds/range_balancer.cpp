// The range balancer, loggers, and commits that wait for the coordinator.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    kafka::reader reader{
        {.brokers = {broker},
         .topic = "test",
         .start_offset = kafka::first_offset, // or kafka::last_offset
         .max_bytes = 10'000'000,
         .group_id = "consumer-group-id",
         .group_balancers = {kafka::range_group_balancer()},
         .commit_interval = std::chrono::milliseconds(0),
         .logger = [](kafka::log_level, std::string_view line) { std::cerr << line << '\n'; }}};
    while (auto m = reader.fetch_message(ctx)) {
        std::cout << m->value << '\n';
        try {
            reader.commit_messages(ctx, *m);
        } catch (const kafka::error& e) {
            std::cerr << "commit: " << e.what() << '\n';
        }
        if (m->lag() == 0) break;
    }
    reader.close();
}
