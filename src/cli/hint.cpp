#include "cli/hint.hpp"

#include "cli/failure.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/error.hpp>

namespace kafka::detail::cli {

std::string hint_for(const std::error_code& e) {
    if (e == errc::message_too_large)
        return "-X batch.size=BYTES lets a record be larger, if the topic's max.message.bytes does";
    if (e == broker_errc::message_too_large)
        return "kafka topic alter TOPIC -c max.message.bytes=BYTES lets the topic take more";
    if (e != errc::not_kafka && exit_code_of(e) == unreachable)
        return "is a broker running there? kafka broker start starts one here, -b HOST:PORT names "
               "another";
    return {};
}

} // namespace kafka::detail::cli
