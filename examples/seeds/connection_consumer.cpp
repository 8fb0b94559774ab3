// Reads one batch over one connection, value by value into a buffer of its own.
#include <kafka/kafka.hpp>

#include <array>
#include <iostream>

int main(int argc, char** argv) {
    using namespace std::chrono_literals;
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    auto connection = kafka::dial_leader({}, broker, "test", 0);
    // Fewer than 10 kB come shortly before the deadline.
    connection.set_read_deadline(kafka::context::clock::now() + 10s);
    auto batch = connection.read_batch({}, 10'000, 1'000'000);
    std::array<char, 10'000> buffer;
    while (const auto size = batch.read(buffer))
        std::cout << std::string_view(buffer.data(), *size) << '\n';
}
