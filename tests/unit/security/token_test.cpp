// What a broker asks of a token.
#include "security/token.hpp"
#include "token_issuer.hpp"

#include <gtest/gtest.h>

namespace {

using namespace kafka::detail::security;
using kafka::testing::token_issuer;
using kafka::testing::token_of;
using std::chrono::seconds;

constexpr long long now = 1'700'000'000;

const token_issuer& issuer() {
    static const auto one = token_issuer::elliptic("P-256");
    return one;
}

token_rules rules() {
    std::string mistake;
    token_rules out{.keys = *key_set::read(issuer().key_set(), mistake)};
    out.clock_skew = seconds(30);
    return out;
}

token_rules unsecured() { return {.unsecured = true}; }

/// Claims of alice, issued a minute ago and good for an hour; `more` is JSON that is added.
std::string claims(const std::string& more = {}, long long issued = now - 60,
                   long long expires = now + 3600) {
    return R"({"sub":"alice","iat":)" + std::to_string(issued) + R"(,"exp":)" +
           std::to_string(expires) + more + "}";
}

checked_token check(const std::string& text, const token_rules& with) {
    return check_token(text, with, std::chrono::system_clock::time_point(seconds(now)));
}

checked_token check_signed(const std::string& claims_text, const token_rules& with = rules()) {
    return check(issuer().token("ES256", claims_text), with);
}

std::string reason(const std::string& claims_text, const token_rules& with = rules()) {
    const auto checked = check_signed(claims_text, with);
    EXPECT_NE(checked.ok, checked.status == "invalid_token");
    return checked.reason;
}

} // namespace

TEST(a_signed_token, names_the_principal_and_its_end) {
    const auto checked = check_signed(claims());
    EXPECT_TRUE(checked.ok) << checked.reason;
    EXPECT_EQ(checked.principal, "alice");
    EXPECT_EQ(checked.expires.time_since_epoch(), seconds(now + 3600));
    auto other = rules();
    other.principal_claim = "client_id";
    EXPECT_EQ(check_signed(claims(R"(,"client_id":"app")"), other).principal, "app");
}

TEST(a_token, without_a_signature_is_refused_where_a_signed_one_is_asked_for) {
    EXPECT_FALSE(check(token_of(R"({"alg":"none"})", claims()), rules()).ok);
    EXPECT_FALSE(check(token_of(R"({"alg":"ES256"})", claims()), rules()).ok);
    EXPECT_FALSE(check(token_of(R"({"alg":"None"})", claims(), "AAAA"), rules()).ok);
    EXPECT_FALSE(check(token_of(R"({"alg":"none"})", claims(), "AAAA"), rules()).ok);
    EXPECT_FALSE(check(token_of(R"({"alg":"HS256"})", claims(), "AAAA"), rules()).ok);
    EXPECT_FALSE(check(token_of(R"({})", claims(), "AAAA"), rules()).ok);
    token_rules nothing_configured;
    EXPECT_FALSE(check(token_of(R"({"alg":"none"})", claims()), nothing_configured).ok);
}

TEST(an_unsecured_token, is_taken_only_where_it_is_asked_for) {
    const auto checked = check(token_of(R"({"alg":"none"})", claims()), unsecured());
    EXPECT_TRUE(checked.ok) << checked.reason;
    EXPECT_EQ(checked.principal, "alice");
    EXPECT_FALSE(check(issuer().token("ES256", claims()), unsecured()).ok);
    EXPECT_FALSE(check(token_of(R"({"alg":"none"})", claims(), "AAAA"), unsecured()).ok);
}

TEST(a_token, is_good_between_its_times_give_or_take_the_skew) {
    EXPECT_EQ(reason(claims("", now - 60, now - 29)), "");
    EXPECT_EQ(reason(claims("", now - 60, now - 30)), "the token has expired");
    EXPECT_EQ(reason(claims("", now + 30)), "");
    EXPECT_EQ(reason(claims("", now + 31)), "the token was issued in the future");
    EXPECT_EQ(reason(claims(R"(,"nbf":)" + std::to_string(now + 30))), "");
    EXPECT_EQ(reason(claims(R"(,"nbf":)" + std::to_string(now + 31))),
              "the token is not valid yet");
    EXPECT_EQ(reason(claims("", now + 10, now + 10)), "the token expires before it begins");
}

TEST(a_token, must_say_when_it_was_issued_and_expires) {
    EXPECT_NE(reason(R"({"sub":"alice","iat":1})"), "");
    EXPECT_NE(reason(R"({"sub":"alice","exp":9000000000})"), "");
    EXPECT_NE(reason(R"({"sub":"alice","iat":1,"exp":"9000000000"})"), "");
    EXPECT_NE(reason(R"({"sub":"alice","iat":"1","exp":9000000000})"), "");
    EXPECT_NE(reason(claims(R"(,"nbf":"soon")")), "");
    EXPECT_EQ(reason(R"({"sub":"alice","iat":1,"exp":9000000000})"), "");
    EXPECT_TRUE(
        check(token_of(R"({"alg":"none"})", R"({"sub":"a","exp":9000000000})"), unsecured()).ok)
        << "Kafka asks for an iat of signed tokens only";
}

