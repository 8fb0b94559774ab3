// AWS Signature Version 4: what is signed, and with what.
#pragma once

#include <kafka/secret.hpp>

#include <chrono>
#include <map>
#include <string>
#include <string_view>

namespace kafka::detail::security {

/// An HTTP request as far as it is signed.
struct aws_request {
    std::string method = "GET";
    std::string path = "/"; // encoded already
    std::map<std::string, std::string> query;
    std::map<std::string, std::string> headers; // names in lower case
    std::string payload_hash;                   // in hex
};

/// For whom and when a signature is good.
struct aws_scope {
    std::string time; // 20150830T123600Z
    std::string region;
    std::string service;

    std::string date() const { return time.substr(0, 8); }
    /// 20150830/us-east-1/iam/aws4_request
    std::string text() const;
};

std::string aws_time(std::chrono::system_clock::time_point t);
std::string aws_signed_headers(const aws_request& request);
std::string aws_canonical_request(const aws_request& request);
secret aws_signing_key(std::string_view secret_access_key, const aws_scope& scope);
/// In hex.
std::string aws_signature(const aws_request& request, std::string_view secret_access_key,
                          const aws_scope& scope);

} // namespace kafka::detail::security
