// A group seen from outside: how far it is behind, and how it is set back to the start.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    kafka::client client{{.brokers = {broker}}};
    // [lag]
    const auto group = client.fetch_offsets(ctx, {"shipping"}).at(0);
    std::int64_t lag = 0;
    for (const auto& committed : group.offsets) {
        const auto end = client.list_offsets(ctx, {{committed.partition, kafka::last_offset}});
        lag += end.at(0).offset - committed.offset;
    }
    std::cout << "lag " << lag << '\n';
    // [/lag]
    // [reset]
    auto start = group.offsets;
    for (auto& s : start) s.offset = 0;
    for (const auto& r : client.commit_offsets(ctx, "shipping", start))
        std::cout << "partition " << r.partition.partition << ' '
                  << (r.error ? r.error.message() : "starts again") << '\n';
    // [/reset]
}
