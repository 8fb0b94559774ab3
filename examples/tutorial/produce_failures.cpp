// Three ways in which a write can fail, and what is known of the records then.
#include <kafka/kafka.hpp>

#include <iostream>

namespace {

void write(kafka::writer& writer, const kafka::context& ctx, const kafka::record& record) {
    // [errors]
    try {
        writer.write_messages(ctx, {record});
    } catch (const kafka::write_errors& some) { // each record that was not acknowledged
        for (const auto& e : some.errors())
            std::cout << "record " << e.index << ": " << e.error.message() << ", "
                      << to_string(e.persistence) << '\n';
    } catch (const kafka::error& e) { // the call was refused: nothing was sent
        std::cout << (e.code() == kafka::errc::message_too_large ? "too large" : e.what()) << '\n';
    }
    // [/errors]
}

} // namespace

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    kafka::client client{{.brokers = {broker}}};
    client.create_topics(ctx, {{.topic = "prices", .configs = {{"cleanup.policy", "compact"}}}});
    kafka::writer prices{{.brokers = {broker}, .topic = "prices", .batch_bytes = 1000}};
    write(prices, ctx, {.key = "tea", .value = std::string(2000, '9')});
    write(prices, ctx, {.value = "a compacted topic wants keys"});
    kafka::writer nowhere{{.brokers = {"localhost:1"}, .topic = "prices"}};
    write(nowhere, kafka::context::after(std::chrono::milliseconds(300)), {.key = "tea"});
}
