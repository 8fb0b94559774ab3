// A piece of an application, and its tests against a real broker.
#include "broker_fixture.hpp"

#include <kafka/kafka.hpp>

#include <chrono>

using namespace std::chrono_literals;

namespace {

// [application]
void place_order(kafka::writer& orders, const std::string& customer, const std::string& what) {
    orders.write_messages({}, {{.key = customer, .value = what}});
}

int count_orders_of(kafka::reader& orders, const std::string& customer, int seen) {
    int count = 0;
    for (; seen > 0; --seen)
        if (const auto message = orders.read_message(kafka::context::after(10s)))
            count += message->key == customer;
    return count;
}
// [/application]

// [fixture]
class orders : public broker_fixture {
protected:
    kafka::writer writer() {
        return kafka::writer{
            {.brokers = {address()}, .topic = "orders", .allow_auto_topic_creation = true}};
    }
    kafka::reader reader() { return kafka::reader{{.brokers = {address()}, .topic = "orders"}}; }
};
// [/fixture]

} // namespace

// [tests]
TEST_F(orders, are_counted_for_the_customer_who_placed_them) {
    auto out = writer();
    place_order(out, "anna", "tea");
    place_order(out, "bob", "coffee");
    place_order(out, "anna", "cake");
    auto in = reader();
    EXPECT_EQ(count_orders_of(in, "anna", 3), 2);
}

TEST_F(orders, survive_a_restart_of_the_broker) {
    auto out = writer();
    place_order(out, "anna", "tea");
    restart_broker();
    place_order(out, "anna", "cake");
    auto in = reader();
    EXPECT_EQ(count_orders_of(in, "anna", 2), 2);
}
// [/tests]

// [cluster]
TEST(orders_in_a_cluster, are_spread_over_its_brokers) {
    temporary_directory directory;
    kafka::broker::server brokers{{.data_directory = directory.path,
                                   .nodes = {{.id = 1, .port = 0}, {.id = 2, .port = 0}},
                                   .properties = {{"num.partitions", "2"}}}};
    kafka::client client{{.brokers = brokers.addresses()}};
    const auto ctx = kafka::context::after(10s);
    client.create_topics(ctx, {{.topic = "orders"}});
    const auto partitions = client.metadata(ctx, {"orders"}).topics.at(0).partitions;
    EXPECT_NE(partitions.at(0).leader, partitions.at(1).leader);
}
// [/cluster]
