// Published vectors for the digests, keys and texts that the mechanisms are made of.
#include "security/base64.hpp"
#include "security/digest.hpp"
#include "security/utf8.hpp"

#include <gtest/gtest.h>

#include <string>
#include <type_traits>

namespace {

using namespace kafka::detail::security;
using namespace std::string_literals;

std::string derived(std::string_view password, std::string_view salt, int iterations) {
    return hex(pbkdf2(hash::sha_256, password, salt, iterations).reveal());
}

template <class T>
concept printable = requires(std::ostream& out, const T& value) {
    out << value;
};

} // namespace

// The inputs of RFC 6070 with SHA-256; the first two are also in RFC 7914, section 11, as prefixes.
TEST(pbkdf2_with_sha_256, gives_the_published_keys) {
    EXPECT_EQ(derived("password", "salt", 1),
              "120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b");
    EXPECT_EQ(derived("password", "salt", 2),
              "ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43");
    EXPECT_EQ(derived("password", "salt", 4096),
              "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a");
}

// RFC 4231, test cases 1 and 2.
TEST(hmac, gives_the_published_codes) {
    EXPECT_EQ(hex(hmac(hash::sha_256, std::string(20, '\x0b'), "Hi There").reveal()),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(hex(hmac(hash::sha_512, "Jefe", "what do ya want for nothing?").reveal()),
              "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
              "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737");
}

TEST(a_digest, of_nothing_is_the_published_one) {
    EXPECT_EQ(hex(digest(hash::sha_256, {}).reveal()),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

// RFC 4648, section 10.
TEST(base64, gives_the_published_texts_and_reads_them_back) {
    const std::pair<std::string, std::string> vectors[] = {{"", ""},
                                                           {"f", "Zg=="},
                                                           {"fo", "Zm8="},
                                                           {"foo", "Zm9v"},
                                                           {"foob", "Zm9vYg=="},
                                                           {"fooba", "Zm9vYmE="},
                                                           {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : vectors) {
        EXPECT_EQ(base64(bytes), text);
        EXPECT_EQ(from_base64(text), bytes);
        EXPECT_EQ(from_base64url(base64url(bytes)), bytes);
    }
    EXPECT_EQ(base64url("\xfb\xff\xfe"), "-__-");
}

TEST(base64, is_read_in_one_form_only) {
    for (const char* text :
         {"Zg", "Zg=", "Zh==", "Z===", "Zm9v\n", " Zm9", "Zm9-", "=Zg=", "Zg==Zg=="})
        EXPECT_FALSE(from_base64(text)) << text;
    for (const char* text : {"Zg==", "Zh", "Z", "Zm9+", "Zm9v.", "Zm 9"})
        EXPECT_FALSE(from_base64url(text)) << text;
}

TEST(text, is_utf8_only_when_it_is_well_formed) {
    EXPECT_TRUE(is_utf8("plain, \xc3\xa4, \xe2\x82\xac, \xf0\x9f\x98\x80"));
    for (const char* bytes :
         {"\x80", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xff"})
        EXPECT_FALSE(is_utf8(bytes));
}

TEST(a_nonce, is_another_each_time_and_has_no_comma) {
    const auto one = random_nonce();
    EXPECT_EQ(one.size(), 24u);
    EXPECT_NE(one, random_nonce());
    EXPECT_EQ(one.find_first_of(",="), one.npos);
}

TEST(a_secret, keeps_its_bytes_and_cannot_be_printed) {
    const kafka::secret password = "pen\0cil"s;
    auto copy = password;
    const auto moved = std::move(copy);
    EXPECT_EQ(moved.reveal(), "pen\0cil"s);
    EXPECT_TRUE(copy.empty());
    EXPECT_EQ(kafka::secret::joined({"a", "", "bc"}).reveal(), "abc");
    static_assert(!printable<kafka::secret>);
    static_assert(!std::is_convertible_v<kafka::secret, std::string_view>);
}

TEST(secrets, are_equal_when_all_their_bytes_are) {
    EXPECT_TRUE(kafka::secret("pencil") == "pencil");
    EXPECT_FALSE(kafka::secret("pencil") == "pencim");
    EXPECT_FALSE(kafka::secret("pencil") == "pencils");
    EXPECT_FALSE(kafka::secret("pencils") == "pencil");
    EXPECT_TRUE(kafka::secret() == "");
}
