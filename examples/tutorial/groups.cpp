// A member of the group "billing", until Ctrl-C. Start it twice and see the partitions move.
#include <kafka/kafka.hpp>

#include <iostream>

namespace {

void print(const std::string& what, const std::vector<kafka::topic_partition>& partitions) {
    std::cout << what;
    for (const auto& p : partitions) std::cout << ' ' << p.topic << '/' << p.partition;
    std::cout << std::endl;
}

void bill(const kafka::message& order) {
    std::cout << order.key << " pays for " << order.value << std::endl;
}

} // namespace

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const kafka::group_listener tell{
        .assigned = [](const auto& partitions) { print("assigned", partitions); },
        .revoked = [](const auto& partitions) { print("revoked", partitions); },
        .lost = [](const auto& partitions) { print("lost", partitions); }};
    kafka::reader orders{
        {.brokers = {broker}, .topic = "orders", .group_id = "billing", .group_listener = tell}};
    const std::stop_callback on_stop(kafka::signal_stop(), [&orders] { orders.close(); });
    while (const auto order = orders.read_message({})) bill(*order); // committed with the next call
    orders.close();                                                  // waits until the group knows
}
