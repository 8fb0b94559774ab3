// Three orders, written and acknowledged.
#include <kafka/kafka.hpp>

#include <iostream>

int main(int argc, char** argv) {
    const std::string broker = argc > 1 ? argv[1] : "localhost:9092";
    const auto ctx = kafka::context::after(std::chrono::seconds(10));
    try {
        kafka::writer orders{{.brokers = {broker}, .topic = "orders"}};
        orders.write_messages(ctx, {{.key = "anna", .value = "tea"},
                                    {.key = "bob", .value = "coffee"},
                                    {.key = "anna", .value = "cake"}});
        std::cout << "3 orders written\n";
    } catch (const kafka::error& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
}
