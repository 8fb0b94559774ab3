#include "security/base64.hpp"
#include "security/scram_user.hpp"

#include <gtest/gtest.h>

namespace {

using namespace kafka::detail::security;

std::string mistake_in(const std::string& text) {
    std::string mistake;
    EXPECT_FALSE(read_scram_user(text, mistake)) << text;
    EXPECT_EQ(mistake.find("hidden"), mistake.npos) << "a secret is repeated";
    return mistake;
}

} // namespace

TEST(a_scram_user, is_read_as_kafka_s_tools_take_one) {
    std::string mistake;
    const auto user = read_scram_user(
        "SCRAM-SHA-512=[name=alice,iterations=8192,salt=c29tZSBzYWx0,password=\"alice=secret\"]",
        mistake);
    ASSERT_TRUE(user) << mistake;
    EXPECT_EQ(user->name, "alice");
    EXPECT_EQ(user->algorithm, hash::sha_512);
    EXPECT_EQ(user->credential,
              credential_of_password(hash::sha_512, "alice=secret", "some salt", 8192));
}

TEST(a_scram_user, gets_another_salt_each_time_when_none_is_given) {
    std::string mistake;
    const auto one = read_scram_user("SCRAM-SHA-256=[name=bob,password=b]", mistake);
    const auto other = read_scram_user("SCRAM-SHA-256=[name=bob,password=b]", mistake);
    ASSERT_TRUE(one && other) << mistake;
    EXPECT_EQ(one->credential.iterations, 4096);
    EXPECT_NE(one->credential.salt, other->credential.salt);
}

TEST(a_scram_user, may_come_with_the_salted_password) {
    const auto salted = pbkdf2(hash::sha_256, "pencil", "some salt", 4096);
    std::string mistake;
    const auto user = read_scram_user(
        "SCRAM-SHA-256=[name=carol,salt=c29tZSBzYWx0,saltedpassword=" + base64(salted.reveal()) +
            "]",
        mistake);
    ASSERT_TRUE(user) << mistake;
    EXPECT_EQ(user->credential, credential_of_password(hash::sha_256, "pencil", "some salt", 4096));
}

TEST(a_scram_user, that_cannot_be_read_is_refused_in_words_without_the_secret) {
    for (const char* text :
         {"", "SCRAM-SHA-256", "SCRAM-SHA-1=[name=a,password=hidden]",
          "SCRAM-SHA-256=name=a,password=hidden", "SCRAM-SHA-256=[", "SCRAM-SHA-256=[]",
          "SCRAM-SHA-256=[password=hidden]", "SCRAM-SHA-256=[name=,password=hidden]",
          "SCRAM-SHA-256=[name=a]", "SCRAM-SHA-256=[name=a,password=]",
          "SCRAM-SHA-256=[name=a,hidden]", "SCRAM-SHA-256=[name=a,password=hidden,]",
          "SCRAM-SHA-256=[name=a,password=hidden,color=red]",
          "SCRAM-SHA-256=[name=a,password=hidden,iterations=4095]",
          "SCRAM-SHA-256=[name=a,password=hidden,iterations=16385]",
          "SCRAM-SHA-256=[name=a,password=hidden,iterations=4096x]",
          "SCRAM-SHA-256=[name=a,password=hidden,salt=!]",
          "SCRAM-SHA-256=[name=a,saltedpassword=AAAA]",
          "SCRAM-SHA-256=[name=a,saltedpassword=AAAA,salt=AAAA]"})
        EXPECT_NE(mistake_in(text), "") << text;
}
