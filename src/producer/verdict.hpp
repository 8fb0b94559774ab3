// What a broker's answer to a batch means.
#pragma once

#include <cstdint>

namespace kafka::detail::producer {

enum class verdict : std::int8_t {
    written,         // now, or when it was sent before
    again,           // the same bytes may be accepted later
    again_elsewhere, // the metadata is old
    out_of_order,    // not written, because one before it is missing
    forgotten,       // not written, because the broker does not know this producer any more
    too_large,       // smaller batches may be accepted
    refused,         // for good
};

struct judgement {
    verdict what = verdict::refused;
    /// It may have been written nevertheless.
    bool ambiguous = false;
};

/// `error_code` is Kafka's.
judgement judge(std::int16_t error_code);

} // namespace kafka::detail::producer
