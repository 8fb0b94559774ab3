// AWS signatures as published, and AWS_MSK_IAM beside another client's.
#include "security/aws_msk_iam.hpp"
#include "security/aws_profile.hpp"
#include "security/aws_signature.hpp"
#include "security/digest.hpp"
#include "security/json.hpp"

#include <kafka/error.hpp>

#include <gtest/gtest.h>

#include <map>

namespace {

using namespace kafka::detail::security;
using namespace kafka::sasl;
using std::chrono::seconds;
using std::chrono::system_clock;

const std::string empty_hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr auto example_key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

environment variables(std::map<std::string, std::string> set) {
    return [set](const char* name) { return set.contains(name) ? set.at(name) : std::string(); };
}

} // namespace

// "Create a signed AWS API request" of the IAM user guide: ListUsers.
TEST(an_aws_signature, is_the_one_of_the_guide_s_example) {
    const aws_scope scope{"20150830T123600Z", "us-east-1", "iam"};
    EXPECT_EQ(hex(aws_signing_key(example_key, scope).reveal()),
              "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");
    const aws_request request{
        .query = {{"Action", "ListUsers"}, {"Version", "2010-05-08"}},
        .headers = {{"content-type", "application/x-www-form-urlencoded; charset=utf-8"},
                    {"host", "iam.amazonaws.com"},
                    {"x-amz-date", "20150830T123600Z"}},
        .payload_hash = empty_hash};
    EXPECT_EQ(hex(digest(hash::sha_256, aws_canonical_request(request)).reveal()),
              "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59");
    EXPECT_EQ(aws_signature(request, example_key, scope),
              "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
}

// The test suite of Signature Version 4: get-vanilla.
TEST(an_aws_signature, is_the_one_of_the_test_suite) {
    const aws_request request{
        .headers = {{"host", "example.amazonaws.com"}, {"x-amz-date", "20150830T123600Z"}},
        .payload_hash = empty_hash};
    EXPECT_EQ(aws_signature(request, example_key, {"20150830T123600Z", "us-east-1", "service"}),
              "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
}

// "Authenticating Requests: Using Query Parameters" of the S3 reference.
TEST(an_aws_signature, in_a_query_is_the_one_of_the_reference) {
    const aws_request request{
        .path = "/test.txt",
        .query = {{"X-Amz-Algorithm", "AWS4-HMAC-SHA256"},
                  {"X-Amz-Credential", "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request"},
                  {"X-Amz-Date", "20130524T000000Z"},
                  {"X-Amz-Expires", "86400"},
                  {"X-Amz-SignedHeaders", "host"}},
        .headers = {{"host", "examplebucket.s3.amazonaws.com"}},
        .payload_hash = "UNSIGNED-PAYLOAD"};
    EXPECT_EQ(aws_signature(request, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                            {"20130524T000000Z", "us-east-1", "s3"}),
              "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
}

TEST(a_time, is_written_as_aws_does) {
    EXPECT_EQ(aws_time(system_clock::time_point(seconds(1'440'938'160))), "20150830T123600Z");
    EXPECT_EQ(aws_time(system_clock::time_point(seconds(1'709'164'800))), "20240229T000000Z");
}

// The inputs and the signature of kafka-go's own test.
TEST(aws_msk_iam, says_what_kafka_go_says) {
    const aws_msk_iam options{.region = "us-east-1"};
    const auto said = aws_msk_iam_message(
        options, {.access_key_id = "ACCESS_KEY", .secret_access_key = "SECRET_KEY"}, "localhost",
        system_clock::time_point(seconds(1'634'216'700)));
    const auto message = json_object::read(said.reveal());
    ASSERT_TRUE(message);
    const std::pair<const char*, const char*> members[] = {
        {"version", "2020_10_22"},
        {"action", "kafka-cluster:Connect"},
        {"host", "localhost"},
        {"user-agent", "kafka-cpp/client"},
        {"x-amz-algorithm", "AWS4-HMAC-SHA256"},
        {"x-amz-credential", "ACCESS_KEY/20211014/us-east-1/kafka-cluster/aws4_request"},
        {"x-amz-date", "20211014T130500Z"},
        {"x-amz-expires", "300"},
        {"x-amz-signedheaders", "host"},
        {"x-amz-signature", "6b8d25f9b45b9c7db9da855a49112d80379224153a27fd279c305a5b7940d1a7"}};
    for (const auto& [name, value] : members) EXPECT_EQ(message->text(name), value) << name;
    EXPECT_FALSE(message->has("x-amz-security-token"));
    EXPECT_EQ(said.reveal().find("SECRET_KEY"), std::string::npos);
}

TEST(aws_msk_iam, signs_the_session_token_too) {
    const aws_msk_iam options{.region = "us-east-1"};
    const auto with = [&](const char* session) {
        return *json_object::read(
            aws_msk_iam_message(options, {"ID", "KEY", session}, "b-1", system_clock::time_point())
                .reveal());
    };
    EXPECT_EQ(with("to/k+en").text("x-amz-security-token"), "to/k+en");
    EXPECT_NE(with("one").text("x-amz-signature"), with("two").text("x-amz-signature"));
}

TEST(aws_msk_iam, is_a_mechanism_that_is_done_with_the_broker_s_first_answer) {
    const mechanism_pointer mechanism =
        aws_msk_iam{.region = "eu-west-1", .credentials = [](const auto&) {
                        return aws_credentials{"ID", "KEY", {}};
                    }};
    EXPECT_EQ(mechanism->name(), "AWS_MSK_IAM");
    auto opening = mechanism->start({}, {"b-1.msk", 9098});
    EXPECT_EQ(json_object::read(opening.response.reveal())->text("host"), "b-1.msk");
    EXPECT_TRUE(opening.session->next(R"({"version":"2020_10_22"})").done);
}

TEST(aws_msk_iam, refuses_options_that_make_no_sense) {
    const auto made = [](aws_msk_iam options) { (void)mechanism_pointer(options); };
    EXPECT_THROW(made({.region = "EU WEST"}), kafka::error);
    EXPECT_THROW(made({.region = "eu-west-1/x"}), kafka::error);
    EXPECT_THROW(made({.region = "eu-west-1", .expiry = seconds(0)}), kafka::error);
    EXPECT_THROW(made({.region = "eu-west-1", .expiry = seconds(604801)}), kafka::error);
    const mechanism_pointer no_keys = aws_msk_iam{
        .region = "eu-west-1", .credentials = [](const auto&) { return aws_credentials{}; }};
    EXPECT_THROW(no_keys->start({}, {}), kafka::error);
}

TEST(aws_credentials, come_from_the_environment_when_both_keys_are_there) {
    const auto found = credentials_in(variables({{"AWS_ACCESS_KEY_ID", "id"},
                                                 {"AWS_SECRET_ACCESS_KEY", "key"},
                                                 {"AWS_SESSION_TOKEN", "token"}}));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->access_key_id, "id");
    EXPECT_EQ(found->secret_access_key, "key");
    EXPECT_EQ(found->session_token, "token");
    EXPECT_FALSE(credentials_in(variables({{"AWS_ACCESS_KEY_ID", "id"}})));
    EXPECT_FALSE(credentials_in(variables({})));
}

TEST(aws_credentials, come_from_the_profile_that_is_asked_for) {
    constexpr std::string_view file = "# comment\r\n"
                                      "aws_access_key_id = outside\n"
                                      "[default]\r\n"
                                      "aws_access_key_id = id\r\n"
                                      "aws_secret_access_key=ke/y+=\r\n"
                                      "\n"
                                      "[ work ]\n"
                                      "  aws_access_key_id   =   work-id\n"
                                      "; another\n"
                                      "region = eu-west-1\n"
                                      "aws_secret_access_key = work-key\n"
                                      "aws_session_token = work-token\n"
                                      "[half]\n"
                                      "aws_access_key_id = id\n"
                                      "no equals sign\n"
                                      "[\n"
                                      "[unclosed\n"
                                      "aws_secret_access_key = stray";
    EXPECT_EQ(credentials_in(file, "default")->secret_access_key, "ke/y+=");
    EXPECT_TRUE(credentials_in(file, "default")->session_token.empty());
    EXPECT_EQ(credentials_in(file, "work")->access_key_id, "work-id");
    EXPECT_EQ(credentials_in(file, "work")->session_token, "work-token");
    EXPECT_FALSE(credentials_in(file, "half"));
    EXPECT_FALSE(credentials_in(file, "absent"));
    EXPECT_FALSE(credentials_in("", "default"));
}

TEST(aws_credentials, that_are_nowhere_are_an_error_that_names_the_file) {
    const auto source = aws_profile_credentials("work", "/nonexistent/credentials");
    try {
        source({});
        FAIL();
    } catch (const kafka::error& e) {
        EXPECT_NE(std::string(e.what()).find("/nonexistent/credentials"), std::string::npos);
    }
}
