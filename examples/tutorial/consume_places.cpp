// Where reading starts, where it ends, and how long it may wait.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(20));
    // [end]
    kafka::reader reader{{.brokers = {broker}, .topic = "orders", .partition = 0}};
    while (const auto m = reader.read_message(ctx)) {
        std::cout << m->offset << ": " << m->value << '\n';
        if (m->lag() == 0) break; // nothing was behind it in its partition when it was fetched
    }
    // [/end]
    // [time]
    using namespace std::chrono_literals;
    const auto since =
        std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now() - 15min);
    reader.set_offset(kafka::at(since)); // or an offset, first_offset, last_offset
    std::cout << "in the last quarter of an hour: " << reader.read_message(ctx)->value << '\n';
    // [/time]
    // [deadline]
    reader.set_offset(kafka::last_offset);
    try {
        reader.read_message(kafka::context::after(200ms));
    } catch (const kafka::error& e) {
        if (e.code() != kafka::errc::timed_out) throw;
        std::cout << "nothing new\n";
    }
    // [/deadline]
    // [range]
    reader.set_offset(1'000'000); // there is no such offset
    try {
        reader.read_message(ctx);
    } catch (const kafka::error& e) {
        if (e.code() != kafka::errc::offset_out_of_range) throw;
        reader.set_offset(kafka::first_offset);
    }
    // [/range]
    std::cout << "again: " << reader.read_message(ctx)->value << '\n';
}
