// Every message that we have, behind one type, so that one test can walk all of them. Each
// *_messages_test.cpp adds its own, which keeps seventy messages out of one translation unit.
#pragma once

#include "fill.hpp"
#include "protocol/codec.hpp"
#include "protocol/stored/record.hpp"

#include <map>
#include <string>

namespace kafka::test {

namespace protocol = kafka::detail::protocol;
using buffer = std::vector<std::byte>;

struct outcome {
    wire::errc error = wire::errc::ok;
    buffer bytes;
};

/// protocol::codec of a message that is known by its address only.
struct codec_view {
    std::shared_ptr<void> (*make)() = nullptr;
    wire::errc (*size)(const void*, wire::layout, std::size_t& encoded, std::size_t& spliced);
    wire::errc (*write)(const void*, wire::layout, std::byte*) = nullptr;
    wire::errc (*gather)(const void*, wire::layout, wire::gather_writer&) = nullptr;
    wire::errc (*read)(wire::bytes, void*, wire::layout) = nullptr;
};

struct entry {
    std::string head; // the message's own line in the table of facts
    wire::versions valid;
    std::int16_t flexible_since = 0;
    const std::vector<field_view>* fields = nullptr;
    codec_view codec;

    wire::layout layout(std::int16_t version) const { return {version, version >= flexible_since}; }
};

/// By Apache's name.
std::map<std::string, entry, std::less<>>& catalogue();

/// The bytes of what would be sent; nothing in it may be a file.
buffer joined(const wire::gathered& pieces);
/// Encodes a message twice, into one piece of memory and into gathered pieces. The bytes are left
/// out when the two differ.
outcome encode(const entry& e, const void* message, std::int16_t version);
/// Fills a message and encodes it.
outcome encode_filled(const entry& e, fill_case what, std::int16_t version);
/// Decodes a frame and encodes what it held.
outcome recode(const entry& e, wire::bytes frame, std::int16_t version);

template <wire::message M>
codec_view codec_view_of() {
    using codec = protocol::codec<M>;
    codec_view v;
    v.make = [] { return std::static_pointer_cast<void>(std::make_shared<M>()); };
    v.size = [](const void* m, wire::layout l, std::size_t& encoded, std::size_t& spliced) {
        const auto sizes = codec::size(*static_cast<const M*>(m), l);
        encoded = sizes.encoded;
        spliced = sizes.spliced;
        return sizes.error;
    };
    v.write = [](const void* m, wire::layout l, std::byte* to) {
        return codec::write(*static_cast<const M*>(m), l, to);
    };
    v.gather = [](const void* m, wire::layout l, wire::gather_writer& to) {
        return codec::gather(*static_cast<const M*>(m), l, to);
    };
    v.read = [](wire::bytes frame, void* m, wire::layout l) {
        return codec::read(frame, *static_cast<M*>(m), l);
    };
    return v;
}

template <wire::message M>
entry entry_of(wire::versions valid, std::int16_t flexible_since) {
    return {{}, valid, flexible_since, &fields_of<M>(), codec_view_of<M>()};
}

/// Adds an entry; `key` is the word that states the message's number, or empty.
void add_message(const std::string& name, const std::string& key, entry e);

/// Adds a request and its response under the API's name.
template <protocol::request M>
void add_api(const std::string& api) {
    const auto key = " key=" + std::to_string(static_cast<int>(M::key));
    add_message(api + "Request", key, entry_of<M>(M::valid, M::flexible_since));
    add_message(api + "Response", key, entry_of<typename M::response>(M::valid, M::flexible_since));
}

template <protocol::stored_message M>
void add_stored(const std::string& name) {
    std::string key;
    if constexpr (protocol::numbered_record<M>) key = " key=" + std::to_string(M::type);
    add_message(name, key, entry_of<M>(M::valid, M::flexible_since));
}

/// Encodes a message that a test wrote by hand.
template <wire::message M>
outcome encoded(const M& message, wire::layout layout) {
    const auto since = layout.flexible ? std::int16_t{0} : protocol::never_flexible;
    return encode(entry_of<M>({}, since), &message, layout.version);
}

} // namespace kafka::test
