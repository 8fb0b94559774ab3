// Signatures of RFC 7515 and RFC 7520, and of keys of our own for every algorithm.
#include "security/base64.hpp"
#include "security/key_set.hpp"
#include "security/token.hpp"
#include "token_issuer.hpp"

#include <gtest/gtest.h>

namespace {

using namespace kafka::detail::security;
using kafka::testing::token_issuer;

key_set keys_of(const std::string& text) {
    std::string mistake;
    auto keys = key_set::read(text, mistake);
    EXPECT_TRUE(keys) << mistake;
    return keys.value_or(key_set());
}

/// Whether the token's signature is one of the keys'.
bool is_signed(const std::string& text, const key_set& keys) {
    const auto t = read_token(text);
    if (!t) return false;
    const auto algorithm = t->header.text("alg").value_or("");
    const auto* key = keys.find(t->header.text("kid"), algorithm);
    return key != nullptr && key->verify(algorithm, t->signed_text, t->signature);
}

const std::string rfc_payload = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcG"
                                "xlLmNvbS9pc19yb290Ijp0cnVlfQ";

const std::string rfc_rsa_key =
    R"({"keys":[{"kty":"RSA","e":"AQAB","n":")"
    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4"
    "d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5re"
    "xMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxX"
    "FvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ\"}]}";

const std::string rfc_ec_key = R"({"keys":[{"kty":"EC","crv":"P-256",
    "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})";

const std::string rfc_rsa_token =
    "eyJhbGciOiJSUzI1NiJ9." + rfc_payload +
    ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5"
    "jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb"
    "1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QO"
    "YEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

const std::string rfc_ec_token =
    "eyJhbGciOiJFUzI1NiJ9." + rfc_payload +
    ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

} // namespace

TEST(a_signature, of_rfc_7515_is_right) {
    EXPECT_TRUE(is_signed(rfc_rsa_token, keys_of(rfc_rsa_key))); // appendix A.2
    EXPECT_TRUE(is_signed(rfc_ec_token, keys_of(rfc_ec_key)));   // appendix A.3
    EXPECT_FALSE(is_signed(rfc_rsa_token, keys_of(rfc_ec_key)));
    EXPECT_EQ(read_token(rfc_rsa_token)->claims.text("iss"), "joe");
    EXPECT_EQ(read_token(rfc_rsa_token)->claims.number("exp"), 1300819380);
}

// RFC 7520, section 4.2. Its payload is no JSON, so the key is asked directly.
TEST(a_signature, of_rfc_7520_with_the_newer_padding_is_right) {
    const auto keys = keys_of(
        R"({"keys":[{"kty":"RSA","kid":"bilbo.baggins@hobbiton.example",)"
        R"("use":"sig","e":"AQAB","n":")"
        "n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhxJWTDvNd7nqQ0VEiZQHz_"
        "AJmSCpMaJMRBSFKrKb2wqVwGU_NsYOYL-QtiWN2lbzcEe6XC0dApr5ydQLrHqkHHig3RBordaZ6Aj-oBHqFEHYpP"
        "e7Tpe-OfVfHd1E6cS6M1FZcD1NNLYD5lFHpPI9bTwJlsde3uhGqC0ZCuEHg8lhzwOHrtIQbS0FVbb9k3-tVTU4fg"
        "_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_qixoR7jig3__kRhuaxwUkRz5iaiQkqgc5gHdrNP5zw\"}]}");
    const std::string text =
        "eyJhbGciOiJQUzM4NCIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9.SXTigJlzIGEgZGFu"
        "Z2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9h"
        "ZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91"
        "IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4";
    const auto signature = from_base64url(
        "cu22eBqkYDKgIlTpzDXGvaFfz6WGoz7fUDcfT0kkOy42miAh2qyBzk1xEsnk2IpN6-tPid6VrklHkqsGqDqHCdP6"
        "O8TTB5dDDItllVo6_1OLPpcbUrhiUSMxbbXUvdvWXzg-UD8biiReQFlfz28zGWVsdiNAUf8ZnyPEgVFn442ZdNqi"
        "VJRmBqrYRXe8P_ijQ7p8Vdz0TTrxUeT3lm8d9shnr2lfJT8ImUjvAA2Xez2Mlp8cBE5awDzT0qI0n6uiP1aCN_2_"
        "jLAeQTlqRHtfa64QQSUmFAAjVKPbByi7xho0uTOcbH510a6GYmJUAfmWjwZ6oD4ifKo8DYM-X72Eaw");
    const auto* key = keys.find("bilbo.baggins@hobbiton.example", "PS384");
    ASSERT_NE(key, nullptr);
    EXPECT_TRUE(key->verify("PS384", text, *signature));
    EXPECT_FALSE(key->verify("PS384", text + ".", *signature));
    EXPECT_FALSE(key->verify("RS384", text, *signature)) << "the older padding";
}

