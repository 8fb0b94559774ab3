// A service on one thread: one coroutine writes orders, another reads and answers them, until a
// deadline or Ctrl-C. Everything runs in the program's own io_context.
#include <kafka/asio.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <iostream>
#include <string>

namespace asio = boost::asio;

namespace {

asio::awaitable<void> write_orders(std::string broker) {
    kafka::writer writer{
        {.brokers = {broker}, .topic = "orders", .allow_auto_topic_creation = true}};
    for (int i = 1; i <= 3; ++i) {
        const auto text = "order " + std::to_string(i);
        co_await writer.async_write_messages({.key = "customer", .value = text});
    }
    co_await writer.async_close();
}

asio::awaitable<void> read_orders(kafka::reader reader) {
    const auto deadline = kafka::context::after(std::chrono::seconds(20));
    while (auto message = co_await reader.async_read_message(deadline)) {
        std::cout << message->offset << ": " << message->value << '\n';
        if (message->value == "order 3") reader.close(); // a service would go on
    }
}

} // namespace

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    asio::io_context io;
    asio::signal_set signals(io, SIGINT, SIGTERM);
    kafka::reader reader{{.brokers = {broker}, .topic = "orders"}};
    int failed = 0;

    signals.async_wait([&](auto...) { reader.close(); });
    const auto ended = [&](std::exception_ptr thrown) {
        try {
            if (thrown) std::rethrow_exception(thrown);
        } catch (const std::exception& e) {
            std::cerr << e.what() << '\n';
            failed = 1;
        }
    };
    asio::co_spawn(io, write_orders(broker), [&](std::exception_ptr thrown) {
        ended(thrown);
        asio::co_spawn(io, read_orders(reader), [&](std::exception_ptr t) {
            ended(t);
            signals.cancel();
        });
    });
    io.run();
    return failed;
}
