// Commits a message when its work is done, and not before.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    kafka::reader orders{{.brokers = {broker}, .topic = "orders", .group_id = "shipping"}};
    // [commit]
    for (int i = 0; i < 3; ++i) {
        const auto order = orders.fetch_message(ctx);
        std::cout << "shipped " << order->value << '\n';
        try {
            orders.commit_messages(ctx, *order); // this one and all before it in its partition
        } catch (const kafka::error& e) {
            if (e.code() != kafka::errc::partition_lost) throw;
            std::cout << "another member has the partition now, and gets this message again\n";
        }
    }
    // [/commit]
    orders.close(ctx);
}