TEST(a_signature, of_every_algorithm_is_checked) {
    const auto rsa = token_issuer::rsa();
    for (const char* algorithm : {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
        EXPECT_TRUE(is_signed(rsa.token(algorithm, "{}"), keys_of(rsa.key_set()))) << algorithm;
    const std::pair<const char*, const char*> curves[] = {
        {"P-256", "ES256"}, {"P-384", "ES384"}, {"P-521", "ES512"}};
    for (const auto& [curve, algorithm] : curves) {
        const auto issuer = token_issuer::elliptic(curve);
        EXPECT_TRUE(is_signed(issuer.token(algorithm, "{}"), keys_of(issuer.key_set()))) << curve;
    }
}

TEST(a_signature, of_another_key_or_another_text_is_wrong) {
    for (bool rsa : {true, false}) {
        const auto one = rsa ? token_issuer::rsa() : token_issuer::elliptic("P-256");
        const auto other = rsa ? token_issuer::rsa() : token_issuer::elliptic("P-256");
        const auto token = one.token(rsa ? "RS256" : "ES256", R"({"sub":"alice"})");
        EXPECT_FALSE(is_signed(token, keys_of(other.key_set())));
        const auto another = one.token(rsa ? "RS256" : "ES256", R"({"sub":"admin"})");
        const auto mixed = another.substr(0, another.rfind('.')) + token.substr(token.rfind('.'));
        EXPECT_FALSE(is_signed(mixed, keys_of(one.key_set())));
        EXPECT_FALSE(is_signed(token.substr(0, token.size() - 4), keys_of(one.key_set())));
        EXPECT_FALSE(is_signed(token + "AAAA", keys_of(one.key_set())));
    }
}

TEST(a_key, is_not_used_for_algorithms_of_other_kinds) {
    const auto rsa = keys_of(token_issuer::rsa().key_set());
    for (const char* algorithm : {"none", "HS256", "ES256", "RS1", "rs256", "PS25", ""})
        EXPECT_EQ(rsa.find(std::nullopt, algorithm), nullptr) << algorithm;
    const auto p_256 = keys_of(token_issuer::elliptic("P-256").key_set());
    for (const char* algorithm : {"none", "HS256", "RS256", "ES384", "ES256K"})
        EXPECT_EQ(p_256.find(std::nullopt, algorithm), nullptr) << algorithm;
}

TEST(a_key_set, finds_keys_by_their_id) {
    const auto one = token_issuer::rsa(), other = token_issuer::rsa();
    const auto keys = keys_of(R"({"keys":[)" + one.key(R"(,"kid":"one")") + "," +
                              other.key(R"(,"kid":"other","alg":"RS512")") + "]}");
    EXPECT_EQ(keys.size(), 2u);
    EXPECT_TRUE(is_signed(one.token("RS256", "{}", R"(,"kid":"one")"), keys));
    EXPECT_FALSE(is_signed(one.token("RS256", "{}", R"(,"kid":"third")"), keys));
    EXPECT_FALSE(is_signed(one.token("RS256", "{}", R"(,"kid":"other")"), keys));
    EXPECT_FALSE(is_signed(other.token("RS256", "{}", R"(,"kid":"other")"), keys)) << "RS512 only";
    EXPECT_TRUE(is_signed(other.token("RS512", "{}", R"(,"kid":"other")"), keys));
    EXPECT_TRUE(is_signed(one.token("RS256", "{}"), keys)) << "one alone is for RS256";
    EXPECT_FALSE(is_signed(other.token("RS512", "{}"), keys)) << "which of the two?";
}

TEST(a_key_set, passes_over_what_it_cannot_use) {
    const auto good = token_issuer::elliptic("P-256");
    const auto keys = keys_of(
        R"({"keys":[{"kty":"oct","k":"c2VjcmV0"},{"kty":"OKP","crv":"Ed25519","x":"AA"},17,{},)"
        R"({"kty":"RSA","n":"AQAB","e":"AQAB"},{"kty":"RSA","n":"!","e":"AQAB"},)"
        R"({"kty":"EC","crv":"P-256","x":"AA","y":"AA"},)" +
        token_issuer::rsa(1024).key() + "," + token_issuer::rsa().key(R"(,"use":"enc")") + "," +
        good.key(R"(,"use":"sig")") + "]}");
    EXPECT_EQ(keys.size(), 1u);
    EXPECT_TRUE(is_signed(good.token("ES256", "{}"), keys));
}

TEST(a_key_set, refuses_a_point_that_is_on_no_curve) {
    EXPECT_FALSE(public_key::elliptic("P-256", std::string(32, '\1'), std::string(32, '\1')));
    EXPECT_FALSE(public_key::elliptic("secp256k1", std::string(32, '\1'), std::string(32, '\1')));
}

TEST(a_key_set, that_is_none_is_refused_in_words) {
    std::string many = R"({"keys":[{})";
    for (int i = 0; i < 200; ++i) many += ",{}";
    many += "]}";
    for (const auto& text : {std::string(), std::string("[]"), std::string("{}"), std::string("{"),
                             std::string(R"({"keys":{}})"), many,
                             std::string(R"({"keys":[]})") + std::string(1 << 20, ' ')}) {
        std::string mistake;
        EXPECT_FALSE(key_set::read(text, mistake)) << text.substr(0, 40);
        EXPECT_NE(mistake, "");
    }
}