TEST(a_token, that_lasts_longer_than_clocks_count_ends_with_them) {
    for (const char* expires : {"1e300", "99999999999999999999", "9223372036854775807"}) {
        const auto checked =
            check_signed(R"({"sub":"alice","iat":1,"exp":)" + std::string(expires) + "}");
        EXPECT_TRUE(checked.ok) << checked.reason;
        EXPECT_EQ(checked.expires.time_since_epoch(), seconds(9'000'000'000));
    }
    EXPECT_FALSE(check_signed(R"({"sub":"alice","iat":1,"exp":1e400})").ok);
    EXPECT_FALSE(check_signed(R"({"sub":"alice","iat":1,"exp":-1e300})").ok);
}

TEST(a_token, must_be_of_the_issuer_and_for_the_audience) {
    auto strict = rules();
    strict.issuer = "https://issuer";
    strict.audiences = {"kafka", "brokers"};
    EXPECT_EQ(reason(claims(R"(,"iss":"https://issuer","aud":"kafka")"), strict), "");
    EXPECT_EQ(reason(claims(R"(,"iss":"https://issuer","aud":["x","brokers"])"), strict), "");
    EXPECT_NE(reason(claims(R"(,"iss":"https://other","aud":"kafka")"), strict), "");
    EXPECT_NE(reason(claims(R"(,"aud":"kafka")"), strict), "");
    EXPECT_NE(reason(claims(R"(,"iss":"https://issuer")"), strict), "");
    EXPECT_NE(reason(claims(R"(,"iss":"https://issuer","aud":["kafk",17])"), strict), "");
    EXPECT_NE(reason(claims(R"(,"iss":"https://issuer","aud":[])"), strict), "");
}

TEST(a_token, must_have_the_scopes_that_are_asked_for) {
    auto strict = rules();
    strict.required_scopes = {"read", "write"};
    EXPECT_TRUE(check_signed(claims(R"(,"scope":"write admin read")"), strict).ok);
    EXPECT_TRUE(check_signed(claims(R"(,"scope":["read","write"])"), strict).ok);
    EXPECT_EQ(check_signed(claims(R"(,"scope":"read")"), strict).status, "insufficient_scope");
    EXPECT_EQ(check_signed(claims(R"(,"scope":"readwrite")"), strict).status, "insufficient_scope");
    EXPECT_EQ(check_signed(claims(), strict).status, "insufficient_scope");
    strict.scope_claim = "scp";
    EXPECT_TRUE(check_signed(claims(R"(,"scp":["read","write"])"), strict).ok);
}

TEST(a_token, must_name_a_principal_that_can_be_one) {
    for (const char* subject :
         {R"("")", "17", R"(["alice"])", R"("al\u0000ice")", R"("al\nice")", "null"})
        EXPECT_NE(reason(R"({"iat":1,"exp":9000000000,"sub":)" + std::string(subject) + "}"), "")
            << subject;
}

TEST(a_token, with_critical_extensions_is_refused) {
    EXPECT_FALSE(
        check(issuer().token("ES256", claims(), R"(,"crit":["b64"],"b64":false)"), rules()).ok);
}

TEST(a_token, that_cannot_be_read_is_refused) {
    const auto good = issuer().token("ES256", claims());
    std::string deep = "{\"a\":";
    for (int i = 0; i < 5000; ++i) deep += "[";
    for (const auto& text :
         {std::string(), std::string("."), std::string(".."), std::string("..."), good + ".AAAA",
          "=" + good, " " + good, good + "\n", good.substr(0, good.rfind('.')),
          token_of("[]", "{}"), token_of("{}", "17"), token_of("{", "{}"), token_of("{}", "{}"),
          token_of(R"({"alg":"none"})", "\xff\xfe"), token_of(R"({"alg":"none"})", deep),
          token_of(R"({"alg":"none"})", "{\"sub\":\"\xff\"}"), std::string(1 << 20, 'A'),
          std::string(1 << 20, '.'), good.substr(0, 40) + std::string(1 << 20, 'A')})
        for (const auto& with : {rules(), unsecured()})
            EXPECT_FALSE(check(text, with).ok) << text.substr(0, 40);
}

TEST(a_token, with_any_character_changed_is_refused) {
    const auto good = issuer().token("ES256", claims());
    EXPECT_TRUE(check(good, rules()).ok);
    for (std::size_t i = 0; i < good.size(); i += 7) {
        auto bad = good;
        bad[i] = bad[i] == 'A' ? 'B' : 'A';
        EXPECT_FALSE(check(bad, rules()).ok) << i;
    }
}
