// Every message that we have, behind one type, so that one test can walk all of them. Each
// *_messages_test.cpp adds its own, which keeps the templates of seventy messages out of one
// translation unit.
#pragma once

#include "facts.hpp"
#include "fill.hpp"
#include "member_name.hpp"
#include "protocol/api.hpp"
#include "protocol/codec.hpp"
#include "protocol/stored/record.hpp"

#include <functional>
#include <map>

namespace kafka::test {

namespace protocol = kafka::detail::protocol;
using buffer = std::vector<std::byte>;

struct outcome {
    wire::errc error = wire::errc::ok;
    buffer bytes;
};

struct entry {
    std::vector<std::string> facts;
    std::vector<std::string> misnamed;
    wire::versions valid;
    std::int16_t flexible_since = 0;
    /// Fills a message and encodes it.
    std::function<outcome(fill_case, std::int16_t version)> encode;
    /// Decodes a frame and encodes what it held.
    std::function<outcome(wire::bytes frame, std::int16_t version)> recode;
    /// Whether a frame decodes to the message that `encode` had encoded.
    std::function<bool(wire::bytes frame, fill_case, std::int16_t version)> holds;
};

/// By Apache's name.
inline std::map<std::string, entry, std::less<>>& catalogue() {
    static std::map<std::string, entry, std::less<>> all;
    return all;
}

/// Encodes twice, into one piece of memory and into gathered pieces; both must be the same.
template <wire::message M>
outcome encoded(const M& m, wire::layout layout) {
    const auto size = protocol::codec<M>::size(m, layout);
    if (size.error != wire::errc::ok) return {size.error, {}};
    buffer flat(size.encoded + size.spliced);
    const auto error = protocol::codec<M>::write(m, layout, flat.data());
    wire::gathered pieces;
    wire::gather_writer to(pieces, size.encoded);
    protocol::codec<M>::gather(m, layout, to);
    to.finish();
    buffer joined;
    for (const auto& part : pieces.parts) {
        const auto bytes = std::get<wire::bytes>(part);
        joined.insert(joined.end(), bytes.begin(), bytes.end());
    }
    if (joined != flat) return {error, {}};
    return {error, std::move(flat)};
}

template <wire::message M>
M filled(fill_case what, std::int16_t version) {
    M m;
    filler(version, what).fill(m);
    return m;
}

template <wire::message M>
void add_message(const std::string& name, const std::string& key, wire::versions valid,
                 std::int16_t flexible_since) {
    const bool flexible = flexible_since != protocol::never_flexible;
    fact_writer facts(valid);
    facts.lines.push_back(
        name + key + " versions=" + std::to_string(valid.min) + "-" + std::to_string(valid.max) +
        " flexible=" + (flexible ? std::to_string(flexible_since) + "+" : "none"));
    facts.add_fields<M>(name, valid);
    entry e;
    e.facts = std::move(facts.lines);
    add_misnamed<M>(name, e.misnamed);
    e.valid = valid;
    e.flexible_since = flexible_since;
    auto layout = [=](std::int16_t v) { return wire::layout{v, v >= flexible_since}; };
    e.encode = [=](fill_case what, std::int16_t v) {
        return encoded(filled<M>(what, v), layout(v));
    };
    e.recode = [=](wire::bytes frame, std::int16_t v) {
        M m;
        const auto error = protocol::codec<M>::read(frame, m, layout(v));
        return error == wire::errc::ok ? encoded(m, layout(v)) : outcome{error, {}};
    };
    e.holds = [=](wire::bytes frame, fill_case what, std::int16_t v) {
        M m;
        protocol::codec<M>::read(frame, m, layout(v));
        return m == filled<M>(what, v);
    };
    catalogue()[name] = std::move(e);
}

/// Adds a request and its response under the API's name.
template <protocol::request M>
void add_api(const std::string& api) {
    const auto key = " key=" + std::to_string(static_cast<int>(M::key));
    add_message<M>(api + "Request", key, M::valid, M::flexible_since);
    add_message<typename M::response>(api + "Response", key, M::valid, M::flexible_since);
}

template <protocol::stored_message M>
void add_stored(const std::string& name) {
    std::string key;
    if constexpr (protocol::numbered_record<M>) key = " key=" + std::to_string(M::type);
    add_message<M>(name, key, M::valid, M::flexible_since);
}

} // namespace kafka::test
