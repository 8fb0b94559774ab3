// The four ways to say where to read. None of them concerns a consumer group.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    using kafka::whence;
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    const kafka::dialer dialer{.timeout = std::chrono::seconds(10), .dual_stack = true};
    auto connection = dialer.dial_leader(ctx, broker, "test", 0);
    const auto first_behind = [&](std::string_view how, std::int64_t offset, whence from) {
        connection.seek(ctx, offset, from);
        std::cout << how << ": " << connection.read_message(ctx).value << '\n';
    };
    first_behind("50 behind the start", 50, whence::start);
    first_behind("the message at offset 50", 50, whence::absolute);
    first_behind("50 in front of the end", 50, whence::end);
    first_behind("10 back from here", -10, whence::current);
    try {
        connection.seek(ctx, 1'000'000, whence::absolute);
    } catch (const kafka::error& e) {
        std::cout << "offset 1000000: " << e.code().message() << '\n';
    }
}
