#include "cli/classic_message_text.hpp"

#include "cli/record_format.hpp"

namespace kafka::detail::cli {

namespace {

using properties = std::map<std::string, std::string>;

std::string text(const properties& all, const std::string& name, const std::string& fallback) {
    const auto found = all.find(name);
    return found == all.end() ? fallback : unescape(found->second);
}

bool is_on(const properties& all, const std::string& name, bool fallback) {
    const auto found = all.find(name);
    return found == all.end() ? fallback : found->second == "true";
}

std::string timestamp_text(const message& m) {
    const auto ms = std::to_string(m.timestamp.time_since_epoch().count());
    switch (m.timestamp_type) {
    case timestamp_type::create_time:
        return "CreateTime:" + ms;
    case timestamp_type::log_append_time:
        return "LogAppendTime:" + ms;
    case timestamp_type::none:
        break;
    }
    return "NO_TIMESTAMP";
}

} // namespace

classic_message_text::classic_message_text(const properties& p)
    : key_(is_on(p, "print.key", false))
    , value_(is_on(p, "print.value", true))
    , timestamp_(is_on(p, "print.timestamp", false))
    , offset_(is_on(p, "print.offset", false))
    , partition_(is_on(p, "print.partition", false))
    , headers_(is_on(p, "print.headers", false))
    , key_separator_(text(p, "key.separator", "\t"))
    , line_separator_(text(p, "line.separator", "\n"))
    , headers_separator_(text(p, "headers.separator", ","))
    , null_literal_(text(p, "null.literal", "null")) {}

void classic_message_text::print_bytes(bytes_view bytes, std::string& out) const {
    if (bytes.is_null())
        out += null_literal_;
    else
        out.append(bytes.view());
}

void classic_message_text::print_headers(const message& m, std::string& out) const {
    if (m.headers.empty()) {
        out += "NO_HEADERS";
        return;
    }
    bool first = true;
    for (const auto& h : m.headers) {
        if (!first) out += headers_separator_;
        first = false;
        out.append(h.key).append(":");
        print_bytes(h.value, out);
    }
}

void classic_message_text::print(const message& m, std::string& out) const {
    bool first = true;
    const auto next = [&] {
        if (!first) out += key_separator_;
        first = false;
    };
    if (timestamp_) next(), out += timestamp_text(m);
    if (partition_) next(), out += "Partition:" + std::to_string(m.partition);
    if (offset_) next(), out += "Offset:" + std::to_string(m.offset);
    if (headers_) next(), print_headers(m, out);
    if (key_) next(), print_bytes(m.key, out);
    if (value_) next(), print_bytes(m.value, out);
    out += line_separator_;
}

} // namespace kafka::detail::cli
