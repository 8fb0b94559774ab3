// Requests about topics, and about what a broker serves, to the broker at the other end of a
// session, as coroutines. Arguments are taken by value: the caller may be gone before they end.
#pragma once

#include "client/session.hpp"

#include <kafka/connection.hpp>

namespace kafka::detail::client {

/// `patience`: how long the broker may work on it.
struct topic_change {
    session_pointer session = {};
    std::chrono::milliseconds patience = {};
};

awaitable<outcome<std::vector<topic_result>>>
ask_to_create(topic_change how, std::vector<topic_config> topics, bool validate_only);
awaitable<outcome<std::vector<topic_result>>> ask_to_delete(topic_change how,
                                                            std::vector<std::string> topics);
awaitable<outcome<std::vector<api_version>>> ask_versions(session_pointer session);

} // namespace kafka::detail::client
