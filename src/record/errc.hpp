// What can be wrong with record batches. Values, not exceptions: these bytes come from outside.
#pragma once

#include <string_view>

namespace kafka::detail::record {

enum class errc {
    ok,
    truncated,       // the bytes end inside a batch or a record
    bad_length,      // a length that no batch can have
    bad_magic,       // neither 0, 1 nor 2
    old_magic,       // a message set of magic 0 or 1: see legacy_read.hpp
    bad_crc,         // the checksum does not match
    bad_count,       // the number of records is not what the header says
    bad_record,      // a record's fields do not fill exactly its length
    unknown_codec,   // the attributes name a codec that Kafka does not have
    codec_not_built, // this library was built without the codec
    bad_compression, // the codec refuses the bytes
    too_large,       // more than the limit, or more than a batch can describe
};

constexpr std::string_view to_string(errc e) {
    switch (e) {
    case errc::ok:
        return "ok";
    case errc::truncated:
        return "the bytes end inside a record batch";
    case errc::bad_length:
        return "a record batch has an impossible length";
    case errc::bad_magic:
        return "a record batch has an unknown magic";
    case errc::old_magic:
        return "a message set in the format that Kafka used before 0.11";
    case errc::bad_crc:
        return "a record batch does not match its checksum";
    case errc::bad_count:
        return "a record batch does not hold the number of records that it claims";
    case errc::bad_record:
        return "a record's fields do not fill its length";
    case errc::unknown_codec:
        return "a record batch names an unknown compression codec";
    case errc::codec_not_built:
        return "this library was built without the compression codec of a record batch";
    case errc::bad_compression:
        return "the compressed records are damaged";
    case errc::too_large:
        return "records are larger than the limit";
    }
    return "unknown";
}

} // namespace kafka::detail::record
