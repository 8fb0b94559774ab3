#include <kafka/error.hpp>
#include <kafka/properties.hpp>

#include <gtest/gtest.h>

using namespace std::chrono_literals;
using kafka::from_properties;
using kafka::properties;

namespace {

template <class Options>
std::string refusal_of(const properties& settings) {
    try {
        from_properties<Options>(settings);
        return {};
    } catch (const kafka::error& e) {
        EXPECT_EQ(e.code(), kafka::errc::invalid_option);
        return e.what();
    }
}

std::string writer_refusal(const std::string& name, const std::string& value) {
    return refusal_of<kafka::writer_options>({{name, value}});
}

} // namespace

TEST(a_writer_s_options, come_from_java_s_names) {
    const auto o = from_properties<kafka::writer_options>({
        {"bootstrap.servers", "a:1,b:2"},
        {"client.id", "me"},
        {"acks", "1"},
        {"compression.type", "zstd"},
        {"compression.gzip.level", "9"},
        {"compression.zstd.level", "7"},
        {"linger.ms", "5"},
        {"batch.size", "32768"},
        {"buffer.memory", "1048576"},
        {"delivery.timeout.ms", "30000"},
        {"max.in.flight.requests.per.connection", "1"},
        {"retries", "3"},
        {"partitioner.class", "org.apache.kafka.clients.producer.RoundRobinPartitioner"},
    });
    EXPECT_EQ(o.brokers, std::vector<std::string>{"a:1,b:2"});
    EXPECT_EQ(o.client_id, "me");
    EXPECT_EQ(o.required_acks, kafka::acks::one);
    EXPECT_EQ(o.idempotent, false);
    EXPECT_EQ(o.compression, kafka::compression::zstd);
    EXPECT_EQ(o.compression_level, 7);
    EXPECT_EQ(o.batch_timeout, 5ms);
    EXPECT_EQ(o.batch_bytes, 32768u);
    EXPECT_EQ(o.queue_bytes, 1048576u);
    EXPECT_EQ(o.delivery_timeout, 30s);
    EXPECT_EQ(o.max_in_flight, 1);
    EXPECT_EQ(o.max_attempts, 4);
    EXPECT_EQ(o.balancer->name(), "round_robin");
}

TEST(a_writer_s_options, come_from_librdkafka_s_names) {
    const auto o = from_properties<kafka::writer_options>({
        {"metadata.broker.list", "a:1"},
        {"request.required.acks", "-1"},
        {"compression.codec", "lz4"},
        {"queue.buffering.max.ms", "0.5"},
        {"queue.buffering.max.kbytes", "2"},
        {"batch.num.messages", "100"},
        {"message.timeout.ms", "1000"},
        {"message.send.max.retries", "2147483647"},
        {"partitioner", "consistent_random"},
        {"security.protocol", "PLAINTEXT"},
    });
    EXPECT_EQ(o.brokers, std::vector<std::string>{"a:1"});
    EXPECT_EQ(o.required_acks, kafka::acks::all);
    EXPECT_EQ(o.compression, kafka::compression::lz4);
    EXPECT_EQ(o.batch_timeout, 500us);
    EXPECT_EQ(o.queue_bytes, 2048u);
    EXPECT_EQ(o.batch_size, 100u);
    EXPECT_EQ(o.delivery_timeout, 1s);
    EXPECT_EQ(o.max_attempts, 0);
    EXPECT_EQ(o.balancer->name(), "consistent_random");
}

TEST(a_reader_s_options, come_from_both) {
    const auto o = from_properties<kafka::reader_options>({
        {"group.id", "g"},
        {"group.instance.id", "one"},
        {"auto.offset.reset", "latest"},
        {"enable.auto.commit", "false"},
        {"fetch.wait.max.ms", "100"},
        {"fetch.min.bytes", "10"},
        {"max.partition.fetch.bytes", "4096"},
        {"partition.assignment.strategy",
         "org.apache.kafka.clients.consumer.RangeAssignor, roundrobin"},
        {"session.timeout.ms", "10000"},
        {"check.crcs", "false"},
        {"linger.ms", "5"}, // the writer's
    });
    EXPECT_EQ(o.group_id, "g");
    EXPECT_EQ(o.group_instance_id, "one");
    EXPECT_EQ(o.start_offset, kafka::start_offset(kafka::last_offset));
    EXPECT_EQ(o.commit_policy, kafka::commit_policy::manual);
    EXPECT_EQ(o.max_wait, 100ms);
    EXPECT_EQ(o.min_bytes, 10);
    EXPECT_EQ(o.partition_max_bytes, 4096);
    ASSERT_EQ(o.group_balancers.size(), 2u);
    EXPECT_EQ(o.group_balancers[1]->protocol_name(), "roundrobin");
    EXPECT_EQ(o.session_timeout, 10s);
    EXPECT_FALSE(o.check_crcs);
}

TEST(a_setting, that_nobody_knows_is_refused_with_the_nearest_that_is) {
    EXPECT_NE(writer_refusal("lingr.ms", "5").find("did you mean linger.ms?"), std::string::npos);
    EXPECT_NE(writer_refusal("transactional.ids", "x").find("did you mean transactional.id?"),
              std::string::npos);
    const auto far = writer_refusal("colour.of.the.sky", "blue");
    EXPECT_NE(far.find("there is no such client setting"), std::string::npos);
    EXPECT_EQ(far.find("did you mean"), std::string::npos);
}

