#include "security/aws_profile.hpp"

#include "security/failures.hpp"

#include <openssl/crypto.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

namespace kafka::detail::security {

namespace {

std::string_view trimmed(std::string_view text) {
    constexpr auto blanks = " \t\r";
    const auto first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string_view take_line(std::string_view& text) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    return trimmed(line);
}

void set(sasl::aws_credentials& to, std::string_view name, std::string_view value) {
    if (name == "aws_access_key_id") to.access_key_id = value;
    if (name == "aws_secret_access_key") to.secret_access_key = value;
    if (name == "aws_session_token") to.session_token = value;
}

std::optional<sasl::aws_credentials> if_complete(sasl::aws_credentials c) {
    if (c.access_key_id.empty() || c.secret_access_key.empty()) return std::nullopt;
    return c;
}

} // namespace

environment process_environment() {
    return [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value == nullptr ? "" : value);
    };
}

std::optional<sasl::aws_credentials> credentials_in(const environment& variables) {
    return if_complete({variables("AWS_ACCESS_KEY_ID"), variables("AWS_SECRET_ACCESS_KEY"),
                        variables("AWS_SESSION_TOKEN")});
}

std::optional<sasl::aws_credentials> credentials_in(std::string_view file_text,
                                                    std::string_view profile) {
    sasl::aws_credentials found;
    bool inside = false;
    while (!file_text.empty()) {
        const auto line = take_line(file_text);
        if (line.empty() || line.front() == '#' || line.front() == ';') continue;
        if (line.front() == '[') {
            inside = line.back() == ']' && trimmed(line.substr(1, line.size() - 2)) == profile;
            continue;
        }
        const auto equals = line.find('=');
        if (inside && equals != line.npos)
            set(found, trimmed(line.substr(0, equals)), trimmed(line.substr(equals + 1)));
    }
    return if_complete(std::move(found));
}

} // namespace kafka::detail::security

namespace kafka::sasl {

namespace {

namespace security = kafka::detail::security;

/// The file's text, small enough to be one; what was read is wiped by the secret.
secret text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) security::fail_authentication("AWS credentials: cannot read " + path);
    std::string text(std::istreambuf_iterator<char>(file), {});
    secret out(text);
    OPENSSL_cleanse(text.data(), text.size());
    return out;
}

std::string profile_or_default(const std::string& given) {
    if (!given.empty()) return given;
    const auto named = security::process_environment()("AWS_PROFILE");
    return named.empty() ? "default" : named;
}

std::string file_or_default(const std::string& given) {
    const auto variables = security::process_environment();
    if (!given.empty()) return given;
    const auto named = variables("AWS_SHARED_CREDENTIALS_FILE");
    return named.empty() ? variables("HOME") + "/.aws/credentials" : named;
}

} // namespace

aws_credentials_source aws_environment_credentials() {
    return [](const context&) {
        if (auto found = security::credentials_in(security::process_environment())) return *found;
        security::fail_authentication(
            "AWS credentials: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not both set");
    };
}

aws_credentials_source aws_profile_credentials(std::string profile, std::string file) {
    return [profile, file](const context&) {
        const auto path = file_or_default(file), name = profile_or_default(profile);
        if (auto found = security::credentials_in(text_of(path).reveal(), name)) return *found;
        security::fail_authentication("AWS credentials: " + path +
                                      " has no keys for the profile \"" + name + "\"");
    };
}

aws_credentials_source aws_default_credentials() {
    return [from_profile = aws_profile_credentials()](const context& ctx) {
        auto found = security::credentials_in(security::process_environment());
        return found ? *found : from_profile(ctx);
    };
}

} // namespace kafka::sasl
