#include "security/plain_server.hpp"

#include <kafka/error.hpp>
#include <kafka/sasl.hpp>

#include <gtest/gtest.h>

namespace {

using namespace kafka::detail::security;
using namespace std::string_literals;
using kind = verdict::kind;

plain_authenticator broker() {
    plain_users users({{"tim", "tanstaaftanstaaf"}, {"alice", "alice-secret"}});
    return plain_authenticator(
        [users](auto user, auto password) { return users.check(user, password); });
}

verdict answer(const std::string& bytes) { return broker().next(bytes, {}); }

} // namespace

// RFC 4616, section 4.
TEST(plain, sends_what_the_rfc_shows_and_the_broker_takes_it) {
    const kafka::sasl::mechanism_pointer mechanism =
        kafka::sasl::plain{.username = "tim", .password = "tanstaaftanstaaf"};
    EXPECT_EQ(mechanism->name(), "PLAIN");
    auto opening = mechanism->start({}, {"localhost", 9092});
    EXPECT_EQ(opening.response.reveal(), "\0tim\0tanstaaftanstaaf"s);
    const auto v = answer(std::string(opening.response.reveal()));
    EXPECT_EQ(v.result, kind::accepted);
    EXPECT_EQ(v.user, "tim");
    EXPECT_EQ(v.response, "");
    EXPECT_TRUE(opening.session->next(v.response).done);
}

TEST(a_plain_broker, says_the_same_of_a_wrong_password_and_an_unknown_user) {
    const auto wrong = answer("\0alice\0guess"s);
    const auto unknown = answer("\0mallory\0guess"s);
    EXPECT_EQ(wrong.result, kind::refused);
    EXPECT_EQ(unknown.result, kind::refused);
    EXPECT_EQ(wrong.words, "Authentication failed: Invalid username or password");
    EXPECT_EQ(wrong.words, unknown.words);
    EXPECT_EQ(wrong.reason, unknown.reason);
}

TEST(a_plain_broker, lets_a_client_name_only_itself_as_its_other_identity) {
    EXPECT_EQ(answer("alice\0alice\0alice-secret"s).result, kind::accepted);
    EXPECT_EQ(answer("tim\0alice\0alice-secret"s).result, kind::refused);
    EXPECT_EQ(answer("tim\0alice\0guess"s).words, answer("\0alice\0guess"s).words);
}

TEST(a_plain_broker, refuses_what_is_malformed) {
    const std::string hostile[] = {"",
                                   "alice",
                                   "\0alice"s,
                                   "\0\0alice-secret"s,
                                   "\0alice\0"s,
                                   "\0alice\0alice-secret\0"s,
                                   "\0\xff\xfe\0alice-secret"s,
                                   "\0alice\0alice-secret\xc3"s,
                                   "\0alice\0"s + std::string(1 << 20, 'x')};
    for (const auto& bytes : hostile) {
        const auto v = answer(bytes);
        EXPECT_EQ(v.result, kind::refused);
        EXPECT_EQ(v.words.find("alice"), v.words.npos);
        EXPECT_EQ(v.reason.find("alice"), v.reason.npos);
    }
}

TEST(a_plain_broker, asks_nobody_about_a_name_that_is_not_utf8) {
    const auto all = [](auto, auto) { return true; };
    EXPECT_EQ(plain_authenticator(all).next("\0alice\0p"s, {}).result, kind::accepted);
    EXPECT_EQ(plain_authenticator(all).next("\0\xff\xfe\0p"s, {}).result, kind::refused);
}

TEST(a_plain_broker, takes_one_message_only) {
    auto one = broker();
    EXPECT_EQ(one.next("\0alice\0guess"s, {}).result, kind::refused);
    EXPECT_EQ(one.next("\0alice\0alice-secret"s, {}).result, kind::refused);
}

TEST(plain, without_a_name_or_a_password_is_no_mechanism) {
    using kafka::sasl::mechanism_pointer;
    using kafka::sasl::plain;
    EXPECT_THROW((void)mechanism_pointer(plain{.password = "p"}), kafka::error);
    EXPECT_THROW((void)mechanism_pointer(plain{.username = "u"}), kafka::error);
    EXPECT_THROW((void)mechanism_pointer(plain{.username = "u\0v"s, .password = "p"}),
                 kafka::error);
}
