#include "broker/handlers/api_versions.hpp"

#include "broker/api_table.hpp"
#include "broker/limits.hpp"
#include "broker/metadata/levels.hpp"
#include "broker/state.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

constexpr std::int16_t first_with_software = 3;

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string_view kept(std::string_view text) {
    return text.substr(0, limits::client_software_length);
}

void add_features(const image& metadata, protocol::api_versions_response& to) {
    to.supported_features = {{metadata_version, oldest_metadata_version, newest_metadata_version}};
    const auto level = metadata.feature(metadata_version);
    to.finalized_features_epoch = 0;
    to.finalized_features = {{metadata_version, level, level}};
}

} // namespace

bool is_software_name(std::string_view text) {
    return !text.empty() && is_letter_or_digit(text.front()) && is_letter_or_digit(text.back()) &&
           std::ranges::all_of(
               text, [](char c) { return is_letter_or_digit(c) || c == '.' || c == '-'; });
}

protocol::api_versions_response api_versions_of(broker_errc error) {
    protocol::api_versions_response out;
    out.error_code = static_cast<std::int16_t>(error);
    for (const auto& api : served_apis())
        out.api_keys.push_back({api.key, api.listed.min, api.listed.max});
    return out;
}

void handle(const protocol::api_versions_request& request, context& c,
            reply<protocol::api_versions_request> back) {
    if (c.version >= first_with_software) {
        if (!is_software_name(request.client_software_name) ||
            !is_software_name(request.client_software_version)) {
            protocol::api_versions_response refused;
            refused.error_code = static_cast<std::int16_t>(broker_errc::invalid_request);
            return back.send(refused);
        }
        c.from.client_software = std::string(kept(request.client_software_name)) + "/" +
                                 std::string(kept(request.client_software_version));
    }
    auto response = api_versions_of(broker_errc::none);
    add_features(c.broker.metadata, response);
    back.send(response);
}

} // namespace kafka::detail::broker
