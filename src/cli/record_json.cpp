#include "cli/record_json.hpp"

#include "cli/bytes_text.hpp"

#include <boost/json.hpp>

namespace kafka::detail::cli {

namespace json = boost::json;

namespace {

void put_bytes(json::object& out, const std::string& name, bytes_view bytes) {
    if (bytes.is_null())
        out[name] = nullptr;
    else if (is_utf8(bytes))
        out[name] = json::string_view(bytes.data(), bytes.size());
    else
        out[name + "_base64"] = base64_text(bytes);
}

json::value header_json(const header& h) {
    if (h.value.is_null()) return {json::string_view(h.key.data(), h.key.size()), nullptr};
    if (is_utf8(h.value))
        return {json::string_view(h.key.data(), h.key.size()),
                json::string_view(h.value.data(), h.value.size())};
    return {json::string_view(h.key.data(), h.key.size()), {{"base64", base64_text(h.value)}}};
}

std::optional<std::string> text_of(const json::value& v) {
    if (v.is_null()) return std::nullopt;
    if (v.is_string()) return std::string(v.as_string());
    return json::serialize(v); // a nested document
}

/// The field `name`, or `name`_base64; empty when both are absent or null.
std::optional<std::string> bytes_field(const json::object& o, const std::string& name,
                                       std::string& mistake) {
    if (const auto* encoded = o.if_contains(name + "_base64")) {
        auto bytes = encoded->is_string() ? from_base64(std::string_view(encoded->as_string()))
                                          : std::nullopt;
        if (!bytes) mistake = "\"" + name + "_base64\" is not base64";
        return bytes;
    }
    const auto* plain = o.if_contains(name);
    return plain ? text_of(*plain) : std::nullopt;
}

bool parse_header(const json::value& v, parsed_record& out) {
    const auto* pair = v.if_array();
    if (pair == nullptr || pair->size() != 2 || !(*pair)[0].is_string()) return false;
    std::optional<std::string> value;
    if (const auto* o = (*pair)[1].if_object()) {
        const auto* encoded = o->if_contains("base64");
        if (encoded == nullptr || !encoded->is_string()) return false;
        value = from_base64(std::string_view(encoded->as_string()));
        if (!value) return false;
    } else
        value = text_of((*pair)[1]);
    out.headers.emplace_back(std::string((*pair)[0].as_string()), std::move(value));
    return true;
}

template <class Int>
std::optional<Int> number_field(const json::object& o, std::string_view name) {
    const auto* v = o.if_contains(name);
    if (v == nullptr || !v->is_int64()) return std::nullopt;
    return static_cast<Int>(v->as_int64());
}

} // namespace

void print_json(const message& m, bool nest_value, std::string& out) {
    json::object o;
    o["topic"] = json::string_view(m.topic.data(), m.topic.size());
    o["partition"] = m.partition;
    o["offset"] = m.offset;
    o["timestamp_ms"] = m.timestamp.time_since_epoch().count();
    put_bytes(o, "key", m.key);
    boost::system::error_code not_json;
    auto nested = nest_value && m.value ? json::parse({m.value.data(), m.value.size()}, not_json)
                                        : json::value();
    if (nest_value && m.value && !not_json)
        o["value"] = std::move(nested);
    else
        put_bytes(o, "value", m.value);
    json::array headers;
    for (const auto& h : m.headers) headers.push_back(header_json(h));
    o["headers"] = std::move(headers);
    out += json::serialize(o);
}

std::optional<parsed_record> parse_json_record(std::string_view line, std::string& mistake) {
    boost::system::error_code error;
    const auto parsed = json::parse({line.data(), line.size()}, error);
    const auto* o = error ? nullptr : parsed.if_object();
    if (o == nullptr) {
        mistake = error ? error.message() : "not a JSON object";
        return std::nullopt;
    }
    parsed_record out;
    mistake.clear();
    out.key = bytes_field(*o, "key", mistake);
    out.value = bytes_field(*o, "value", mistake);
    out.partition = number_field<std::int32_t>(*o, "partition");
    out.timestamp_ms = number_field<std::int64_t>(*o, "timestamp_ms");
    if (const auto* headers = o->if_contains("headers"); headers && !headers->is_null()) {
        const auto* list = headers->if_array();
        for (std::size_t i = 0; list && i < list->size(); ++i)
            if (!parse_header((*list)[i], out)) list = nullptr;
        if (list == nullptr) mistake = "\"headers\" is not a list of [name, value]";
    }
    if (!mistake.empty()) return std::nullopt;
    return out;
}

} // namespace kafka::detail::cli
