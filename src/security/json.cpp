#include "security/json.hpp"

#include <boost/json.hpp>

#include <cmath>

namespace kafka::detail::security {

namespace json = boost::json;

namespace {

constexpr std::size_t deepest = 16;

std::string owned(const json::string& s) { return {s.data(), s.size()}; }

json::string_view view(std::string_view s) { return {s.data(), s.size()}; }

} // namespace

struct json_object::content {
    json::object object;

    const json::value* find(std::string_view name) const { return object.if_contains(view(name)); }
};

json_object::json_object(std::shared_ptr<const content> c) : content_(std::move(c)) {}

std::optional<json_object> json_object::read(std::string_view text) {
    json::parse_options options;
    options.max_depth = deepest;
    boost::system::error_code error;
    auto value = json::parse(view(text), error, {}, options);
    if (error || !value.is_object()) return std::nullopt;
    return json_object(std::make_shared<const content>(content{std::move(value.as_object())}));
}

bool json_object::has(std::string_view name) const { return content_->find(name) != nullptr; }

std::optional<std::string> json_object::text(std::string_view name) const {
    const auto* value = content_->find(name);
    if (value == nullptr || !value->is_string()) return std::nullopt;
    return owned(value->get_string());
}

std::optional<double> json_object::number(std::string_view name) const {
    const auto* value = content_->find(name);
    if (value == nullptr || !value->is_number()) return std::nullopt;
    const auto n = value->to_number<double>();
    return std::isfinite(n) ? std::optional(n) : std::nullopt;
}

std::optional<std::vector<std::string>> json_object::texts(std::string_view name) const {
    const auto* value = content_->find(name);
    if (value == nullptr) return std::nullopt;
    if (value->is_string()) return std::vector{owned(value->get_string())};
    if (!value->is_array()) return std::nullopt;
    std::vector<std::string> out;
    for (const auto& element : value->get_array()) {
        if (!element.is_string()) return std::nullopt;
        out.push_back(owned(element.get_string()));
    }
    return out;
}

std::optional<std::vector<json_object>> json_object::objects(std::string_view name) const {
    const auto* value = content_->find(name);
    if (value == nullptr || !value->is_array()) return std::nullopt;
    std::vector<json_object> out;
    for (const auto& element : value->get_array())
        if (element.is_object())
            out.push_back(
                json_object(std::make_shared<const content>(content{element.get_object()})));
    return out;
}

std::string write_json(const std::vector<std::pair<std::string, std::string>>& members) {
    json::object out;
    for (const auto& [name, value] : members) out[view(name)] = view(value);
    return json::serialize(out);
}

} // namespace kafka::detail::security
