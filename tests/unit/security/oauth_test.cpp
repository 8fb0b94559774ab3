#include "security/oauth_client.hpp"
#include "security/oauth_message.hpp"
#include "security/oauth_server.hpp"
#include "token_issuer.hpp"

#include <kafka/error.hpp>

#include <gtest/gtest.h>

namespace {

using namespace kafka::detail::security;
using namespace kafka::sasl;
using namespace std::string_literals;
using kafka::testing::token_of;
using kind = verdict::kind;
using std::chrono::seconds;

const auto forever = token_of(R"({"alg":"none"})", R"({"sub":"alice","exp":9000000000})");
const auto over = token_of(R"({"alg":"none"})", R"({"sub":"alice","exp":1})");
const wall_clock::time_point now(seconds(1'700'000'000));

oauth_authenticator broker(std::vector<std::string> scopes = {}) {
    return oauth_authenticator(std::make_shared<token_rules>(
        token_rules{.unsecured = true, .required_scopes = std::move(scopes)}));
}

std::string first_message(const mechanism_pointer& mechanism) {
    return std::string(mechanism->start({}, {"localhost", 9092}).response.reveal());
}

} // namespace

// RFC 7628, section 4.1, without the host and port that Kafka's clients leave out.
TEST(oauth_bearer, sends_what_the_rfc_shows) {
    EXPECT_EQ(first_message(oauth_bearer{.token = "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg=="}),
              "n,,\1auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\1\1"s);
    EXPECT_EQ(first_message(oauth_bearer{.token = "t", .extensions = {{"b", "2"}, {"a", "1 x"}}}),
              "n,,\1auth=Bearer t\1"s
              "a=1 x\1"s
              "b=2\1\1"s);
}

TEST(oauth_bearer, joins_client_and_broker) {
    const mechanism_pointer mechanism =
        oauth_bearer{.token = forever, .extensions = {{"trace", "on"}}};
    EXPECT_EQ(mechanism->name(), "OAUTHBEARER");
    auto client = mechanism->start({}, {"localhost", 9092});
    const auto v = broker().next(client.response.reveal(), now);
    EXPECT_EQ(v.result, kind::accepted) << v.reason;
    EXPECT_EQ(v.user, "alice");
    EXPECT_EQ(v.expires->time_since_epoch(), seconds(9'000'000'000));
    EXPECT_EQ(v.extensions.at("trace"), "on");
    EXPECT_EQ(v.response, "");
    EXPECT_TRUE(client.session->next(v.response).done);
}

TEST(an_oauth_broker, takes_the_unsecured_token_that_clients_can_make) {
    const auto token = unsecured_token("bob", std::chrono::hours(1), "read write");
    auto one = broker({"write"});
    const auto v = one.next(first_message(oauth_bearer{.token = token.value}),
                            std::chrono::system_clock::now());
    EXPECT_EQ(v.user, "bob") << v.reason;
    EXPECT_EQ(token.lifetime, std::chrono::hours(1));
}

TEST(an_oauth_broker, says_as_json_what_is_wrong_before_it_refuses) {
    auto one = broker();
    auto client = mechanism_pointer(oauth_bearer{.token = over})->start({}, {});
    const auto complaint = one.next(client.response.reveal(), now);
    EXPECT_EQ(complaint.result, kind::more);
    EXPECT_EQ(complaint.response, R"({"status":"invalid_token"})");
    const auto answer = client.session->next(complaint.response);
    EXPECT_FALSE(answer.done);
    EXPECT_EQ(answer.response.reveal(), "\1");
    const auto v = one.next(answer.response.reveal(), now);
    EXPECT_EQ(v.result, kind::refused);
    EXPECT_EQ(v.words, R"({"status":"invalid_token"})");
    EXPECT_EQ(v.reason, "the token has expired");
    EXPECT_EQ(one.next(answer.response.reveal(), now).result, kind::refused);
}

TEST(an_oauth_broker, names_the_scopes_that_it_asks_for) {
    auto one = broker({"read", "write"});
    EXPECT_EQ(one.next(first_message(oauth_bearer{.token = forever}), now).response,
              R"({"status":"insufficient_scope","scope":"read write"})");
}

TEST(an_oauth_broker, does_not_take_a_second_token_after_a_bad_one) {
    auto one = broker();
    one.next(first_message(oauth_bearer{.token = over}), now);
    EXPECT_EQ(one.next(first_message(oauth_bearer{.token = forever}), now).result, kind::refused);
    auto other = broker();
    EXPECT_EQ(other.next("\1", now).result, kind::refused) << "the end before the beginning";
}

TEST(an_oauth_broker, lets_a_client_name_only_its_own_principal) {
    const auto with = [](const std::string& header) {
        return broker().next(header + "\1auth=Bearer " + forever + "\1\1", now).result;
    };
    EXPECT_EQ(with("n,,"), kind::accepted);
    EXPECT_EQ(with("n,a=alice,"), kind::accepted);
    EXPECT_EQ(with("n,a=root,"), kind::refused);
    EXPECT_EQ(with("n,a=,"), kind::refused);
    EXPECT_EQ(with("y,,"), kind::refused);
    EXPECT_EQ(with("n,"), kind::refused);
}

TEST(an_oauth_message, is_read_whatever_the_case_of_its_scheme) {
    EXPECT_TRUE(read_oauth_message("n,,\1auth=bearer t.t-t_t\1\1"));
    EXPECT_TRUE(read_oauth_message("n,,\1auth=BEARER   t\1\1"));
    EXPECT_TRUE(read_oauth_message("n,,\1key=v=w\1auth=Bearer t\1\1"s));
}

TEST(an_oauth_message, that_is_malformed_is_not_read) {
    for (const auto& text : {""s,
                             "\1"s,
                             "n,,"s,
                             "n,,\1"s,
                             "n,,\1\1"s,
                             "n,,\1auth=Bearer t\1"s,
                             "n,,\1auth=Bearer t"s,
                             "n,,\1auth=Bearer\1\1"s,
                             "n,,\1auth=Bearer \1\1"s,
                             "n,,\1auth=Basic  t\1\1"s,
                             "n,,\1auth=Bearer t u\1\1"s,
                             "n,,\1auth=Bearer t\1\1\1"s,
                             "n,,\1auth=Bearer t\1auth=Bearer t\1\1"s,
                             "n,,\1auth=Bearer t\1k3y=v\1\1"s,
                             "n,,\1auth=Bearer t\1key=\1\1"s,
                             "n,,\1auth=Bearer t\1key=v\1key=v\1\1"s,
                             "n,,\1auth=Bearer t\1key=\xff\1\1"s,
                             "n,,\1auth=Bearer t\0\1\1"s,
                             "n,,\1auth=Bearer \xc3\xa4\1\1"s,
                             "n,,\1key=v\1\1"s,
                             "n,,\1auth=Bearer "s + std::string(1 << 20, 't') + "\1\1"})
        EXPECT_FALSE(read_oauth_message(text)) << text.substr(0, 60);
}

TEST(oauth_bearer, asks_its_source_again_when_four_fifths_of_a_token_are_over) {
    int asked = 0;
    token_cache cache([&](const kafka::context&, const peer& broker) {
        EXPECT_EQ(broker.host, "b1");
        return bearer_token{.value = std::to_string(++asked), .lifetime = seconds(100)};
    });
    const token_cache::clock::time_point start{};
    const auto at = [&](int s) {
        return std::string(cache.get({}, {"b1", 9092}, start + seconds(s)).value.reveal());
    };
    EXPECT_EQ(at(0), "1");
    EXPECT_EQ(at(79), "1");
    EXPECT_EQ(at(80), "2");
    EXPECT_EQ(at(159), "2");
}

TEST(oauth_bearer, asks_for_each_connection_when_a_token_has_no_lifetime) {
    int asked = 0;
    const mechanism_pointer mechanism = oauth_bearer{
        .source = [&](const auto&, const auto&) { return bearer_token{std::to_string(++asked)}; }};
    EXPECT_NE(first_message(mechanism), first_message(mechanism));
}

TEST(oauth_bearer, does_not_send_what_could_change_the_message) {
    for (const auto& token : {"a\1b"s, "a b"s, "a\nb"s, "\xff"s, ""s}) {
        EXPECT_THROW((void)mechanism_pointer(oauth_bearer{.token = token}), kafka::error);
        const mechanism_pointer asked = oauth_bearer{
            .source = [&](const auto&, const auto&) { return bearer_token{kafka::secret(token)}; }};
        EXPECT_THROW(asked->start({}, {}), kafka::error);
    }
    for (const auto& [name, value] :
         {std::pair("auth"s, "x"s), {"k1"s, "x"s}, {""s, "x"s}, {"key"s, ""s}, {"key"s, "\1"s}})
        EXPECT_THROW(
            (void)mechanism_pointer(oauth_bearer{.token = "t", .extensions = {{name, value}}}),
            kafka::error);
}

TEST(oauth_bearer, takes_a_token_or_a_source_but_not_both) {
    const token_source source = [](const auto&, const auto&) { return bearer_token{"t"}; };
    EXPECT_THROW((void)mechanism_pointer(oauth_bearer{.token = "t", .source = source}),
                 kafka::error);
}

TEST(an_oauth_client, repeats_only_words_of_a_broker_that_refuses) {
    const auto said = [](std::string_view challenge) {
        oauth_session session;
        EXPECT_EQ(session.next(challenge).response.reveal(), "\1");
        try {
            session.next("");
        } catch (const kafka::error& e) {
            return std::string(e.what());
        }
        return "accepted"s;
    };
    EXPECT_NE(said(R"({"status":"invalid_token"})").find("invalid_token"), std::string::npos);
    EXPECT_EQ(said("{\"status\":\"\x1b[31m\"}").find('\x1b'), std::string::npos);
    EXPECT_NE(said("not JSON").find("no reason"), std::string::npos);
    EXPECT_NE(said(std::string(1 << 20, '{')).find("no reason"), std::string::npos);
}
