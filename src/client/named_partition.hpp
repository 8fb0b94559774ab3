// What the requests about one partition have in common.
#pragma once

#include "client/partition_requests.hpp"
#include "cluster/api_name.hpp"

#include <kafka/broker_errc.hpp>

namespace kafka::detail::client {

/// "fetch from topic \"t\" partition 0 on localhost:9092"
inline std::string text_of(const asked_of& whom, std::string_view call) {
    return std::string(call) + " topic \"" + *whom.topic + "\" partition " +
           std::to_string(whom.partition) + " on " + whom.session->name();
}

inline failure refused(const asked_of& whom, std::string_view call, std::int16_t error,
                       std::optional<std::string_view> words = {}) {
    auto out = cluster::fail(static_cast<broker_errc>(error), text_of(whom, call));
    if (words && !words->empty()) out.what += ": " + std::string(*words);
    return out;
}

/// The answer is about something else than what was asked.
inline failure left_out(const asked_of& whom, std::string_view call) {
    return {errc::bad_response, text_of(whom, call) + ": the answer leaves the partition out", {}};
}

/// The highest version of Produce or Fetch that names topics: a connection knows no topic's id.
template <protocol::request Api>
outcome<request_terms> terms_by_name(const session& s) {
    constexpr std::int16_t last_by_name = 12;
    request_terms out;
    out.version = s.versions().choose(Api::key, {Api::valid.min, last_by_name});
    if (out.version) return out;
    return failure{errc::unsupported_version,
                   s.name() + ": " + std::string(cluster::name_of(Api::key)) +
                       " is not served in a version that names topics",
                   {}};
}

/// The one partition that was asked about; null when it is not in the answer. `name` and `index`
/// are the members that say what an entry is about.
template <class Topics, class Name, class Partitions, class Index>
auto find_partition(const Topics& topics, const asked_of& whom, Name name, Partitions partitions,
                    Index index) -> decltype(&(topics.front().*partitions).front()) {
    for (const auto& t : topics) {
        if (t.*name != *whom.topic) continue;
        for (const auto& p : t.*partitions)
            if (p.*index == whom.partition) return &p;
    }
    return nullptr;
}

} // namespace kafka::detail::client