TEST(a_setting, that_is_known_and_not_to_be_had_is_refused_in_words) {
    EXPECT_NE(writer_refusal("transactional.id", "t").find("there are no transactions"),
              std::string::npos);
    EXPECT_NE(writer_refusal("sasl.kerberos.service.name", "x").find("has no setting"),
              std::string::npos);
    EXPECT_NE(writer_refusal("key.serializer", "x").find("records are bytes"), std::string::npos);
    EXPECT_EQ(refusal_of<kafka::reader_options>({{"isolation.level", "read_uncommitted"}}), "");
    EXPECT_NE(refusal_of<kafka::reader_options>({{"isolation.level", "read_committed"}}), "");
}

TEST(settings_of_security, become_tls_and_a_mechanism) {
    const auto o = kafka::from_properties<kafka::reader_options>(
        {{"security.protocol", "sasl_ssl"},
         {"ssl.ca.location", "/ca.pem"},
         {"ssl.endpoint.identification.algorithm", ""},
         {"sasl.mechanism", "SCRAM-SHA-256"},
         {"sasl.jaas.config", "any.Module required username=\"alice\" password=\"secret\";"}});
    ASSERT_TRUE(o.dialer && o.dialer->tls && o.dialer->sasl);
    EXPECT_EQ(o.dialer->tls->authorities, "/ca.pem");
    EXPECT_FALSE(o.dialer->tls->verify_server_name);
    EXPECT_EQ(o.dialer->sasl->name(), "SCRAM-SHA-256");
}

TEST(settings_of_security, are_refused_without_printing_a_password) {
    const auto refusal = [](kafka::properties p) {
        p["security.protocol"] = "SASL_SSL";
        return refusal_of<kafka::client_options>(p);
    };
    EXPECT_NE(refusal({}).find("sasl.mechanism"), std::string::npos);
    EXPECT_NE(
        refusal({{"sasl.mechanism", "GSSAPI"}, {"sasl.username", "u"}, {"sasl.password", "p"}})
            .find("SCRAM-SHA-512"),
        std::string::npos);
    const auto bad = refusal({{"sasl.mechanism", "PLAIN"}, {"sasl.jaas.config", "hush hush"}});
    EXPECT_NE(bad.find("jaas"), std::string::npos) << bad;
    EXPECT_EQ(bad.find("hush"), std::string::npos) << bad;
    EXPECT_NE(writer_refusal("security.protocol", "TLS").find("SASL_SSL"), std::string::npos);
    EXPECT_NE(refusal({{"ssl.keystore.type", "JKS"}}).find("PEM"), std::string::npos);
}

TEST(settings_of_security, mean_nothing_while_connections_are_plain) {
    const auto o = kafka::from_properties<kafka::client_options>(
        {{"security.protocol", "PLAINTEXT"}, {"sasl.mechanism", "PLAIN"}});
    EXPECT_FALSE(o.dialer);
}

TEST(a_setting, with_a_value_that_makes_no_sense_is_refused) {
    for (const auto& [name, value] : properties{{"acks", "2"},
                                                {"compression.type", "brotli"},
                                                {"linger.ms", "-1"},
                                                {"batch.size", "1e9"},
                                                {"batch.num.messages", "-3"},
                                                {"buffer.memory", ""},
                                                {"enable.idempotence", "yes"},
                                                {"max.in.flight", "99999999999"},
                                                {"retries", "many"},
                                                {"partitioner", "random"}})
        EXPECT_NE(writer_refusal(name, value).find(name), std::string::npos) << name;
    for (const auto& [name, value] : properties{{"auto.offset.reset", "middle"},
                                                {"partition.assignment.strategy", "range,"},
                                                {"partition.assignment.strategy", "mine"},
                                                {"enable.auto.commit", "1"}})
        EXPECT_NE(refusal_of<kafka::reader_options>({{name, value}}), "") << name << '=' << value;
}

TEST(mistakes_in_settings, are_told_all_at_once_and_do_not_keep_the_rest_from_being_applied) {
    kafka::client_options o;
    const auto mistakes = kafka::apply_properties(
        {{"client.id", "me"}, {"request.timeout.ms", "soon"}, {"clint.id", "me"}}, o);
    ASSERT_EQ(mistakes.size(), 2u);
    EXPECT_EQ(to_string(mistakes[0]), "request.timeout.ms=soon: a whole number is wanted");
    EXPECT_EQ(mistakes[1].nearest, "client.id");
    EXPECT_EQ(o.client_id, "me");
}

TEST(a_balancer, is_found_by_its_name_and_tells_it) {
    for (const auto* name :
         {"murmur2_random", "murmur2", "consistent_random", "consistent", "fnv1a_random", "fnv1a",
          "hash", "reference_hash", "round_robin", "least_bytes"}) {
        const auto found = kafka::balancer_from_string(name);
        ASSERT_TRUE(found) << name;
        EXPECT_EQ(found->name(), name);
    }
    EXPECT_FALSE(kafka::balancer_from_string("random"));
    EXPECT_FALSE(kafka::balancer_from_string(""));
}
